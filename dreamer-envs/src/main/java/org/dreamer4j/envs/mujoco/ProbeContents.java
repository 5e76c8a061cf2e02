package org.dreamer4j.envs.mujoco;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the arrays of a {@link ProbeModel} have to hold, and numbers to fill them with. */
final class ProbeContents {
  private static final double GOLDEN_RATIO = 0.6180339887498949;

  private final Map<Field, List<Double>> values = new EnumMap<>(Field.class);
  private int drawn;

  /** Appends values; returns how many there were before. */
  int add(Field field, double... added) {
    List<Double> list = values.computeIfAbsent(field, unused -> new ArrayList<>());
    int before = list.size();
    Arrays.stream(added).forEach(list::add);
    return before;
  }

  int size(Field field) {
    return values.getOrDefault(field, List.of()).size();
  }

  double[] of(Field field) {
    return values.getOrDefault(field, List.of()).stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  double[] triple() {
    return new double[] {unused(), unused(), unused()};
  }

  /** A number in (0.05, 0.95) that was not there before. */
  double unused() {
    double fraction = ++drawn * GOLDEN_RATIO % 1;
    return Math.round((0.05 + 0.9 * fraction) * 1e6) / 1e6;
  }

  /** An attribute of XML with numbers. */
  static String attribute(String name, double... numbers) {
    return Arrays.stream(numbers)
        .mapToObj(Double::toString)
        .collect(Collectors.joining(" ", " " + name + "='", "'"));
  }
}
