package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dreamer4j.cli.run.RunDirectory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The five end-to-end cases that the reference tests itself with: six updates on random images with
 * the smallest networks. The reference asserts that they end.
 */
class ReferenceCasesIT {
  private static final String COMMON =
      "tasks: [dummy], isolate_envs: none, max_steps: 30, train_planner: %s, test_planner: %s, "
          + "planner_horizon: 3, planner_beams: 20, planner_topk: 5, planner_iterations: 2";

  @TempDir private Path logdir;

  private enum Case {
    DREAMER("defaults: [dreamer, debug], imagination_horizon: 3", true, true),
    DISCRETE(
        "defaults: [dreamer, debug], imagination_horizon: 3, action_head_dist: onehot_score, "
            + "action_noise_type: epsilon_greedy",
        true,
        true),
    VALUE_TARGET(
        "defaults: [dreamer, debug], imagination_horizon: 3, value_target_head: True", true, true),
    NO_VALUE("defaults: [actor, debug], imagination_horizon: 3", true, false),
    PLANET("defaults: [planet, debug]", false, false);

    private final String params;
    private final boolean acts;
    private final boolean values;

    Case(String params, boolean acts, boolean values) {
      this.params = params;
      this.acts = acts;
      this.values = values;
    }

    String params() {
      String train = acts ? "policy_sample" : "cem";
      String test = acts ? "policy_mode" : "cem";
      return "{" + params + ", " + COMMON.formatted(train, test) + "}";
    }
  }

  @ParameterizedTest
  @EnumSource
  void trainsToItsEndWithFiniteChangingLosses(Case tried) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Main.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            "train",
            "--logdir",
            logdir.toString(),
            "--params",
            tried.params());
    assertEquals(0, exit, err.toString());
    Path run = RunDirectory.in(logdir).path();
    losses(run, tried);
    artifacts(run);
  }

  private static void losses(Path run, Case tried) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
      JsonNode json = new ObjectMapper().readTree(line);
      if (json.has("model_loss")) {
        lines.add(json);
      }
    }
    assertEquals(6, lines.size(), "one line for every update");
    Set<String> losses = new TreeSet<>();
    lines.get(0).fieldNames().forEachRemaining(losses::add);
    losses.removeIf(name -> !name.endsWith("_loss"));
    assertEquals(tried.acts, losses.contains("actor_loss"));
    assertEquals(tried.values, losses.contains("value_loss"));
    for (String loss : losses) {
      for (JsonNode line : lines) {
        assertTrue(Double.isFinite(line.get(loss).doubleValue()), loss + " in " + line);
      }
      assertNotEquals(lines.get(0).get(loss), lines.get(5).get(loss), loss);
    }
  }

  private static void artifacts(Path run) throws IOException {
    assertTrue(Files.isRegularFile(run.resolve("config.yaml")));
    assertTrue(Files.readString(run.resolve("checkpoint")).contains("model.ckpt-30"));
    assertTrue(Files.isRegularFile(run.resolve("model.ckpt-30.index")));
    assertFalse(episodes(run.resolve("train_episodes")).isEmpty());
    assertFalse(episodes(run.resolve("test_episodes")).isEmpty());
  }

  private static List<Path> episodes(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".npz")).toList();
    }
  }
}
