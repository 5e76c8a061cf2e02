package org.dreamer4j.models;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Observations as the networks see them, in rows.
 *
 * @param image preprocessed images, [N, 64, 64, C]; null if there are none
 * @param vectors by observation key, [N, size]
 */
record Sensed(@Nullable Operand<TFloat32> image, Map<String, Operand<TFloat32>> vectors) {
  Operand<TFloat32> requireImage() {
    return Objects.requireNonNull(image, "no image");
  }

  Operand<TFloat32> vector(String key) {
    return Objects.requireNonNull(vectors.get(key), key);
  }
}
