package org.dreamer4j.replay.npz;

import java.util.Arrays;
import java.util.List;

/**
 * What the header of an array in a file says.
 *
 * @param key name of the array
 * @param dtype NumPy's name of the element type in the file, e.g. {@code float16}
 * @param shape sizes, outermost first
 * @param bytes size of the data, unpacked
 */
public record NpzEntry(String key, String dtype, List<Integer> shape, long bytes) {
  /** An entry of an unchangeable shape. */
  public NpzEntry {
    shape = List.copyOf(shape);
  }

  static NpzEntry of(String key, NpyHeader header) {
    return new NpzEntry(
        key,
        header.type().elements().label(),
        Arrays.stream(header.shape()).boxed().toList(),
        header.count() * header.type().bytes());
  }
}
