package org.dreamer4j.envs.wrap;

import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.TimeStep;

/** Passes everything on; a wrapper overrides what it changes. */
class Wrapper implements Environment {
  final Environment inner;

  Wrapper(Environment inner) {
    this.inner = inner;
  }

  @Override
  public EnvironmentSpec spec() {
    return inner.spec();
  }

  @Override
  public TimeStep reset() {
    return inner.reset();
  }

  @Override
  public TimeStep step(float[] action) {
    return inner.step(action);
  }

  @Override
  public int actionRepeat() {
    return inner.actionRepeat();
  }

  @Override
  public void close() {
    inner.close();
  }
}
