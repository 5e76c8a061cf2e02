package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dreamer4j.cli.run.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trainings of several runs, in real processes. */
@Timeout(600)
class TrainRunsIT {
  private static final String TINY =
      "{defaults: [dreamer, debug], tasks: [dummy], conv_depth: 2, imagination_horizon: 3,"
          + " max_steps: 20}";

  @TempDir private Path folder;

  @Test
  void twoProcessesShareTheRunsOfAFolder() throws Exception {
    String[] shared = {"--num_runs", "2", "--ping_every", "1", "--params", TINY};
    try (ChildProcess one = train(shared);
        ChildProcess other = train(shared)) {
      assertEquals(0, one.exitCode(), one.err());
      assertEquals(0, other.exitCode(), other.err());
      String said = one.out() + other.out();
      for (RunDirectory run : List.of(run(1), run(2))) {
        assertEquals(
            1,
            said.split("Task dummy, run " + run.path() + " started", -1).length - 1,
            "trained once: " + said);
      }
      assertFalse(said.contains(" resumed"), said);
    }
    for (int number = 1; number <= 2; number++) {
      assertTrue(Files.exists(run(number).path().resolve("DONE")));
      assertTrue(Files.exists(run(number).path().resolve("model.ckpt-20.index")));
      assertEquals(number - 1, run(number).stored().orElseThrow().task().seed());
    }
  }

  @Test
  void finishedRunGoesOnWhenItIsLengthened() throws Exception {
    assertTrained("Task dummy, run " + run(1).path() + " started", "--params", TINY);
    assertTrained("Run 00001 left: it is finished; raise max_steps", "--params", TINY);
    assertTrained("Run 00001 left: it is finished; raise max_steps");
    assertTrained("Task dummy, run " + run(1).path() + " resumed", "--params", "{max_steps: 30}");
    assertTrue(Files.exists(run(1).path().resolve("model.ckpt-30.index")));
    assertTrue(Files.exists(run(1).path().resolve("DONE")));
  }

  @Test
  void keyOfAHeadThatDoesNotExistLeavesNoRunBehind() throws Exception {
    String typo = TINY.replace("}", ", valu_layers: 3}");
    try (ChildProcess child = train("--params", typo)) {
      assertEquals(2, child.exitCode(), child.out());
      assertTrue(child.err().contains("dreamer train: "), child.err());
      assertTrue(child.err().contains("'valu'"), child.err());
    }
    assertFalse(Files.exists(run(1).path().resolve("config.yaml")));
    assertFalse(Files.exists(run(1).path().resolve("FAIL")));
    assertTrained("Task dummy, run " + run(1).path() + " started", "--params", TINY);
  }

  private void assertTrained(String said, String... options) throws Exception {
    try (ChildProcess child = train(options)) {
      assertEquals(0, child.exitCode(), child.err());
      assertTrue(child.out().contains(said), child.out());
    }
  }

  private ChildProcess train(String... options) throws IOException {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "train";
    arguments[1] = "--logdir";
    arguments[2] = folder.resolve("logdir").toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return ChildProcess.start(folder, Main.class, arguments);
  }

  private RunDirectory run(int number) {
    return RunDirectory.numbered(folder.resolve("logdir"), number);
  }
}
