package org.dreamer4j.models.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an agent needs against what a file holds.
 *
 * @param missing weights of the agent that the file lacks
 * @param mismatched weights of another shape
 * @param leftOver weights in the file that the agent does not have
 */
public record WeightMatch(List<String> missing, List<Mismatch> mismatched, List<String> leftOver) {

  /**
   * A weight of another shape.
   *
   * @param name of the weight
   * @param expected the agent's shape
   * @param actual the file's
   */
  public record Mismatch(String name, List<Long> expected, List<Long> actual) {}

  static WeightMatch of(Map<String, List<Long>> needed, Map<String, List<Long>> held) {
    List<String> missing = new ArrayList<>();
    List<Mismatch> mismatched = new ArrayList<>();
    needed.forEach(
        (name, expected) -> {
          List<Long> actual = held.get(name);
          if (actual == null) {
            missing.add(name);
          } else if (!actual.equals(expected)) {
            mismatched.add(new Mismatch(name, expected, actual));
          }
        });
    List<String> leftOver =
        held.keySet().stream().filter(name -> !needed.containsKey(name)).toList();
    return new WeightMatch(missing, mismatched, leftOver);
  }

  /** Whether the agent and the file have the same weights. */
  public boolean isExact() {
    return missing.isEmpty() && mismatched.isEmpty() && leftOver.isEmpty();
  }
}
