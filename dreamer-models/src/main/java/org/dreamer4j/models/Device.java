package org.dreamer4j.models;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/**
 * What a session may run on. Every session takes a GPU's memory as it needs it instead of all of it
 * at once.
 *
 * @param kind which kinds
 * @param index which GPU, counted from 0; used for {@link Kind#GPU} only
 */
public record Device(Kind kind, int index) {
  /** Kinds of devices. */
  public enum Kind {
    /** A GPU where TensorFlow sees one. */
    ANY,
    /** No GPU. */
    CPU,
    /** A certain GPU. */
    GPU
  }

  /** A GPU where TensorFlow sees one. */
  public static final Device ANY = new Device(Kind.ANY, 0);

  /** No GPU. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  private static final Pattern GPU = Pattern.compile("gpu(?::(\\d{1,3}))?");

  /**
   * Reads a name.
   *
   * @param name {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}, in any case
   * @throws IllegalArgumentException for anything else
   */
  public static Device parse(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    Matcher gpu = GPU.matcher(lower);
    if (gpu.matches()) {
      return new Device(Kind.GPU, gpu.group(1) == null ? 0 : Integer.parseInt(gpu.group(1)));
    }
    return switch (lower) {
      case "auto" -> ANY;
      case "cpu" -> CPU;
      default ->
          throw new IllegalArgumentException(
              "no device '" + name + "'; there are auto, cpu, gpu and gpu:N");
    };
  }

  void into(ConfigProto.Builder proto) {
    GPUOptions.Builder gpu = GPUOptions.newBuilder().setAllowGrowth(true);
    switch (kind) {
      case ANY -> {}
      case CPU -> proto.putDeviceCount("GPU", 0);
      case GPU -> gpu.setVisibleDeviceList(Integer.toString(index));
    }
    proto.setGpuOptions(gpu);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case ANY -> "auto";
      case CPU -> "cpu";
      case GPU -> "gpu:" + index;
    };
  }
}
