package org.dreamer4j.models.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dreamer4j.core.Array;

/**
 * Named tensors in a file that somebody's training wrote, opened for reading. Files are taken for
 * hostile: nothing is allocated that their own size does not justify.
 */
public sealed interface WeightFile extends Closeable
    permits ModulePickles, PickledVariables, TensorBundle {
  /** The file, or the prefix of the files, as it was opened. */
  Path path();

  /** {@code tensor bundle}, {@code pickle} or {@code folder of pickles}. */
  String format();

  /**
   * All files that it is made of.
   *
   * @throws IOException if its folder cannot be read
   */
  List<Path> files() throws IOException;

  /** What is in the file: a bundle's tensors by name, a pickle's in the order of the file. */
  List<StoredTensor> tensors();

  /**
   * Whether {@link #read} knows how to read a tensor: not where its type is one that no array has,
   * such as strings, or it is partitioned into slices.
   *
   * @param name one of {@link #tensors}
   */
  boolean isReadable(String name);

  /**
   * Reads one tensor whole; half-precision floats are widened to single precision.
   *
   * @param name one of {@link #tensors}
   * @throws CheckpointFormatException if there is no such tensor, its data is damaged or its type
   *     is not read
   * @throws IOException if the file cannot be read at all
   * @throws IllegalStateException after {@link #close}
   */
  Array read(String name) throws IOException;
}
