package org.dreamer4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dreamer4j.cli.Main;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Execution;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.dreamer4j.models.export.DreamerPolicy;
import org.dreamer4j.models.train.Progress;
import org.dreamer4j.replay.EpisodeStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainOwnEnvironmentTest {
  private static final Map<String, ?> KEYS =
      Map.of(
          "tasks", List.of("dimmer"),
          "action_repeat", 1,
          "keep_checkpoints", 1,
          "checkpoint_every", 2,
          "num_envs", 2,
          "max_length", 20,
          "batch_shape", List.of(5, 10));

  @TempDir private Path folder;

  @Test
  void trainsToTheEndAndGoesOnFromThere() throws IOException {
    Progress first = train(4, Map.of());

    assertEquals(4, first.updates());
    assertEquals(first.episodes(), EpisodeStore.open(folder.resolve("train_episodes")).episodes());
    assertTrue(EpisodeStore.open(folder.resolve("test_episodes")).episodes() > 0);

    Progress second = train(6, Map.of());

    assertEquals(6, second.updates());
    assertTrue(second.episodes() > first.episodes(), "no episode was collected");
    assertTrue(second.episodes() < 2 * first.episodes(), "it started anew");
  }

  @Test
  void keysOfTheConfigurationCountAndTheAgentIsThereAgain() throws IOException {
    Progress end = train(4, KEYS);

    assertEquals(end.episodes() * 20, end.agentSteps(), "max_length");
    assertEquals(1, new CheckpointDirectory(folder).newestFirst().size(), "keep_checkpoints");
    assertEquals(
        0, run("eval", "--episodes", "1", "--logdir", folder.toString()), "the command opens it");
    assertEquals(0, run("dream", "--logdir", folder.toString(), "--context", "2", "--steps", "5"));

    Path model = folder.resolve("model");
    ActWithTrainedAgent.export(folder, Dimmer.SPEC, model);
    try (Dimmer dimmer = new Dimmer(1);
        DreamerPolicy policy = DreamerPolicy.load(model)) {
      Observation seen = dimmer.reset().observation();
      Dimmer.SPEC.checkAction(policy.act(policy.initialState(), seen).action());
    }
  }

  private static int run(String... command) {
    StringWriter err = new StringWriter();
    int exit = Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), command);
    assertEquals("", err.toString());
    return exit;
  }

  private Progress train(int updates, Map<String, ?> keys) throws IOException {
    DreamerConfig config = TinyRun.config(updates, keys);
    try (DreamerAgent agent = DreamerAgent.create(config, Dimmer.SPEC, Execution.QUICK_START)) {
      return TrainOwnEnvironment.train(folder, agent);
    }
  }
}
