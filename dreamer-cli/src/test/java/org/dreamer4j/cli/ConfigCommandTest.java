package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dreamer4j.cli.run.Parameters;
import org.dreamer4j.core.config.DreamerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigCommandTest {
  private static final String DISCRETE =
      "{defaults: [dreamer, pcont, discrete, atari], tasks: [dummy], pcont_layers: 4,"
          + " train_collects: [{}, {name: far, horizon: 3}]}";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void everyKeyIsPrintedWithItsValueInOrder() {
    assertEquals(0, run("config", "--params", DISCRETE), err.toString());
    DreamerConfig config = Parameters.parse(DISCRETE).resolve();
    assertEquals(
        List.copyOf(config.toMap().keySet()),
        lines().stream().map(line -> line.split(": ", 2)[0]).toList());
    assertTrue(lines().contains("train_action_noise: 0.3"), "shadowed by dreamer");
    assertTrue(lines().contains("train_action_noise_min: 0.25"));
    assertTrue(lines().contains("pcont_layers: 4"));
    assertTrue(
        lines()
            .contains(
                "train_collects: [{name: main, give_rewards: true}, {name: far, give_rewards: true, horizon: 3}]"),
        out.toString());
    assertEquals("", err.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--explain"})
  void whatIsPrintedIsYamlThatMeansTheSame(String option) throws IOException {
    run(
        option.isEmpty()
            ? new String[] {"config", "--params", DISCRETE}
            : new String[] {"config", option, "--params", DISCRETE});
    Path run = Files.createDirectories(folder.resolve("00001"));
    Files.writeString(run.resolve("config.yaml"), out.toString());
    String printed = out.toString();
    out.getBuffer().setLength(0);
    assertEquals(0, run("config", "--logdir", folder.toString()), err.toString());
    assertEquals(printed.lines().map(line -> line.replaceAll("  # .*", "")).toList(), lines());
  }

  @Test
  void explanationsGiveUnitMeaningAndWords() {
    run("config", "--explain", "--params", "{pcont_layers: 2}");
    assertTrue(
        lines()
            .contains("model_size: 200  # [units] Width of the belief and of the RSSM's layers."),
        out.toString());
    assertTrue(
        lines().contains("clip_rewards: none  # Reward transform. Takes none, sign, tanh."),
        out.toString());
    assertTrue(
        lines().contains("gpu_prefetch: false  # Whether batches wait on the GPU. No effect."),
        out.toString());
    assertTrue(out.toString().contains("pcont_layers: 2  # Hidden layers of one head"));
  }

  @Test
  void withoutOptionsItIsThatOfTheQuickStart() {
    assertEquals(0, run("config"));
    assertTrue(lines().contains("tasks: [quickstart_shuttle]"), out.toString());
  }

  @Test
  void keysWithoutEffectAreNoted() {
    assertEquals(
        0, run("config", "--params", "{gpu_prefetch: True, objective_entropy_scale: 0.1}"));
    assertEquals(
        List.of("note: gpu_prefetch has no effect", "note: objective_entropy_scale has no effect"),
        err.toString().lines().toList());
    assertTrue(lines().contains("gpu_prefetch: true"));
  }

  @Test
  void mistakesAreRefusedInOneLine() {
    for (Map.Entry<String[], String> mistake :
        Map.of(
                new String[] {"--params", "{modl_size: 3}"},
                "dreamer config: unknown key 'modl_size'; did you mean 'model_size'?",
                new String[] {"--params", "{}", "--logdir", "x"},
                "dreamer config: --params and --logdir exclude each other: name one of them",
                new String[] {"--logdir", folder.toString()},
                "dreamer config: no run in " + folder.resolve("00001") + ": no config.yaml")
            .entrySet()) {
      err.getBuffer().setLength(0);
      String[] options = mistake.getKey();
      String[] args = new String[options.length + 1];
      args[0] = "config";
      System.arraycopy(options, 0, args, 1, options.length);
      assertEquals(2, run(args));
      assertEquals(mistake.getValue(), err.toString().strip());
    }
  }

  private List<String> lines() {
    return out.toString().lines().toList();
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
