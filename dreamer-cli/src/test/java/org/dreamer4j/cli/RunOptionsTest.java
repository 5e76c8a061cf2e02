package org.dreamer4j.cli;

import static org.dreamer4j.cli.Said.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of {@code dreamer train} where nothing is trained. */
class RunOptionsTest {
  private static final String DUMMY = "{defaults: [dreamer, debug], tasks: [dummy]}";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void resumptionTakesExactlyTwoWords() {
    for (String word : new String[] {"true", "no", "1"}) {
      assertEquals(
          "dreamer train: --resume_runs takes True or False, got '" + word + "'",
          refused("train", "--logdir", logdir(), "--resume_runs", word));
    }
  }

  @Test
  void numbersOfRunsAndSecondsAreNotNegative() {
    assertEquals(
        "dreamer train: --num_runs must lie in 0 (without end) to 99999, got -1",
        refused("train", "--logdir", logdir(), "--num_runs", "-1"));
    assertEquals(
        "dreamer train: --ping_every must not be negative, got -3",
        refused("train", "--logdir", logdir(), "--ping_every", "-3"));
    assertFalse(Files.exists(folder.resolve("logdir")));
  }

  @Test
  void finishedRunSaysSo() throws IOException {
    Path run = finished();
    assertEquals(0, run("train", "--logdir", logdir()), err.toString());
    assertEquals(
        "Run 00001 left: it is finished; raise max_steps or max_env_steps in --params to go on"
            + " with it, or use another --logdir",
        out.toString().strip());
    assertEquals("", err.toString());
    assertFalse(Files.exists(run.resolve("PING")));
  }

  @Test
  void finishedRunWithOtherValuesIsRefused() throws IOException {
    Path run = finished();
    assertEquals(
        "dreamer train: " + run + " holds a run with model_size 10, not 9; use another --logdir",
        refused("train", "--logdir", logdir(), "--params", "{model_size: 9}"));
  }

  @Test
  void failedRunSaysHowToGoOn() throws IOException {
    Path run = finished();
    Files.writeString(run.resolve("FAIL"), "");
    assertEquals(
        "dreamer train: "
            + run
            + ": it failed before, see its file FAIL; delete its FAIL and DONE to go on with it",
        refused("train", "--logdir", logdir()));
  }

  @Test
  void runOfThePythonProgramIsLeftAlone() throws IOException {
    Path run = Files.createDirectories(folder.resolve("logdir/00001"));
    Files.writeString(run.resolve("config.yaml"), "!!python/object:dreamer.AttrDict {}\n");
    Files.write(run.resolve("PING"), new byte[] {(byte) 0x80, 3, 'X'});
    assertEquals(
        "dreamer train: "
            + run
            + ": its PING is a pickle of the Python program, which cannot be read here;"
            + " delete its PING if nobody works on it",
        refused("train", "--logdir", logdir(), "--params", DUMMY));
  }

  @Test
  void runIsNoFolderOfRuns() throws IOException {
    Path run = finished();
    assertEquals(
        "dreamer train: "
            + run
            + " is a run itself; name the folder around it, or leave --num_runs out",
        refused("train", "--logdir", run.toString(), "--num_runs", "2"));
  }

  @Test
  void severalFinishedRunsHaveALineEach() throws IOException {
    finished();
    Files.createDirectories(folder.resolve("logdir/00002"));
    Files.writeString(folder.resolve("logdir/00002/DONE"), "\n");
    Files.writeString(folder.resolve("logdir/00002/FAIL"), "");
    assertEquals(0, run("train", "--logdir", logdir(), "--num_runs", "2"), err.toString());
    assertEquals(
        List.of(
            "Run 00001 left: it is finished",
            "Run 00002 left: it failed before, see its file FAIL"),
        out.toString().lines().sorted().toList());
  }

  @Test
  void keyWithoutEffectIsNotedWhenTraining() throws IOException {
    finished();
    assertEquals(
        0, run("train", "--logdir", logdir(), "--params", "{gpu_prefetch: False, seed: 0}"));
    assertEquals("note: gpu_prefetch has no effect", err.toString().strip());
  }

  private Path finished() throws IOException {
    Path run = Files.createDirectories(folder.resolve("logdir/00001"));
    Files.writeString(run.resolve("config.yaml"), "tasks: [dummy]\nmodel_size: 10\n");
    Files.writeString(run.resolve("DONE"), "\n");
    return run;
  }

  private String logdir() {
    return folder.resolve("logdir").toString();
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
