package org.dreamer4j.cli.doctor;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dreamer4j.models.Devices;

/**
 * What decides whether TensorFlow computes on a GPU.
 *
 * @param platform of this machine, e.g. {@code linux-x86_64}
 * @param cudaBuild whether the class path holds TensorFlow's CUDA library
 * @param driver version of NVIDIA's driver
 * @param missing libraries of CUDA that do not load
 * @param hiddenBy what CUDA_VISIBLE_DEVICES says, if it is set
 * @param seen GPUs that TensorFlow sees
 */
record GpuFacts(
    String platform,
    boolean cudaBuild,
    Optional<String> driver,
    List<String> missing,
    Optional<String> hiddenBy,
    List<Devices.Seen> seen) {

  /** The only platform for which TensorFlow Java has a CUDA library. */
  static final String CUDA_PLATFORM = "linux-x86_64";

  /** What TensorFlow 2.18 opens by name. */
  static final List<String> LIBRARIES =
      List.of(
          "libcuda.so.1",
          "libcudart.so.12",
          "libcublas.so.12",
          "libcublasLt.so.12",
          "libcufft.so.11",
          "libcusolver.so.11",
          "libcusparse.so.12",
          "libcudnn.so.9");

  private static final String CUDA_LIBRARY =
      "/org/tensorflow/internal/c_api/linux-x86_64-gpu/libtensorflow_cc.so.2";
  private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");
  private static final Pattern VERSION = Pattern.compile("\\b(\\d{3}\\.\\d+(?:\\.\\d+)?)\\b");

  /** The facts of this machine. */
  static GpuFacts here(String platform, List<Devices.Seen> devices) {
    boolean cudaBuild = GpuFacts.class.getResource(CUDA_LIBRARY) != null;
    return new GpuFacts(
        platform,
        cudaBuild,
        driverOf(DRIVER).or(GpuFacts::driverOfLoader),
        cudaBuild ? LIBRARIES.stream().filter(name -> !loads(name)).toList() : List.of(),
        Optional.ofNullable(System.getenv("CUDA_VISIBLE_DEVICES")),
        devices.stream().filter(Devices.Seen::isGpu).toList());
  }

  /** Some systems, e.g. WSL, have the driver's library and not its file. */
  private static Optional<String> driverOfLoader() {
    return loads(LIBRARIES.get(0)) ? Optional.of("of unknown version") : Optional.empty();
  }

  /** The version in the driver's own file; empty without that file. */
  static Optional<String> driverOf(Path file) {
    try {
      Matcher version = VERSION.matcher(Files.readString(file));
      return Optional.of(version.find() ? version.group(1) : "of unknown version");
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether the system's loader finds a library. */
  static boolean loads(String name) {
    try {
      NativeLibrary.getInstance(name).close();
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }
}
