package org.dreamer4j.envs.mujoco;

import org.dreamer4j.core.Environment;
import org.dreamer4j.core.config.SimulatorConfig.Renderer;
import org.dreamer4j.envs.EnvironmentContract;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.SimulatorOptions;
import org.junit.jupiter.api.Nested;

/** Native environments keep to the contract, whoever draws them. */
class NativeContractTest {
  private static final int SIZE = 16;

  private static Environment make(String task, long seed, SimulatorOptions simulators) {
    return new MujocoProvider().make(task, new EnvironmentOptions(seed, 0, 0, 0, simulators));
  }

  @Nested
  class Reacher implements EnvironmentContract {
    @Override
    public Environment make(long seed) {
      SimulatorOptions simulators = InstalledMujoco.options(Renderer.RAY_CASTER, SIZE);
      return NativeContractTest.make("reacher_hard", seed, simulators);
    }
  }

  @Nested
  class PendulumDrawnByMujoco implements EnvironmentContract {
    @Override
    public Environment make(long seed) {
      SimulatorOptions simulators = InstalledMujoco.options(Renderer.EGL, SIZE);
      InstalledMujoco.requireEgl();
      return NativeContractTest.make("pendulum_swingup", seed, simulators);
    }
  }
}
