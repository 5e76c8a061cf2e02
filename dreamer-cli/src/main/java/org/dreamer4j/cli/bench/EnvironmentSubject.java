package org.dreamer4j.cli.bench;

import org.dreamer4j.core.Environment;
import org.dreamer4j.core.RandomPolicy;
import org.dreamer4j.core.TimeStep;

/** Random steps of one environment. */
final class EnvironmentSubject implements Subject {
  private final Environment environment;
  private final RandomPolicy policy;
  private TimeStep last;

  EnvironmentSubject(Environment environment) {
    this.environment = environment;
    policy = new RandomPolicy(environment.spec().action(), 0);
    last = environment.reset();
  }

  @Override
  public void run() {
    last =
        last.last()
            ? environment.reset()
            : environment.step(policy.act(policy.initialState(), last.observation()).action());
  }

  @Override
  public double frames() {
    return environment.actionRepeat();
  }

  @Override
  public void close() {
    environment.close();
  }
}
