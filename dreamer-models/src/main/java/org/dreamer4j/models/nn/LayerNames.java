package org.dreamer4j.models.nn;

import java.util.HashMap;
import java.util.Map;

/** Names layers as TensorFlow 1 does within a scope: {@code dense}, {@code dense_1}, ... */
public final class LayerNames {
  private final String scope;
  private final Map<String, Integer> used = new HashMap<>();

  /** Names below a scope such as {@code graph/encoder}. */
  public LayerNames(String scope) {
    this.scope = scope;
  }

  /** The next name of a kind of layer. */
  public String next(String kind) {
    int count = used.merge(kind, 1, Integer::sum) - 1;
    return scope + "/" + kind + (count == 0 ? "" : "_" + count);
  }
}
