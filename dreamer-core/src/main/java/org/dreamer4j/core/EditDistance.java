package org.dreamer4j.core;

/** How far apart two words are, to find the one that a person meant. */
public final class EditDistance {
  private static final int MOST_CHARACTERS = 100;

  private EditDistance() {}

  /**
   * Levenshtein's distance: the fewest insertions, deletions and replacements of single characters
   * that make one word of the other. Of a long word only the first 100 characters count: nobody
   * meant one.
   */
  public static int between(String a, String b) {
    return distance(beginning(a), beginning(b));
  }

  private static String beginning(String word) {
    return word.substring(0, Math.min(word.length(), MOST_CHARACTERS));
  }

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
