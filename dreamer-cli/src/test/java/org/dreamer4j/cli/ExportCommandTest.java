package org.dreamer4j.cli;

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
import org.dreamer4j.cli.run.ExportedAgent;
import org.dreamer4j.cli.run.RunDirectory;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.dreamer4j.models.checkpoint.WeightPaths;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
  @TempDir private static Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void trainAndExport() throws IOException {
    TinyRun.copyTo(Path.of(logdir()));
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said, true);
    String logdir = logdir();
    int exitCode =
        Main.run(
            writer,
            writer,
            "export",
            "--logdir",
            logdir,
            "--out",
            model(),
            "--episodes",
            "2",
            "--horizon",
            "2");
    assertEquals(0, exitCode, said::toString);
    assertTrue(said.toString().contains("wrote " + model() + "/1 ("), said.toString());
    assertTrue(said.toString().contains("eval --saved_model " + model()), said.toString());
  }

  private static String logdir() {
    return folder.resolve("logdir").toString();
  }

  private static String model() {
    return folder.resolve("saved-models/dummy").toString();
  }

  @Test
  void theCardTellsTaskStepsReturnAndTool() throws IOException {
    Path version = Path.of(model(), "1");
    JsonNode card = new ObjectMapper().readTree(version.resolve("assets.extra/card.json").toFile());
    assertEquals("dummy", card.get("task").asText());
    // Two updates after one random episode of 20 steps.
    assertTrue(card.get("env_steps").asLong() >= 20, card.toPrettyString());
    assertEquals(2, card.get("test_return").get("episodes").asInt());
    assertEquals("policy_mode", card.get("test_return").get("planner").asText());
    assertTrue(card.get("test_return").get("mean").asDouble() > 0);
    assertTrue(card.get("tool").asText().startsWith("dreamer "), card.toPrettyString());
    assertEquals(64, card.get("checkpoint_sha256").asText().length());
    assertEquals(2, card.get("horizon").asInt());
    assertTrue(Files.readString(version.resolve("assets.extra/README.md")).contains("| task |"));
  }

  @Test
  void aBrokenCheckpointGivesWayToTheOneBefore() throws IOException {
    Path logdir = folder.resolve("broken");
    TinyRun.copyTo(logdir);
    CheckpointDirectory checkpoints = new CheckpointDirectory(RunDirectory.in(logdir).path());
    List<Path> newestFirst = checkpoints.newestFirst();
    Path newest = newestFirst.get(0);
    Files.write(newest.resolveSibling(newest.getFileName() + ".data-00000-of-00001"), new byte[9]);
    String model = folder.resolve("unbroken").toString();
    assertEquals(
        0,
        run("export", "--logdir", logdir.toString(), "--out", model, "--episodes", "1"),
        err::toString);
    JsonNode card =
        new ObjectMapper().readTree(Path.of(model, "1/assets.extra/card.json").toFile());
    assertEquals(
        WeightPaths.sha256(WeightPaths.ofBundle(newestFirst.get(1))),
        card.get("checkpoint_sha256").asText());
  }

  @Test
  void theCardGivesTheConfigurationOfTheRunBack() throws IOException {
    ExportedAgent exported = ExportedAgent.of(Path.of(model()), null);
    assertEquals("dummy", exported.task());
    assertEquals(
        RunDirectory.in(Path.of(logdir())).stored().orElseThrow().toMap(),
        exported.config().toMap());
  }

  @Test
  void anExportedModelIsEvaluatedInTheTaskOfItsCard() {
    assertEquals(0, run("eval", "--saved_model", model(), "--episodes", "2"), err::toString);
    assertTrue(out.toString().contains("episode 2: return "), out.toString());
    assertTrue(out.toString().contains("standard deviation of 2 episodes"), out.toString());
    assertEquals(
        0,
        run("eval", "--saved_model", model() + "/1", "--episodes", "1", "--planner", "policy_mode"),
        err::toString);
  }

  @Test
  void exportsAreNumberedAndNeverReplaced() {
    String other = folder.resolve("other").toString();
    assertEquals(0, export("--out", other), err::toString);
    assertEquals(0, export("--out", other), err::toString);
    assertEquals(0, export("--out", other, "--version", "7"), err::toString);
    assertTrue(Files.isRegularFile(Path.of(other, "2/saved_model.pb")));
    assertRefused(
        "dreamer export: "
            + other
            + "/7: exists already; export another version with --version, or leave it out",
        "export",
        "--logdir",
        logdir(),
        "--out",
        other,
        "--version",
        "7");
  }

  @Test
  void mistakesAreRefusedInOneLine() throws IOException {
    assertRefused(
        "dreamer export: --horizon must be at least 1, got 0", arguments("--horizon", "0"));
    assertRefused(
        "dreamer export: --version must be at least 1, got -2", arguments("--version", "-2"));
    assertRefused(
        "dreamer export: --episodes must be at least 0, got -1", arguments("--episodes", "-1"));
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertEquals(2, run("export", "--logdir", empty.toString(), "--out", model()));
    assertTrue(err.toString().contains("no run in "), err.toString());
  }

  @Test
  void simulatorsMayBeElsewhereThanInTraining() {
    String params =
        "{rom_dir: /roms, mujoco_library: /m.so, suite_dir: /suite, remote_address: 'there:1'}";
    for (String[] agent : new String[][] {{"--logdir", logdir()}, {"--saved_model", model()}}) {
      assertEquals(0, eval(agent, params), err::toString);
    }
  }

  @Test
  void whatAnAgentSeesStaysAsItWasInTraining() {
    String places = "mujoco_library, suite_dir, renderer, rom_dir, remote_address, remote_deadline";
    String[] saved = {"--saved_model", model()};
    String[] trained = {"--logdir", logdir()};
    assertEquals(2, eval(saved, "{atari_grayscale: true}"));
    assertEquals(2, eval(saved, "{renderer: egl}"));
    assertEquals(2, eval(trained, "{atari_grayscale: true}"));
    assertEquals(2, eval(trained, "{renderer: egl}"));
    String pictures =
        "dreamer eval: the agent learned from the pictures of renderer ray_caster; egl and osmesa"
            + " draw the same, ray_caster others";
    assertEquals(
        List.of(
            "dreamer eval: a saved model acts as it is: --params takes only where simulators are, "
                + places
                + "; got 'atari_grayscale'",
            pictures,
            "dreamer eval: 'atari_grayscale' belongs to training; a trained agent takes test_*,"
                + " planner_*, action_noise_type, max_length, "
                + places,
            pictures),
        err.toString().lines().toList());
  }

  private int eval(String[] agent, String params) {
    return run("eval", agent[0], agent[1], "--episodes", "1", "--params", params);
  }

  @Test
  void evaluationsThatCannotBeAreRefusedInOneLine() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertRefused(
        "dreamer eval: no SavedModel in "
            + empty
            + ": neither saved_model.pb nor a numbered version with one",
        "eval",
        "--saved_model",
        empty.toString());
    assertRefused(
        "dreamer eval: a saved model acts by policy_mode or policy_sample, not by 'cem'",
        "eval",
        "--saved_model",
        model(),
        "--planner",
        "cem");
    assertRefused(
        "dreamer eval: task 'cartpole_balance' does not fit the model "
            + model()
            + "/1: the action has 5 elements, the environment takes 1",
        "eval",
        "--saved_model",
        model(),
        "--task",
        "cartpole_balance");
  }

  @Test
  void oneSourceIsNamed() {
    assertEquals(2, run("eval", "--episodes", "1"));
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().contains("--saved_model=DIR"), err.toString());
    assertEquals(2, run("eval", "--logdir", logdir(), "--saved_model", model()));
    assertTrue(err.toString().contains("mutually exclusive"), err.toString());
  }

  @Test
  void aModelWithoutCardNeedsATask() throws IOException {
    Path bare = folder.resolve("bare");
    assertEquals(0, export("--out", bare.toString()), err::toString);
    Files.delete(bare.resolve("1/assets.extra/card.json"));
    assertRefused(
        "dreamer eval: there is no "
            + bare.resolve("1/assets.extra/card.json")
            + "; name the task with --task",
        "eval",
        "--saved_model",
        bare.toString());
    Files.writeString(bare.resolve("1/assets.extra/card.json"), "{");
    assertEquals(2, run("eval", "--saved_model", bare.toString()));
    assertTrue(err.toString().contains("card.json is no JSON: "), err.toString());
  }

  @Test
  void helpNamesTheOptions() {
    assertEquals(0, run("export", "--help"));
    assertTrue(out.toString().contains("--version=N"), out.toString());
    assertFalse(out.toString().contains("Print version"), out.toString());
  }

  private int export(String... more) {
    return run(arguments(more));
  }

  private String[] arguments(String... more) {
    boolean named = more[0].equals("--out");
    String[] first = {"export", "--logdir", logdir(), "--out", model()};
    int kept = named ? 3 : 5;
    String[] all = new String[kept + more.length];
    System.arraycopy(first, 0, all, 0, kept);
    System.arraycopy(more, 0, all, kept, more.length);
    return all;
  }

  private void assertRefused(String message, String... arguments) {
    err.getBuffer().setLength(0);
    assertEquals(2, run(arguments), err.toString());
    assertEquals(message, err.toString().strip());
  }

  private int run(String... arguments) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }
}
