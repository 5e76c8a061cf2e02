package org.dreamer4j.core.config;

import java.util.Collection;
import java.util.Comparator;

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
    return known.stream().min(Comparator.comparingInt(k -> distance(name, k))).orElseThrow();
  }

  /** Levenshtein's edit distance, two rows at a time. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
