package org.dreamer4j.examples;

import org.dreamer4j.core.Environment;
import org.dreamer4j.envs.EnvironmentContract;

class DimmerTest implements EnvironmentContract {
  @Override
  public Environment make(long seed) {
    return new Dimmer(seed);
  }
}
