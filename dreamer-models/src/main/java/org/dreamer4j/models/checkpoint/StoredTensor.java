package org.dreamer4j.models.checkpoint;

import java.util.List;

/**
 * What a file says about one of its tensors.
 *
 * @param name by which {@link WeightFile#read} finds it
 * @param dtype NumPy's name of the element type, e.g. {@code float32}; for other types TensorFlow's
 *     in lower case, e.g. {@code string}
 * @param shape sizes, outermost first; empty for a scalar
 * @param bytes size of the data
 */
public record StoredTensor(String name, String dtype, List<Long> shape, long bytes) {
  /** Metadata of a tensor. */
  public StoredTensor {
    shape = List.copyOf(shape);
  }

  /** Number of elements: the product of the shape. */
  public long elements() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
