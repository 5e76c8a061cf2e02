package org.dreamer4j.cli;

import static org.dreamer4j.cli.Said.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.dreamer4j.cli.run.RunClaim;
import org.dreamer4j.cli.run.RunDirectory;
import org.dreamer4j.envs.control.ControlTasks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.TensorFlow;

class MainTest {
  private static final String DUMMY = "{defaults: [dreamer, debug], tasks: [dummy]}";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void unknownKeyIsNamedWithTheNearestOne() {
    assertRefused(
        "dreamer train: unknown key 'modl_size'; did you mean 'model_size'?",
        "train",
        "--logdir",
        logdir(),
        "--params",
        "{tasks: [dummy], modl_size: 3}");
  }

  @Test
  void unknownTaskIsNamedWithTheNearestOne() {
    assertRefused(
        "dreamer train: unknown task 'dumy'; did you mean 'dummy'?"
            + " (dreamer tasks lists all; --classpath adds your own)",
        "train",
        "--logdir",
        logdir(),
        "--params",
        "{tasks: [dumy]}");
  }

  @Test
  void taskThatCannotRunHereSaysWhy() {
    String params = "{tasks: [atari_pong], rom_dir: nowhere}";
    String message = refused("train", "--logdir", logdir(), "--params", params);
    assertTrue(message.contains("task 'atari_pong' cannot run here: "), message);
  }

  @Test
  void valueThatDoesNotFitIsNamedWithItsKey() {
    assertRefused(
        "dreamer train: model_size needs a whole number, got 'big'",
        "train",
        "--logdir",
        logdir(),
        "--params",
        "{model_size: big}");
  }

  @Test
  void malformedYamlIsNamedWithLineAndColumn() {
    String message = refused("train", "--logdir", logdir(), "--params", "{tasks: [dummy}");
    assertTrue(message.startsWith("dreamer train: --params line 1, column 15: "), message);
  }

  @Test
  void mistakesInParametersLeaveNothingBehind() {
    refused("train", "--logdir", logdir(), "--params", "{tasks: [dumy]}");
    refused("train", "--logdir", logdir(), "--params", "{tasks: ");
    assertFalse(Files.exists(Path.of(logdir())));
  }

  @Test
  void logdirBelowAFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    String message =
        refused("train", "--logdir", file.resolve("run").toString(), "--params", DUMMY);
    assertTrue(message.startsWith("dreamer train: cannot write logdir " + file), message);
  }

  @Test
  void logdirOfAnotherSizeIsRefused() throws IOException {
    Path run = Files.createDirectories(folder.resolve("logdir/00001"));
    Files.writeString(run.resolve("config.yaml"), "tasks: [dummy]\nmodel_size: 300\n");
    assertRefused(
        "dreamer train: " + run + " holds a run with model_size 300, not 10; use another --logdir",
        "train",
        "--logdir",
        logdir(),
        "--params",
        "{model_size: 10}");
  }

  @Test
  void runOfAnotherProcessIsRefused() throws IOException {
    RunDirectory run = RunDirectory.in(folder.resolve("logdir"));
    try (RunClaim claim = run.tryClaim().orElseThrow()) {
      assertNotNull(claim);
      assertRefused(
          "dreamer train: "
              + run.path()
              + ": process "
              + ProcessHandle.current().pid()
              + " is writing it; wait for it or use another --logdir",
          "train",
          "--logdir",
          logdir(),
          "--params",
          DUMMY);
    }
  }

  @Test
  void wrongOptionsAreRefusedInOneLine() {
    assertRefused(
        "dreamer train: Missing required option: '--logdir=DIR'; see dreamer train --help",
        "train");
    assertTrue(refused("train", "--logdir", "x", "--parms", "y").contains("did you mean --params"));
    assertTrue(refused("trian").contains("did you mean train?"));
    assertTrue(refused().contains("which command?"));
    assertTrue(refused("eval", "--logdir", "x", "--episodes", "many").contains("'many'"));
    assertTrue(refused("eval", "--logdir", "x", "--episodes", "0").contains("at least 1, got 0"));
  }

  @Test
  void evaluationNeedsARunWithACheckpoint() throws IOException {
    assertRefused(
        "dreamer eval: no run in "
            + folder.resolve("logdir/00001")
            + "; start one with dreamer train --logdir "
            + logdir(),
        "eval",
        "--logdir",
        logdir());
    Path run = Files.createDirectories(folder.resolve("logdir/00001"));
    Files.writeString(run.resolve("config.yaml"), "tasks: [dummy]\n");
    assertTrue(refused("eval", "--logdir", logdir()).contains("no checkpoint in " + run));
    assertTrue(refused("eval", "--logdir", logdir(), "--gif", folder + "/x.mp4").contains(".gif"));
  }

  @Test
  void tasksSayWhatRunsHereAndWhyTheRestDoesNot() throws IOException {
    assertEquals(0, run("tasks"));
    assertTrue(out.toString().contains("\n  dummy "), out.toString());
    assertTrue(out.toString().contains("\nTasks that do not run here"), out.toString());
    out.getBuffer().setLength(0);
    assertEquals(0, run("tasks", "--json"));
    boolean found = false;
    for (JsonNode task : new ObjectMapper().readTree(out.toString())) {
      assertEquals(task.get("available").asBoolean(), task.get("reason").asText().isEmpty());
      found |= task.get("name").asText().equals("dummy") && task.get("available").asBoolean();
    }
    assertTrue(found);
  }

  @Test
  void baselinesAreMeasuredForEveryEmbeddedTask() {
    assertEquals(0, run("baselines", "--episodes", "1"));
    for (String task : ControlTasks.names()) {
      assertTrue(out.toString().contains("\n| " + task + " | "), out.toString());
    }
    assertTrue(out.toString().contains("\n| catch | "), out.toString());
    out.getBuffer().setLength(0);
    assertRefused(
        "dreamer baselines: --episodes must be at least 1, got 0", "baselines", "--episodes", "0");
  }

  @Test
  void baselinesOfOneTaskAreThoseOfNoOther() {
    assertEquals(0, run("baselines", "--episodes", "1", "--task", "reacher_easy"));
    assertEquals(3, out.toString().lines().count(), out.toString());
    assertTrue(out.toString().contains("\n| reacher_easy | "), out.toString());
    out.getBuffer().setLength(0);
    assertRefused(
        "dreamer baselines: unknown task 'reacher_easi'; did you mean 'reacher_easy'?",
        "baselines",
        "--task",
        "reacher_easi");
  }

  @Test
  void baselinesAsJsonAreThoseOfTheTable() throws Exception {
    assertEquals(0, run("baselines", "--episodes", "2"));
    String table = out.toString();
    out.getBuffer().setLength(0);
    assertEquals(0, run("baselines", "--episodes", "2", "--json"));
    JsonNode figures = new ObjectMapper().readTree(out.toString());
    assertEquals(2, figures.get("episodes").asInt());
    assertEquals(ControlTasks.names().size() + 1, figures.get("tasks").size());
    for (JsonNode task : figures.get("tasks")) {
      String name = task.get("task").asText();
      String row = table.lines().filter(l -> l.startsWith("| " + name + " |")).findFirst().get();
      boolean game = name.equals("catch");
      assertEquals(!game, task.has("feedback_rule"));
      assertTrue(row.contains(game ? " |" : " | " + task.get("feedback_rule").asText() + " |"));
      for (JsonNode policy : task.get("policies")) {
        String cell = game ? "| %.2f ± %.2f |" : "| %.1f ± %.1f |";
        double mean = policy.get("return_mean").asDouble();
        double stddev = policy.get("return_stddev").asDouble();
        assertTrue(row.contains(String.format(Locale.ROOT, cell, mean, stddev)), row);
        assertTrue(policy.get("return_min").asDouble() <= mean);
        assertTrue(policy.get("return_max").asDouble() >= mean);
      }
    }
  }

  @Test
  void versionIsThatOfTheBuild() {
    assertEquals(0, run("--version"));
    String option = out.toString();
    String release = "dreamer \\d+\\.\\d+\\.\\d+\\S*";
    String commit = "\\(commit ([0-9a-f]{7,}(-dirty)?|unknown)\\)";
    String tensorflow = "TensorFlow " + Pattern.quote(TensorFlow.version()) + " \\(.*\\) for \\S+";
    assertTrue(
        option.matches(release + " " + commit + "\\R" + tensorflow + "\\RJava .*\\R"), option);
    out.getBuffer().setLength(0);
    assertEquals(0, run("version"));
    assertEquals(option, out.toString());
  }

  private String logdir() {
    return folder.resolve("logdir").toString();
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  private void assertRefused(String message, String... args) {
    assertEquals(message, refused(args));
  }
}
