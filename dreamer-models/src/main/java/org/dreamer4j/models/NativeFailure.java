package org.dreamer4j.models;

/** What TensorFlow says of a failure. */
public final class NativeFailure {
  private NativeFailure() {}

  /** Its message without the nodes of the graph that follow it. */
  public static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown error");
  }
}
