package org.dreamer4j.envs;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.RandomPolicy;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;

/** An environment with random actions, always the same ones. */
final class EnvironmentWalk implements AutoCloseable {
  final Environment environment;
  private final RandomPolicy policy;
  private boolean running;

  EnvironmentWalk(Environment environment) {
    this.environment = environment;
    this.policy = new RandomPolicy(environment.spec().action(), 0);
  }

  TimeStep reset() {
    running = true;
    return environment.reset();
  }

  float[] action() {
    return policy.act(policy.initialState(), new Observation(Map.of())).action();
  }

  TimeStep step() {
    TimeStep step = environment.step(action());
    running = !step.last();
    return step;
  }

  TimeStep next() {
    return running ? step() : reset();
  }

  void forEachStep(int steps, Consumer<TimeStep> check) {
    for (int t = 0; t < steps; t++) {
      check.accept(next());
    }
  }

  TimeStep toTheEnd(int most, Consumer<TimeStep> check) {
    for (int t = 0; t < most; t++) {
      TimeStep step = step();
      check.accept(step);
      if (step.last()) {
        return step;
      }
    }
    throw new AssertionError("the episode has not ended after " + most + " steps");
  }

  float[] badValues(int element) {
    float low = environment.spec().action() instanceof Spec.Box box ? box.low()[element] : 0;
    float high = environment.spec().action() instanceof Spec.Box box ? box.high()[element] : 1;
    return new float[] {
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      low - 1 - Math.abs(low),
      high + 1 + Math.abs(high)
    };
  }

  void assertRefused(float[] action) {
    assertThrows(
        IllegalArgumentException.class,
        () -> environment.step(action),
        () -> "action " + Arrays.toString(action));
  }

  @Override
  public void close() {
    environment.close();
  }
}
