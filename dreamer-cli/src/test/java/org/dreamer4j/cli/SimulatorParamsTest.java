package org.dreamer4j.cli;

import static org.dreamer4j.cli.Said.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --params} of commands that have no run. */
class SimulatorParamsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(String... arguments) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  @Test
  void tasksAreListedForTheSimulatorsThatAreNamed() {
    Path none = folder.resolve("none.so");
    String params =
        "{mujoco_library: '" + none + "', remote_address: 'localhost:7755', rom_dir: " + none + "}";

    assertEquals(0, run("tasks", "--params", params), err::toString);

    String list = out.toString();
    assertTrue(list.contains("no libmujoco at " + none), list);
    assertTrue(list.contains("there is no ROM folder " + none + " (rom_dir)"), list);
    assertFalse(list.contains("needs an environment server"), list);
  }

  @Test
  void environmentsAreMeasuredOnTheSimulatorsThatAreNamed() {
    Path none = folder.resolve("none.so");
    String params = "{native_physics: true, mujoco_library: '" + none + "'}";

    String refusal = refused("bench", "env", "--task", "pendulum_swingup", "--params", params);

    assertTrue(refusal.contains("no libmujoco at " + none), refusal);
  }

  @Test
  void theCameraThatIsAskedForReachesTheEnvironment() {
    String params = "{camera_id: 1}";

    String refusal = refused("bench", "env", "--task", "pendulum_swingup", "--params", params);

    assertTrue(refusal.contains("the embedded engine has camera 0 only"), refusal);
  }

  @Test
  void baselinesAreMeasuredOnTheSimulatorsThatAreNamed() {
    Path none = folder.resolve("none.so");
    String params = "{native_physics: true, mujoco_library: '" + none + "'}";

    String refusal = refused("baselines", "--task", "pendulum_swingup", "--params", params);

    assertTrue(refusal.contains("no libmujoco at " + none), refusal);
  }

  @Test
  void baselinesOfTheEmbeddedTasksTakeNone() {
    assertEquals(
        "dreamer baselines: --params goes with --task: the embedded tasks need no simulator",
        refused("baselines", "--params", "{native_physics: true}"));
  }

  @ParameterizedTest
  @CsvSource({"tasks", "bench env", "baselines --task pendulum_swingup"})
  void whatTellsSimulatorsNothingIsRefused(String command) {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.addAll(List.of("--params", "{model_size: 50}"));

    String refusal = refused(arguments.toArray(String[]::new));

    assertTrue(refusal.endsWith("atari_grayscale; got 'model_size'"), refusal);
  }
}
