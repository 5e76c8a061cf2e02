package org.dreamer4j.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dreamer4j.core.EnvironmentLostException;
import org.dreamer4j.core.config.ConfigFile;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Tiny;
import org.dreamer4j.models.TrainingState;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.dreamer4j.models.train.RecordedRun.Hook;
import org.dreamer4j.models.train.Trainer.Replayed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run of 12 updates with batches of 2: a collection every 3 updates, a test every 4, a checkpoint
 * every 8. Episodes have 5 steps.
 */
class TrainerTest {
  private static final Map<String, ?> GROUPS =
      Map.of("collect_episodes", 2, "collect_steps", 15, "test_episodes", 3);

  private static final Map<Map<String, ?>, DreamerAgent> AGENTS = new HashMap<>();
  @TempDir static Path initial;

  @TempDir Path folder;
  private RecordedRun run;

  private static Map<String, Object> schedule(Map<String, ?> overrides) {
    Map<String, Object> keys = new HashMap<>();
    keys.put("num_seed_episodes", 2);
    keys.put("num_seed_steps", 8);
    keys.put("collect_every", 6);
    keys.put("collect_steps", 1);
    keys.put("train_steps", 8);
    keys.put("test_steps", 1);
    keys.put("checkpoint_every", 2);
    keys.put("max_steps", 24);
    keys.putAll(overrides);
    return keys;
  }

  /** Runs training on this test's folder; what happens is recorded in {@link #run}. */
  private Progress train(Map<String, ?> overrides, Replayed replayed, Hook hook)
      throws IOException {
    run = new RecordedRun(fresh(overrides), folder, replayed, hook);
    return run.trainer().run();
  }

  /** Episodes as {@link RecordedRun} collects them. */
  private static Replayed episodes(int count) {
    return new Replayed(Collections.nCopies(count, RecordedRun.STEPS));
  }

  /** Trains until something happens and ends as a kill would. */
  private void kill(Map<String, ?> overrides, String at, int episodes) {
    assertThrows(
        RecordedRun.Killed.class, () -> train(overrides, episodes(episodes), Hook.killAt(at)));
  }

  /** What happened from an update on, the last checkpoint left out. */
  private List<String> afterUpdate(int update) {
    return run.events.subList(run.events.indexOf("update " + update), run.events.size() - 1);
  }

  /** An agent that was never trained. */
  private static DreamerAgent fresh(Map<String, ?> overrides) {
    DreamerAgent agent =
        AGENTS.computeIfAbsent(
            overrides,
            ignored -> {
              DreamerAgent made = Tiny.agent(schedule(overrides));
              made.save(initial.resolve("fresh"), new TrainingState(0, 0));
              return made;
            });
    agent.restore(initial.resolve("fresh"));
    return agent;
  }

  @AfterAll
  static void close() {
    AGENTS.values().forEach(DreamerAgent::close);
    AGENTS.clear();
  }

  @Test
  void everythingHappensOnSchedule() throws IOException {
    Progress end = train(Map.of(), episodes(0), Hook.NONE);

    assertEquals(
        String.join(
            ", ",
            "random, random, model.ckpt-0",
            "update 1, update 2, update 3, train, update 4, test, update 5, update 6, train",
            "update 7, update 8, test, model.ckpt-16, update 9, train, update 10, update 11",
            "update 12, test, model.ckpt-24"),
        String.join(", ", run.events));
    assertEquals(new Progress(50, 25, 5, 12, 1), end);
  }

  @Test
  void theAgentOfTheBestTestIsKept() throws IOException {
    CheckpointDirectory best = new CheckpointDirectory(folder).best();
    train(Map.of(), episodes(0), Hook.stopAt("update 3"));
    assertEquals(Optional.empty(), best.latest(), "no test yet");
    train(Map.of(), episodes(3), Hook.NONE);
    // The tests after updates 4, 8 and 12 all return 7.
    assertEquals(Optional.of(folder.resolve("best/model.ckpt-8")), best.latest());
  }

  @Test
  void collectorsAreAskedForWhatIsConfigured() throws IOException {
    train(GROUPS, episodes(0), Hook.stopAt("update 4"));

    assertEquals(
        List.of("train random 1 1", "train random 1 1", "train agent 2 15", "test agent 3 1"),
        run.requests);
    assertEquals(3, Collections.frequency(run.events, "train"));
    assertEquals(3, Collections.frequency(run.events, "test"));
    assertEquals(run.requests.subList(0, 3), run.refreshedAfter, "what is new can be drawn");
    Map<String, Object> kept = ConfigFile.read(folder.resolve("config.yaml")).toMap();
    assertEquals(fresh(GROUPS).config().toMap(), kept, "the run can be opened again");
  }

  @Test
  void seedEpisodesAreCollectedUntilBothNumbersAreReached() throws IOException {
    // 2 episodes and 8 steps are asked for.
    for (Replayed replayed : List.of(new Replayed(List.of(10)), new Replayed(List.of(1, 2)))) {
      train(Map.of(), replayed, Hook.stopAt("model.ckpt-0"));
      assertEquals(List.of("random", "model.ckpt-0"), run.events.subList(0, 2));
    }
  }

  @Test
  void seedEpisodesOnDiskAreNotCollectedAgain() throws IOException {
    train(Map.of(), episodes(2), Hook.stopAt("update 1"));
    assertEquals(List.of("model.ckpt-0", "update 1", "model.ckpt-2"), run.events);
    assertEquals(new Progress(20, 10, 2, 0, 0), run.progress.get(0));
  }

  @Test
  void randomActionsAreNotRepeatedAfterARestart() throws IOException {
    train(Map.of(), episodes(0), Hook.stopAt("random"));
    List<String> first = run.randomActions;
    train(Map.of(), episodes(1), Hook.stopAt("random"));
    assertEquals(1, run.randomActions.size());
    assertNotEquals(first, run.randomActions);
  }

  @Test
  void testsCanBeLeftOut() throws IOException {
    train(Map.of("test_episodes", 0), episodes(0), Hook.NONE);
    assertEquals(0, Collections.frequency(run.events, "test"));
    assertTrue(run.events.contains("model.ckpt-16"));
  }

  @Test
  void progressCountsFramesStepsEpisodesAndUpdates() throws IOException {
    train(Map.of(), episodes(0), Hook.NONE);
    assertEquals(new Progress(10, 5, 1, 0, 0), run.progress.get(run.events.indexOf("random")));
    assertEquals(new Progress(30, 15, 3, 3, 0.25), run.progress.get(run.events.indexOf("train")));
    assertEquals(
        new Progress(40, 20, 4, 6, 0.5), run.progress.get(run.events.indexOf("update 7") - 1));
    assertEquals(
        new Progress(40, 20, 4, 8, 8 / 12.0),
        run.progress.get(run.events.indexOf("model.ckpt-16")));
  }

  @Test
  void figuresAreWrittenAtTheFramesCollectedForTraining() throws IOException {
    train(Map.of(), episodes(0), Hook.NONE);
    // An episode's run.figures first, then those of the updates until the next.
    List<Map<String, Double>> second = run.figures.get(20L);
    assertEquals(
        Map.of("train/return", 7.0, "train/length", 5.0, "train/episodes", 2.0, "updates", 0.0),
        second.get(0));
    assertEquals(4, second.size());
    assertEquals(1.0, second.get(1).get("updates"));
    assertTrue(second.get(1).keySet().containsAll(List.of("model_loss", "actor_loss", "kl")));
    assertTrue(second.get(1).get("updates_per_second") > 0);
    assertEquals(List.of(10L, 20L, 30L, 40L, 50L), List.copyOf(run.figures.keySet()));
  }

  @Test
  void testFiguresDoNotCountAsTraining() throws IOException {
    train(Map.of(), episodes(0), Hook.stopAt("update 4"));
    List<Map<String, Double>> tests =
        run.figures.get(30L).stream().filter(values -> values.containsKey("test/return")).toList();
    assertEquals(List.of(Map.of("test/return", 7.0, "test/length", 5.0, "updates", 4.0)), tests);
  }

  @Test
  void stopEndsAfterThePresentUpdateAndSaves() throws IOException {
    Progress end = train(Map.of(), episodes(0), Hook.stopAt("update 5"));
    assertEquals("update 5", run.events.get(run.events.size() - 2));
    assertEquals("model.ckpt-10", run.events.get(run.events.size() - 1));
    assertEquals(5, end.updates());
  }

  @Test
  void stopWhileCollectingKeepsTheEpisodeAndSaves() throws IOException {
    Progress end = train(Map.of(), episodes(0), Hook.stopAt("train"));
    assertEquals(
        List.of("train", "model.ckpt-6"),
        run.events.subList(run.events.size() - 2, run.events.size()));
    assertEquals(3, end.episodes());
    assertEquals(3, end.updates());
  }

  @Test
  void stopWhileSeedingEndsTraining() throws IOException {
    train(Map.of(), episodes(0), Hook.stopAt("random"));
    assertEquals(List.of("random", "model.ckpt-0"), run.events);
  }

  @Test
  void aLostEnvironmentEndsTrainingAfterSaving() throws IOException {
    EnvironmentLostException lost = new EnvironmentLostException("the server is gone");
    Hook losing =
        (trainer, event) -> {
          if (event.equals("update 5")) {
            throw lost;
          }
        };
    assertSame(
        lost,
        assertThrows(EnvironmentLostException.class, () -> train(Map.of(), episodes(0), losing)));
    assertEquals("model.ckpt-10", run.events.get(run.events.size() - 1));

    assertEquals(12, train(Map.of(), episodes(3), Hook.NONE).updates());
  }

  @Test
  void aRunGoesOnFromItsCheckpoint() throws IOException {
    train(Map.of(), episodes(0), Hook.stopAt("update 5"));

    Progress end = train(Map.of(), episodes(3), Hook.NONE);

    assertEquals(
        List.of("update 6", "train", "update 7", "update 8", "test", "model.ckpt-16"),
        run.events.subList(0, 6));
    assertEquals(new Progress(50, 25, 5, 12, 1), end);
  }

  @Test
  void aFinishedRunDoesNothingMore() throws IOException {
    train(Map.of(), episodes(0), Hook.NONE);
    Progress end = train(Map.of(), episodes(5), Hook.NONE);
    assertEquals(List.of("model.ckpt-24"), run.events);
    assertEquals(new Progress(50, 25, 5, 12, 1), end);
  }

  @Test
  void anEpisodeNewerThanTheCheckpointIsNotCollectedAgain() throws IOException {
    // Killed after the episode that follows update 3; the checkpoint is the one before update 1.
    kill(Map.of(), "train", 0);

    train(Map.of(), episodes(3), Hook.stopAt("update 7"));

    assertEquals(
        List.of(
            "model.ckpt-0",
            "update 1",
            "update 2",
            "update 3",
            "update 4",
            "test",
            "update 5",
            "update 6",
            "train",
            "update 7",
            "model.ckpt-14"),
        run.events);
  }

  @Test
  void aCollectionOfMoreEpisodesThanAskedForCountsAsOne() throws IOException {
    // A collection of 2 episodes goes on to a third, until it has 15 steps.
    kill(GROUPS, "update 4", 0);

    train(GROUPS, episodes(2 + 3), Hook.stopAt("update 7"));

    assertEquals(List.of("update 6", "train", "train", "train", "update 7"), afterUpdate(6));
    assertEquals(3, Collections.frequency(run.events, "train"));
  }

  @Test
  void everyCompleteCollectionAfterTheCheckpointCounts() throws IOException {
    kill(GROUPS, "update 7", 0);

    train(GROUPS, episodes(2 + 6), Hook.stopAt("update 10"));

    assertEquals(List.of("update 9", "train", "train", "train", "update 10"), afterUpdate(9));
    assertEquals(3, Collections.frequency(run.events, "train"));
  }

  @Test
  void aCollectionCutShortByAKillIsCompleted() throws IOException {
    kill(GROUPS, "train", 0);

    // One of three episodes of the first collection reached the disk.
    train(GROUPS, episodes(2 + 1), Hook.stopAt("update 4"));
    assertEquals(List.of("train agent 1 10", "test agent 3 1"), run.requests);
  }

  @Test
  void aCollectionCutShortIsStillUnfinishedAfterTheNextCheckpoint() throws IOException {
    kill(GROUPS, "train", 0);
    train(GROUPS, episodes(2 + 1), Hook.stopAt("update 2"));
    assertTrue(run.events.contains("model.ckpt-4"));

    train(GROUPS, episodes(2 + 1), Hook.stopAt("update 4"));
    assertEquals(List.of("train agent 1 10", "test agent 3 1"), run.requests);
  }

  @Test
  void randomEpisodesAreNoCollectionEvenIfTheyAreNewerThanTheCheckpoint() throws IOException {
    train(Map.of(), episodes(0), Hook.stopAt("random"));
    kill(Map.of(), "update 2", 1);

    train(Map.of(), episodes(2), Hook.stopAt("train"));
    assertEquals(
        List.of("model.ckpt-0", "update 1", "update 2", "update 3", "train", "model.ckpt-6"),
        run.events);
  }

  @Test
  void countersSurviveAStop() throws IOException {
    train(Map.of(), episodes(0), Hook.stopAt("update 7"));
    DreamerAgent agent = fresh(Map.of());
    assertEquals(
        new TrainingState(2, 4), new CheckpointDirectory(folder).restore(agent).orElseThrow());
    assertEquals(7, agent.updates());
  }

  @Test
  void maxEnvStepsEndTrainingAsSoonAsTheyAreCollected() throws IOException {
    Progress end = train(Map.of("max_env_steps", 40), episodes(0), Hook.NONE);
    assertEquals(
        List.of("update 6", "train", "model.ckpt-12"),
        run.events.subList(run.events.size() - 3, run.events.size()));
    assertEquals(new Progress(40, 20, 4, 6, 1), end);
  }

  @Test
  void aCollectorsErrorEndsTraining() throws IOException {
    IOException full = new IOException("disk full");
    DreamerAgent agent = fresh(Map.of());
    List<Progress> updates = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onUpdate(Progress progress) {
            updates.add(progress);
          }
        };
    Trainer trainer =
        new Trainer(
            agent,
            new CheckpointDirectory(folder),
            Trainer.Surroundings.of(
                agent.config(),
                () -> Tiny.batch(agent.config(), 1),
                (policy, count, steps) -> {
                  throw full;
                },
                (policy, count, steps) -> List.of(),
                (envSteps, values) -> {},
                listener),
            episodes(0),
            1);
    assertSame(full, assertThrows(IOException.class, trainer::run));
    assertEquals(List.of(), updates);
  }
}
