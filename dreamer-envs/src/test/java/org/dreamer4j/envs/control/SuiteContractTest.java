package org.dreamer4j.envs.control;

import java.util.Optional;
import java.util.OptionalInt;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.config.SimulatorConfig.Renderer;
import org.dreamer4j.envs.EnvironmentContract;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.SimulatorOptions;
import org.dreamer4j.envs.mujoco.MujocoProvider;
import org.dreamer4j.envs.mujoco.SuiteModels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** What every environment keeps to, for each domain of ours as the program makes it. */
class SuiteContractTest {
  /** Small pictures: the contract is the same. */
  private static final int PIXELS = 8;

  /** A domain under the contract. */
  private abstract static class Domain implements EnvironmentContract {
    private final String task;

    Domain(String task) {
      this.task = task;
    }

    @BeforeEach
    void needsTheLibrary() {
      SuiteModels.library();
    }

    @Override
    public Environment make(long seed) {
      SimulatorOptions standard = SimulatorOptions.DEFAULT;
      SimulatorOptions small =
          new SimulatorOptions(
              PIXELS,
              OptionalInt.empty(),
              true,
              new SimulatorOptions.MujocoOptions(
                  Optional.empty(), Optional.empty(), Renderer.RAY_CASTER, false),
              standard.atari(),
              standard.remote());
      return new MujocoProvider().make(task, new EnvironmentOptions(seed, 0, 0, 0, small));
    }

    @Override
    public int mostAgentSteps() {
      return 500;
    }
  }

  @Nested
  class BallInCupDomain extends Domain {
    BallInCupDomain() {
      super("cup_catch");
    }
  }

  @Nested
  class CheetahDomain extends Domain {
    CheetahDomain() {
      super("cheetah_run");
    }
  }

  @Nested
  class FingerDomain extends Domain {
    FingerDomain() {
      super("finger_turn_hard");
    }
  }

  @Nested
  class HopperDomain extends Domain {
    HopperDomain() {
      super("hopper_hop");
    }
  }

  @Nested
  class WalkerDomain extends Domain {
    WalkerDomain() {
      super("walker_walk");
    }
  }

  @Nested
  class QuadrupedDomain extends Domain {
    QuadrupedDomain() {
      super("quadruped_walk");
    }
  }
}
