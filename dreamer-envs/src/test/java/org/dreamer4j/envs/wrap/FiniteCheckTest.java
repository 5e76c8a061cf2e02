package org.dreamer4j.envs.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.DummyEnvironment;
import org.dreamer4j.envs.EnvironmentContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiniteCheckTest implements EnvironmentContract {
  @Override
  public Environment make(long seed) {
    return new FiniteCheck(new DummyEnvironment(seed, 30));
  }

  private static Observation speed(float value) {
    return new Observation(
        Map.of("speed", new Array.Float32(new int[] {2}, new float[] {0, value})));
  }

  private static Environment returning(TimeStep step) {
    Environment environment = mock(Environment.class);
    when(environment.reset()).thenReturn(step);
    when(environment.step(any())).thenReturn(step);
    return new FiniteCheck(environment);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void infiniteObservationsStopTheRun(float value) {
    Environment checked = returning(TimeStep.transition(speed(value), 0));
    String message =
        "Infinite observation encountered. Element 1 of 'speed' is " + (double) value + ".";

    assertEquals(message, assertThrows(IllegalStateException.class, checked::reset).getMessage());
    assertEquals(
        message,
        assertThrows(IllegalStateException.class, () -> checked.step(new float[1])).getMessage());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void infiniteRewardsStopTheRun(double reward) {
    Environment checked = returning(TimeStep.termination(speed(0), reward));

    Exception error = assertThrows(IllegalStateException.class, () -> checked.step(new float[1]));

    assertEquals(
        "Infinite reward encountered. The environment returned " + reward + ".",
        error.getMessage());
  }

  @Test
  void finiteStepsPassUnchanged() {
    TimeStep step = TimeStep.transition(speed(Float.MAX_VALUE), 1e300);

    assertSame(step, returning(step).step(new float[1]));
  }
}
