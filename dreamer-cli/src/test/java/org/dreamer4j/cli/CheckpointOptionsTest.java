package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dreamer4j.models.checkpoint.Checkpoint;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents from files outside a run: {@code --checkpoint} and {@code --init_from}. */
class CheckpointOptionsTest {
  private static final List<String> WEIGHTS =
      List.of("graph/encoder/conv2d/kernel", "graph/head_value/dense/kernel");

  @TempDir private static Path folder;
  private static Path alone;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Two updates; the checkpoint is moved away from the configuration it was made with. */
  @BeforeAll
  static void trainForTwoUpdates() throws IOException {
    Path logdir = folder.resolve("logdir");
    TinyRun.copyTo(logdir);
    alone = folder.resolve("alone/model.ckpt-10");
    Files.createDirectories(folder.resolve("alone"));
    for (String part : List.of(".index", ".data-00000-of-00001")) {
      Files.copy(logdir.resolve("00001/model.ckpt-10" + part), Path.of(alone.toString() + part));
    }
  }

  @Test
  void checkpointIsEvaluatedAsItsRunIs() {
    String run = folder.resolve("logdir").toString();
    String beside = folder.resolve("logdir/00001/model.ckpt-10").toString();
    assertEquals(0, run("eval", "--logdir", run, "--episodes", "2"), err.toString());
    String expected = out.toString();
    out.getBuffer().setLength(0);
    assertEquals(0, run("eval", "--checkpoint", beside, "--episodes", "2"), err.toString());
    assertEquals(expected, out.toString());
  }

  @Test
  void checkpointWithoutConfigurationIsToldByItsShapes() {
    int exitCode =
        run(
            "eval",
            "--checkpoint",
            alone.toString(),
            "--task",
            "dummy",
            "--episodes",
            "1",
            "--params",
            "{action_repeat: 50}");
    assertEquals(0, exitCode, err.toString());
    assertTrue(out.toString().contains("episode 1: return "), out.toString());
  }

  @Test
  void checkpointDreams() {
    Path gif = folder.resolve("dream/a.gif");
    Path png = folder.resolve("dream/a.png");
    int exitCode =
        run(
            "dream",
            "--checkpoint",
            alone.toString(),
            "--task",
            "dummy",
            "--params",
            "{action_repeat: 50}",
            "--episodes",
            "2",
            "--out",
            gif.toString(),
            "--strip",
            png.toString());
    assertEquals(0, exitCode, err.toString());
    assertTrue(Files.isRegularFile(gif) && Files.isRegularFile(png), out.toString());
  }

  @Test
  void trainingBeginsFromAnothersWeights() throws IOException {
    Path logdir = folder.resolve("second");
    String params =
        "{tasks: [dummy], defaults: [debug], batch_shape: [5, 10], conv_depth: 2, max_steps: 5}";
    int exitCode = begin(logdir, params);
    assertEquals(0, exitCode, err.toString());
    assertTrue(out.toString().contains("Weights from " + alone), out.toString());
    try (Checkpoint first = Checkpoint.open(alone);
        Checkpoint second = Checkpoint.open(logdir.resolve("00001/model.ckpt-0"))) {
      for (String weight : WEIGHTS) {
        assertArrayEquals(first.read(weight).toFloats(), second.read(weight).toFloats(), weight);
      }
      assertTrue(second.hasOptimizers());
    }
    assertEquals(0, begin(logdir, params.replace("max_steps: 5", "max_steps: 10")), err.toString());
    assertTrue(out.toString().contains("is left aside"), out.toString());
  }

  /** The reference keeps a config.yaml of Python objects beside its checkpoints. */
  @Test
  void configurationOfTheReferenceIsLeftAside() throws IOException {
    Path beside = Files.createDirectories(folder.resolve("original"));
    for (String part : List.of(".index", ".data-00000-of-00001")) {
      Files.copy(Path.of(alone + part), beside.resolve("model.ckpt-10" + part));
    }
    Files.writeString(
        beside.resolve("config.yaml"),
        "!!python/object/new:dreamer.tools.attr_dict.AttrDict\ndictitems:\n  batch_shape: [5, 10]\n");
    String prefix = beside.resolve("model.ckpt-10").toString();
    String params = "{action_repeat: 50}";
    assertEquals(
        0,
        run(
            "eval",
            "--checkpoint",
            prefix,
            "--task",
            "dummy",
            "--episodes",
            "1",
            "--params",
            params),
        err.toString());
    assertTrue(err.toString().startsWith("note: not one of ours"), err.toString());
  }

  @Test
  void whetherActionsAreOneHotCanBeSaid() {
    String[] args = {
      "eval",
      "--checkpoint",
      alone.toString(),
      "--task",
      "catch",
      "--params",
      "{defaults: [discrete]}",
      "--episodes",
      "1"
    };
    assertEquals(0, run(args), err.toString());
    assertTrue(out.toString().contains("episode 1: return "), out.toString());
  }

  @Test
  void inspectSaysWhoseAgentItIs() {
    assertEquals(0, run("inspect", alone.toString()), err.toString());
    String text = out.toString();
    assertTrue(text.contains("agent of google-research/dreamer"), text);
    assertTrue(text.contains("none is left over"), text);
    assertTrue(text.contains("model_size 10, state_size 5"), text);
  }

  @Test
  void inspectTellsProgramsWhoseAgentItIs() throws IOException {
    assertEquals(0, run("inspect", "--json", "--no-stats", alone.toString()), err.toString());
    JsonNode agent = new ObjectMapper().readTree(out.toString()).get("agent");
    assertEquals("google-research/dreamer", agent.get("scheme").asText());
    assertEquals(5, agent.get("actions").asInt());
    assertFalse(agent.get("discrete").asBoolean());
    assertEquals(10, agent.get("settings").get("model_size").asInt());
    assertTrue(agent.get("missing").isEmpty() && agent.get("left_over").isEmpty());
  }

  @Test
  void taskMustBeNamedWhereNothingTellsIt() {
    assertEquals(2, run("eval", "--checkpoint", alone.toString()));
    assertTrue(err.toString().contains("name the task"), err.toString());
    assertEquals(1, err.toString().lines().count());
  }

  @Test
  void taskWithOtherActionsIsRefused() {
    int exitCode = run("eval", "--checkpoint", alone.toString(), "--task", "catch");
    assertEquals(2, exitCode, err.toString());
    assertTrue(err.toString().contains("numbers, the task by one of 3 choices"), err.toString());
  }

  @Test
  void sizesThatTheWeightsDoNotHaveAreRefused() {
    int exitCode =
        run(
            "eval",
            "--checkpoint",
            alone.toString(),
            "--task",
            "dummy",
            "--params",
            "{model_size: 11}");
    assertEquals(2, exitCode);
    assertTrue(err.toString().contains("graph/rnn/rssm/transition/"), err.toString());
    assertTrue(err.toString().contains("expected ["), err.toString());
    assertFalse(err.toString().contains("\tat "), err.toString());
  }

  @Test
  void aFileOfAnotherKindIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "no agent");
    assertEquals(2, run("eval", "--checkpoint", file.toString(), "--task", "dummy"));
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().contains("notes.txt"), err.toString());
  }

  private int begin(Path logdir, String params) {
    out.getBuffer().setLength(0);
    return run(
        "train",
        "--logdir",
        logdir.toString(),
        "--init_from",
        alone.toString(),
        "--params",
        params);
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
