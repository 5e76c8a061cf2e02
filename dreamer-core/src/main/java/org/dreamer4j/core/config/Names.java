package org.dreamer4j.core.config;

import java.util.Collection;
import java.util.Comparator;
import org.dreamer4j.core.EditDistance;

/** Names that users type: known or not, and which known one is nearest. */
public final class Names {
  private Names() {}

  /**
   * Refuses unknown names.
   *
   * @param kind what the names are, for the message
   * @throws IllegalArgumentException naming the first unknown name and the nearest known one
   */
  public static void requireKnown(String kind, Collection<String> names, Collection<String> known) {
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "unknown " + kind + " '" + name + "'; did you mean '" + nearest(name, known) + "'?");
      }
    }
  }

  /**
   * The known name with the smallest edit distance.
   *
   * @throws java.util.NoSuchElementException if nothing is known
   */
  public static String nearest(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> EditDistance.between(name, candidate)))
        .orElseThrow();
  }
}
