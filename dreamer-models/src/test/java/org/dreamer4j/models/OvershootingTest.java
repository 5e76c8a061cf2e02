package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.dreamer4j.models.nn.GraphRun;
import org.dreamer4j.models.nn.Net;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Masks and values on a cell that adds actions to its state, by hand. */
class OvershootingTest {
  private static final int DISTANCE = 3;
  private final GraphRun run = new GraphRun(TFloat32.class);
  private final Net net = run.net();
  private Overshooting over;

  @BeforeEach
  void rollOut() {
    Operand<TFloat32> observed = sequence(10, 20, 30, 40, 50, 60);
    Operand<TFloat32> action = sequence(0, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f);
    RssmState posterior = new RssmState(observed, observed, observed, observed);
    over =
        Overshooting.of(
            net,
            posterior,
            action,
            DISTANCE,
            (state, act, d) -> {
              Operand<TFloat32> next = net.tf().math.add(state.mean(), act);
              return new RssmState(next, next, next, next);
            });
  }

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void priorsStartBeforeTheirStepAndTakeItsActions() {
    rows(
        over.prior().stream().map(RssmState::mean).toList(),
        new double[][] {
          {0, 10.1, 20.2, 30.3, 40.4, 50.5},
          {0.1, 10.3, 20.5, 30.7, 40.9},
          {0.3, 10.6, 20.9, 31.2},
          {0.6, 11.0, 21.4},
        });
  }

  @Test
  void eachIsComparedWithThePosteriorThatFarAhead() {
    rows(
        over.posterior().stream().map(RssmState::mean).toList(),
        new double[][] {
          {10, 20, 30, 40, 50, 60},
          {20, 30, 40, 50, 60},
          {30, 40, 50, 60},
          {40, 50, 60},
        });
  }

  @Test
  void stepsBeyondTheEndAreMasked() {
    List<double[]> masks = run.run(over.mask());
    assertEquals(DISTANCE + 1, masks.size());
    assertArrayEquals(new double[] {1, 1, 1, 1, 1, 1}, masks.get(0));
    assertArrayEquals(new double[] {1, 1, 1, 1, 1, 0}, masks.get(1));
    assertArrayEquals(new double[] {1, 1, 1, 1, 0, 0}, masks.get(2));
    assertArrayEquals(new double[] {1, 1, 1, 0, 0, 0}, masks.get(3));
  }

  /** Compares the steps that are not masked. */
  private void rows(List<Operand<TFloat32>> operands, double[][] expected) {
    List<double[]> actual = run.run(operands);
    for (int d = 0; d <= DISTANCE; d++) {
      double[] seen = java.util.Arrays.copyOf(actual.get(d), expected[d].length);
      assertArrayEquals(expected[d], seen, 1e-5, "distance " + d);
    }
  }

  /** [1, T, 1]. */
  private Operand<TFloat32> sequence(float... values) {
    return net.reshape(net.tf().constant(values), 1, values.length, 1);
  }
}
