package org.dreamer4j.core.config;

/** Bounds of configuration values; each message names the key and the value. */
final class Checks {
  private Checks() {}

  static void positive(String key, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + " must be at least 1, got " + value);
    }
  }

  static void notNegative(String key, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(key + " must not be negative, got " + value);
    }
  }

  static void above(String key, double value, double bound) {
    if (!(value > bound) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(key + " must be above " + bound + ", got " + value);
    }
  }

  static void within(String key, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          key + " must lie in [" + low + ", " + high + "], got " + value);
    }
  }
}
