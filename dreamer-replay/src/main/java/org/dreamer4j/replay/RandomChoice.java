package org.dreamer4j.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Uniform choices without repetition. */
final class RandomChoice {
  private RandomChoice() {}

  /** At most {@code amount} elements, in random order, in a list of their own. */
  static <T> List<T> of(List<T> all, int amount, SplittableRandom random) {
    List<T> list = new ArrayList<>(all);
    int chosen = Math.min(amount, list.size());
    for (int i = 0; i < chosen; i++) {
      Collections.swap(list, i, i + random.nextInt(list.size() - i));
    }
    return new ArrayList<>(list.subList(0, chosen));
  }

  /** All elements, in random order, in a list of their own. */
  static <T> List<T> permutation(List<T> all, SplittableRandom random) {
    return of(all, all.size(), random);
  }
}
