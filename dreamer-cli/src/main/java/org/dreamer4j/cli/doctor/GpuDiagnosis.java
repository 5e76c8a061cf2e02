package org.dreamer4j.cli.doctor;

import java.util.Locale;
import java.util.stream.Collectors;
import org.dreamer4j.models.Devices;

/** Why TensorFlow computes on a GPU or does not. */
final class GpuDiagnosis {
  private static final String SUBJECT = "GPU";
  private static final String GUIDE = "docs/performance.md has the steps";

  private GpuDiagnosis() {}

  static Finding of(GpuFacts facts) {
    if (!facts.seen().isEmpty()) {
      return Finding.ok(
          SUBJECT, facts.seen().stream().map(GpuDiagnosis::name).collect(Collectors.joining(", ")));
    }
    if (!facts.platform().equals(GpuFacts.CUDA_PLATFORM)) {
      return Finding.note(
          SUBJECT,
          "none used: TensorFlow Java has a CUDA library for "
              + GpuFacts.CUDA_PLATFORM
              + " only, this is "
              + facts.platform());
    }
    return facts.cudaBuild() ? broken(facts) : withoutCuda(facts);
  }

  private static Finding withoutCuda(GpuFacts facts) {
    return facts
        .driver()
        .map(
            version ->
                Finding.note(
                    SUBJECT,
                    "NVIDIA's driver "
                        + version
                        + " is here, but this build has TensorFlow's CPU library: start a"
                        + " checkout with DREAMER_GPU=1, or swap the library in a distribution's"
                        + " lib/; "
                        + GUIDE))
        .orElse(Finding.ok(SUBJECT, "none (no NVIDIA driver), the processor computes"));
  }

  private static Finding broken(GpuFacts facts) {
    if (facts.driver().isEmpty() && facts.missing().contains("libcuda.so.1")) {
      return Finding.problem(
          SUBJECT,
          "this build has TensorFlow's CUDA library, but there is no NVIDIA driver: install one"
              + " for CUDA 12, or take the CPU library: in a checkout without DREAMER_GPU; "
              + GUIDE);
    }
    if (!facts.missing().isEmpty()) {
      return Finding.problem(
          SUBJECT,
          "not found: "
              + String.join(", ", facts.missing())
              + "; install CUDA 12.5 and cuDNN 9.3, or name their folder in LD_LIBRARY_PATH; "
              + GUIDE);
    }
    return facts
        .hiddenBy()
        .map(
            value ->
                Finding.problem(
                    SUBJECT, "none seen while CUDA_VISIBLE_DEVICES is '" + value + "': unset it"))
        .orElse(
            Finding.problem(
                SUBJECT,
                "none seen although driver and libraries load:"
                    + " TF_CPP_MIN_LOG_LEVEL=0 dreamer doctor shows TensorFlow's own words"));
  }

  private static String name(Devices.Seen device) {
    return String.format(
        Locale.ROOT, "%s, %.1f GiB for TensorFlow", device.name(), device.bytes() / 0x1p30);
  }
}
