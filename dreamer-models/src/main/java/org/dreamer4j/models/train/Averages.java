package org.dreamer4j.models.train;

import java.util.LinkedHashMap;
import java.util.Map;

/** Means of figures between two logs. */
final class Averages {
  private final Map<String, Double> sums = new LinkedHashMap<>();
  private int count;

  void add(Map<String, Double> values) {
    values.forEach((name, value) -> sums.merge(name, value, Double::sum));
    count++;
  }

  /** The means so far; starts anew. */
  Map<String, Double> take() {
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach((name, sum) -> means.put(name, sum / count));
    sums.clear();
    count = 0;
    return means;
  }

  boolean isEmpty() {
    return count == 0;
  }
}
