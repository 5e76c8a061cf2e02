package org.dreamer4j.models.checkpoint;

import java.io.IOException;
import java.util.List;
import org.dreamer4j.core.Array;
import org.dreamer4j.models.checkpoint.NamedWeights.Weight;

/**
 * A batch normalisation at inference, y = (x - mean) / sqrt(variance + 0.001) gamma + beta, as part
 * of the dense layer behind it: no layer of its own is needed to act.
 *
 * @param variables moving mean, moving variance, gamma and beta, each [n]
 */
record BatchNorm(List<Weight> variables) {
  /** Variables of a normalisation. */
  static final int VARIABLES = 4;

  /** Keras' default. */
  private static final double EPSILON = 1e-3;

  /** The kernel [n, m] of the layer that does both. */
  Weight kernel(Weight kernel) {
    return new Weight(
        kernel.stored(),
        kernel.shape(),
        () -> {
          Array array = kernel.reading().read();
          double[] scale = scale();
          float[] values = array.toFloats();
          int columns = values.length / scale.length;
          for (int i = 0; i < values.length; i++) {
            values[i] *= (float) scale[i / columns];
          }
          return new Array.Float32(array.shape(), values);
        });
  }

  /** The bias [m] of the layer that does both. */
  Weight bias(Weight kernel, Weight bias) {
    return new Weight(
        bias.stored(),
        bias.shape(),
        () -> {
          double[] shift = shift();
          float[] rows = kernel.reading().read().toFloats();
          float[] values = bias.reading().read().toFloats();
          for (int column = 0; column < values.length; column++) {
            double sum = values[column];
            for (int row = 0; row < shift.length; row++) {
              sum += shift[row] * rows[row * values.length + column];
            }
            values[column] = (float) sum;
          }
          return new Array.Float32(new int[] {values.length}, values);
        });
  }

  private double[] scale() throws IOException {
    float[] variance = read(1);
    float[] gamma = read(2);
    double[] scale = new double[gamma.length];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = gamma[i] / Math.sqrt(variance[i] + EPSILON);
    }
    return scale;
  }

  private double[] shift() throws IOException {
    double[] scale = scale();
    float[] mean = read(0);
    float[] beta = read(3);
    double[] shift = new double[scale.length];
    for (int i = 0; i < shift.length; i++) {
      shift[i] = beta[i] - mean[i] * scale[i];
    }
    return shift;
  }

  private float[] read(int index) throws IOException {
    return variables.get(index).reading().read().toFloats();
  }
}
