package org.dreamer4j.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.dreamer4j.envs.Registry;
import org.dreamer4j.envs.TaskInfo;
import org.dreamer4j.models.Device;
import org.dreamer4j.models.Devices;
import org.tensorflow.TensorFlow;

/** Looks at everything that training needs of a machine. */
public final class Doctor {
  /**
   * What a full-size agent takes beside the Java heap (docs/performance.md), with some to spare.
   */
  private static final double FULL_SIZE_GIB = 6;

  /** A checkpoint of a full-size agent, three times, and some episodes. */
  private static final double DISK_GIB = 1;

  private final Path folder;

  /**
   * An examination.
   *
   * @param folder where runs are to be kept
   */
  public Doctor(Path folder) {
    this.folder = folder;
  }

  /** Everything that was looked at, in the order in which one thing needs another. */
  public List<Finding> examine() {
    List<Finding> out = new ArrayList<>();
    String platform = Loader.getPlatform();
    out.add(Finding.ok("Java", Runtime.version() + ", " + platform));
    out.addAll(tensorFlow(platform));
    out.add(memory(physicalGibibytes(), Runtime.getRuntime().maxMemory() / 0x1p30));
    out.add(nativeLimit(Pointer.maxPhysicalBytes()));
    out.add(disk());
    out.add(tasks());
    return out;
  }

  private static List<Finding> tensorFlow(String platform) {
    long start = System.nanoTime();
    try {
      String version = TensorFlow.version();
      List<Devices.Seen> devices = Devices.list(Device.ANY);
      return List.of(
          Finding.ok(
              "TensorFlow",
              String.format(
                  Locale.ROOT,
                  "%s, loaded in %.1f s, %d processors",
                  version,
                  (System.nanoTime() - start) / 1e9,
                  Runtime.getRuntime().availableProcessors())),
          GpuDiagnosis.of(GpuFacts.here(platform, devices)));
    } catch (LinkageError | RuntimeException e) {
      return List.of(
          Finding.problem(
              "TensorFlow",
              "does not load: "
                  + e.getMessage()
                  + "; it needs the library of "
                  + platform
                  + ", a C library of glibc's kind, and room in the folder .javacpp at home"));
    }
  }

  static Finding memory(double physical, double heap) {
    String text =
        String.format(Locale.ROOT, "%.1f GiB, of which Java's heap %.1f GiB", physical, heap);
    return physical - heap >= FULL_SIZE_GIB
        ? Finding.ok("memory", text)
        : Finding.note(
            "memory",
            text
                + String.format(
                    Locale.ROOT,
                    ": full-size training takes %.0f GiB beside the heap; use the preset laptop or a"
                        + " smaller batch_shape",
                    FULL_SIZE_GIB));
  }

  static Finding nativeLimit(long bytes) {
    if (bytes <= 0) {
      return Finding.ok("limit", "none on TensorFlow's memory");
    }
    String text =
        String.format(Locale.ROOT, "TensorFlow's memory ends at %.1f GiB", bytes / 0x1p30);
    return bytes / 0x1p30 >= FULL_SIZE_GIB
        ? Finding.ok("limit", text)
        : Finding.note("limit", text + ": raise it with -Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
  }

  private static double physicalGibibytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize()
        / 0x1p30;
  }

  private Finding disk() {
    Path there = existing(folder);
    if (!Files.isDirectory(there)) {
      return Finding.problem("disk", there + " is no folder: use another --logdir");
    }
    try {
      if (!Files.isWritable(there)) {
        return Finding.problem("disk", "cannot write to " + there + ": mend its permissions");
      }
      double free = Files.getFileStore(there).getUsableSpace() / 0x1p30;
      String text = String.format(Locale.ROOT, "%.1f GiB free in %s", free, folder);
      return free >= DISK_GIB
          ? Finding.ok("disk", text)
          : Finding.note("disk", text + ": a run needs more, make room");
    } catch (IOException e) {
      return Finding.problem("disk", "cannot look at " + folder + ": " + e.getMessage());
    }
  }

  /** The folder, or the nearest above it that is there: a training makes the rest. */
  private static Path existing(Path folder) {
    Path there = folder;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }

  private static Finding tasks() {
    List<TaskInfo> tasks = Registry.load().tasks();
    long here = tasks.stream().filter(TaskInfo::isAvailable).count();
    return Finding.ok(
        "tasks",
        here + " run here, " + (tasks.size() - here) + " lack something; dreamer tasks says what");
  }
}
