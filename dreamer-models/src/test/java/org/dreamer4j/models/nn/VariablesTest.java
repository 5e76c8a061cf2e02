package org.dreamer4j.models.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class VariablesTest {

  @ParameterizedTest
  @CsvSource({"1, 300, 100", "4, 32, 64", "6, 3, 32"})
  void kernelsFillGlorotsBoundsEvenlyOnBothSides(int field, int in, int out) {
    long[] shape = field == 1 ? new long[] {in, out} : new long[] {field, field, in, out};
    double bound = Math.sqrt(6.0 / (field * field * (in + out)));

    DescriptiveStatistics values = new DescriptiveStatistics();
    for (float value : initial(shape, 0)) {
      values.addValue(value);
    }

    assertTrue(values.getMax() <= bound && values.getMax() > 0.99 * bound);
    assertTrue(values.getMin() >= -bound && values.getMin() < -0.99 * bound);
    double sigma = bound / Math.sqrt(3);
    assertEquals(0, values.getMean(), 5 * sigma / Math.sqrt(values.getN()));
    assertEquals(sigma, values.getStandardDeviation(), 0.02 * sigma);
  }

  @Test
  void theSeedDecidesTheValues() {
    long[] shape = {5, 4};
    assertArrayEquals(initial(shape, 3), initial(shape, 3));
    assertFalse(Arrays.equals(initial(shape, 3), initial(shape, 4)));
  }

  @Test
  void aNameIsTakenOnce() {
    try (Graph graph = new Graph()) {
      Variables variables = new Variables(Ops.create(graph), TFloat32.class, 0);
      variables.bias("b", 2, 0);
      assertThrows(IllegalArgumentException.class, () -> variables.bias("b", 2, 0));
      assertThrows(IllegalArgumentException.class, () -> variables.get("c"));
    }
  }

  private static float[] initial(long[] shape, long seed) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Variable<TFloat32> kernel =
          new Variables(Ops.create(graph), TFloat32.class, seed).kernel("kernel", shape);
      session.runner().addTarget(kernel.initializer()).run().close();
      try (Result result = session.runner().fetch(kernel.value()).run()) {
        TFloat32 tensor = (TFloat32) result.get(0);
        float[] out = new float[(int) tensor.size()];
        tensor.asRawTensor().data().asFloats().read(out);
        return out;
      }
    }
  }
}
