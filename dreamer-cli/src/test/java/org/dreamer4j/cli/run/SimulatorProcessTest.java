package org.dreamer4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.dreamer4j.cli.TinyRun;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.isolated.IsolatedEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorProcessTest {
  private static final Map<String, Object> PROCESS = Map.of("isolate_envs", "process");

  @TempDir private Path logdir;

  @Test
  void environmentInAProcessIsTheOneOfTheConfiguration() {
    DreamerConfig config = DreamerConfig.defaults().with(Map.of("render_size", 32));
    EnvironmentOptions options = Simulators.seeded(config, 5);
    try (Environment here = Simulators.registry(config).make("pendulum_swingup", options);
        Environment there =
            Simulators.registry(config.with(PROCESS)).make("dmc_pendulum_swingup", options)) {
      assertInstanceOf(IsolatedEnvironment.class, there);
      assertEquals(here.spec(), there.spec());
      assertEquals(2, there.actionRepeat());
      assertSame(here.reset(), there.reset());
      for (int i = 0; i < 5; i++) {
        assertSame(here.step(new float[] {0.5f}), there.step(new float[] {0.5f}));
      }
    }
  }

  private static void assertSame(TimeStep expected, TimeStep actual) {
    assertEquals(expected.reward(), actual.reward());
    assertArrayEquals(expected.observation().image(), actual.observation().image());
    assertArrayEquals(
        expected.observation().get("orientation").toFloats(),
        actual.observation().get("orientation").toFloats());
  }

  @Test
  void whatCannotBeMadeThereIsRefusedHere() {
    DreamerConfig config = DreamerConfig.defaults().with(PROCESS).with(Map.of("camera_id", 1));
    EnvironmentOptions options = Simulators.seeded(config, 5);
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Simulators.registry(config).make("pendulum_swingup", options).close());
    assertTrue(String.valueOf(refusal.getMessage()).contains("camera 0 only"));
  }

  @Test
  void trainingRunsItsEnvironmentsInProcesses() {
    TinyRun.train(logdir, TinyRun.PARAMS.replace("}", ", isolate_envs: process}"));
  }
}
