package org.dreamer4j.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dreamer4j.models.Devices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuDiagnosisTest {
  private static final Optional<String> DRIVER = Optional.of("550.54.15");

  @Test
  void aGpuThatIsSeenIsNamedWithItsMemory() {
    Devices.Seen gpu = new Devices.Seen("GPU:0", "GPU", 8L << 30);
    Finding finding =
        GpuDiagnosis.of(
            new GpuFacts("linux-x86_64", true, DRIVER, List.of(), Optional.empty(), List.of(gpu)));
    assertEquals(Finding.ok("GPU", "GPU:0, 8.0 GiB for TensorFlow"), finding);
  }

  @Test
  void otherPlatformsHaveNone() {
    assertFinding(
        Finding.Level.NOTE,
        "this is macosx-arm64",
        facts("macosx-arm64", false, Optional.empty(), List.of(), Optional.empty()));
  }

  @Test
  void aMachineWithoutDriverIsWellWithTheCpuBuild() {
    assertFinding(
        Finding.Level.OK,
        "no NVIDIA driver",
        facts("linux-x86_64", false, Optional.empty(), List.of(), Optional.empty()));
  }

  @Test
  void aDriverWithTheCpuBuildIsAHintAtTheOtherBuild() {
    assertFinding(
        Finding.Level.NOTE,
        "NVIDIA's driver 550.54.15 is here, but this build has TensorFlow's CPU library: start"
            + " a checkout with DREAMER_GPU=1",
        facts("linux-x86_64", false, DRIVER, List.of(), Optional.empty()));
  }

  @Test
  void theCudaBuildWithoutDriverIsAProblem() {
    assertFinding(
        Finding.Level.PROBLEM,
        "no NVIDIA driver",
        facts("linux-x86_64", true, Optional.empty(), List.of("libcuda.so.1"), Optional.empty()));
  }

  @Test
  void eachLibraryThatIsMissingIsNamed() {
    assertFinding(
        Finding.Level.PROBLEM,
        "not found: libcudart.so.12, libcudnn.so.9; install CUDA 12.5 and cuDNN 9.3",
        facts(
            "linux-x86_64",
            true,
            DRIVER,
            List.of("libcudart.so.12", "libcudnn.so.9"),
            Optional.empty()));
  }

  @Test
  void aGpuHiddenByTheEnvironmentIsSaidToBe() {
    assertFinding(
        Finding.Level.PROBLEM,
        "CUDA_VISIBLE_DEVICES is '-1': unset it",
        facts("linux-x86_64", true, DRIVER, List.of(), Optional.of("-1")));
  }

  @Test
  void otherwiseTensorFlowIsAsked() {
    assertFinding(
        Finding.Level.PROBLEM,
        "TF_CPP_MIN_LOG_LEVEL=0",
        facts("linux-x86_64", true, DRIVER, List.of(), Optional.empty()));
  }

  @Test
  void theDriversVersionIsReadFromItsFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("version");
    assertEquals(Optional.empty(), GpuFacts.driverOf(file));
    Files.writeString(
        file,
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue Mar  5 22:23:56 UTC"
            + " 2024\nGCC version:  gcc version 11.4.0\n");
    assertEquals(DRIVER, GpuFacts.driverOf(file));
    Files.writeString(file, "something else");
    assertEquals(Optional.of("of unknown version"), GpuFacts.driverOf(file));
  }

  @Test
  void librariesAreLookedForAsTensorFlowWould() {
    assertFalse(GpuFacts.loads("libno-such-library.so.12"));
    assertTrue(GpuFacts.loads("c"));
  }

  private static GpuFacts facts(
      String platform,
      boolean cudaBuild,
      Optional<String> driver,
      List<String> missing,
      Optional<String> hiddenBy) {
    return new GpuFacts(platform, cudaBuild, driver, missing, hiddenBy, List.of());
  }

  private static void assertFinding(Finding.Level level, String part, GpuFacts facts) {
    Finding finding = GpuDiagnosis.of(facts);
    assertEquals(level, finding.level());
    assertTrue(finding.text().contains(part), finding.text());
  }
}
