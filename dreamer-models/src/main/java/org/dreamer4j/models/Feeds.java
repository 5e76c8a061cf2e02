package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** The tensors that one graph call is fed, closed together. */
public final class Feeds implements AutoCloseable {
  private final Session.Runner runner;
  private final List<Tensor> tensors = new ArrayList<>();

  /** Nothing fed yet. */
  public Feeds(Session.Runner runner) {
    this.runner = runner;
  }

  /** What is fed. */
  public Session.Runner runner() {
    return runner;
  }

  /** Feeds a tensor and takes it over. */
  public void feed(Operand<?> operand, Tensor tensor) {
    tensors.add(tensor);
    runner.feed(operand, tensor);
  }

  /**
   * Feeds one vector for each row.
   *
   * @param operand [N, size]
   * @param name for the message
   * @param size elements of a vector
   * @param rows N
   * @param vectors by row
   * @throws IllegalArgumentException naming the vector if one has another size
   */
  public void floats(
      Operand<TFloat32> operand, String name, int size, int rows, IntFunction<float[]> vectors) {
    float[] all = new float[rows * size];
    for (int i = 0; i < rows; i++) {
      float[] vector = vectors.apply(i);
      if (vector.length != size) {
        throw new IllegalArgumentException(
            name + ": expected " + size + " values, got " + vector.length);
      }
      System.arraycopy(vector, 0, all, i * size, size);
    }
    feed(operand, Tensors.floats(all, rows, size));
  }

  /**
   * Feeds one image for each row.
   *
   * @param operand uint8 [N, height, width, C]
   * @param rows N
   * @param images by row
   * @throws IllegalArgumentException if one has another size
   */
  public void images(Operand<TUint8> operand, int rows, IntFunction<byte[]> images) {
    Shape shape = operand.shape();
    int size = Math.toIntExact(shape.get(1) * shape.get(2) * shape.get(3));
    byte[] all = new byte[rows * size];
    for (int i = 0; i < rows; i++) {
      byte[] image = images.apply(i);
      if (image.length != size) {
        throw new IllegalArgumentException(
            "image: expected %d x %d x %d bytes, got %d bytes"
                .formatted(shape.get(1), shape.get(2), shape.get(3), image.length));
      }
      System.arraycopy(image, 0, all, i * size, size);
    }
    feed(operand, Tensors.bytes(all, rows, shape.get(1), shape.get(2), shape.get(3)));
  }

  @Override
  public void close() {
    tensors.forEach(Tensor::close);
  }
}
