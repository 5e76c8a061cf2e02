package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.cli.run.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trainings of several runs, and of one run again and again. */
@Timeout(600)
class TrainRunsIT {
  private static final String TINY =
      "{defaults: [dreamer, debug], tasks: [dummy], conv_depth: 2, imagination_horizon: 3,"
          + " max_steps: 20}";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

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
  void finishedRunGoesOnWhenItIsLengthened() throws IOException {
    assertTrained("Task dummy, run " + run(1).path() + " started", "--params", TINY);
    assertTrained("Run 00001 left: it is finished; raise max_steps", "--params", TINY);
    assertTrained("Run 00001 left: it is finished; raise max_steps");
    assertTrained("Task dummy, run " + run(1).path() + " resumed", "--params", "{max_steps: 30}");
    assertTrue(Files.exists(run(1).path().resolve("model.ckpt-30.index")));
    assertTrue(Files.exists(run(1).path().resolve("DONE")));
  }

  @Test
  void keyOfAHeadThatDoesNotExistLeavesNoRunBehind() throws IOException {
    String typo = TINY.replace("}", ", valu_layers: 3}");
    assertEquals(2, run(arguments("--params", typo)), out.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().startsWith("dreamer train: "), err.toString());
    assertTrue(err.toString().contains("'valu'"), err.toString());
    for (String file : List.of("config.yaml", "PING", "DONE", "FAIL")) {
      assertFalse(Files.exists(run(1).path().resolve(file)), file);
    }
    assertTrained("Task dummy, run " + run(1).path() + " started", "--params", TINY);
  }

  private void assertTrained(String said, String... options) {
    out.getBuffer().setLength(0);
    assertEquals(0, run(arguments(options)), err.toString());
    assertTrue(out.toString().contains(said), out.toString());
  }

  private int run(String... arguments) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private ChildProcess train(String... options) throws IOException {
    return ChildProcess.start(folder, Main.class, arguments(options));
  }

  private String[] arguments(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("train", "--logdir", folder.resolve("logdir").toString()));
    arguments.addAll(List.of(options));
    return arguments.toArray(String[]::new);
  }

  private RunDirectory run(int number) {
    return RunDirectory.numbered(folder.resolve("logdir"), number);
  }
}
