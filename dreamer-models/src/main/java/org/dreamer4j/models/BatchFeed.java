package org.dreamer4j.models;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.config.DataConfig;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** The native tensors a batch is written into, allocated once. */
final class BatchFeed implements AutoCloseable {
  private final Inputs inputs;
  private final DataConfig config;
  private final @Nullable TUint8 image;
  private final Map<String, TFloat32> vectors = new LinkedHashMap<>();

  BatchFeed(Inputs inputs, DataConfig config) {
    this.inputs = inputs;
    this.config = config;
    image = inputs.image() == null ? null : TUint8.tensorOf(inputs.image().shape());
    inputs
        .vectors()
        .forEach((key, placeholder) -> vectors.put(key, TFloat32.tensorOf(placeholder.shape())));
  }

  /**
   * Writes a batch and feeds it.
   *
   * @throws IllegalArgumentException if the batch or one of its arrays has another size
   */
  void into(Session.Runner runner, Batch batch) {
    if (batch.size() != config.batchSize() || batch.length() != config.batchLength()) {
      throw new IllegalArgumentException(
          "batch: expected "
              + Shape.of(config.batchSize(), config.batchLength())
              + ", got "
              + Shape.of(batch.size(), batch.length()));
    }
    if (image != null) {
      requireSize("image of the batch", "bytes", image.size(), batch.image().length);
    }
    vectors.forEach(
        (key, tensor) -> {
          int length = batch.vector(key).length;
          requireSize("'" + key + "' of the batch", "floats", tensor.size(), length);
        });
    if (image != null && inputs.image() != null) {
      image.asRawTensor().data().write(batch.image());
      runner.feed(inputs.image(), image);
    }
    vectors.forEach(
        (key, tensor) -> {
          tensor.asRawTensor().data().asFloats().write(batch.vector(key));
          runner.feed(inputs.vector(key), tensor);
        });
  }

  /** A shorter array would leave the rest of the batch before in place. */
  private static void requireSize(String name, String unit, long expected, int actual) {
    if (actual != expected) {
      throw new IllegalArgumentException(
          name + ": expected " + expected + " " + unit + ", got " + actual);
    }
  }

  @Override
  public void close() {
    if (image != null) {
      image.close();
    }
    vectors.values().forEach(TFloat32::close);
  }
}
