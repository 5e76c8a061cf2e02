package org.dreamer4j.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.Episode;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Tiny;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DivergedExceptionTest {
  @TempDir Path folder;

  /** Sequences whose rewards are no numbers from a draw on. */
  private static final class Poisoned {
    private final DreamerAgent agent;
    private final int from;
    private int drawn;

    Poisoned(DreamerAgent agent, int from) {
      this.agent = agent;
      this.from = from;
    }

    Batch next() {
      Batch batch = Tiny.batch(agent.config(), 1);
      drawn++;
      if (drawn >= from) {
        Arrays.fill(batch.vector(Episode.REWARD), Float.NaN);
      }
      return batch;
    }
  }

  @Test
  void trainingEndsWithTheFirstLossThatIsNotFiniteAndSavesNothingMore() throws IOException {
    Map<String, ?> schedule =
        Map.of("num_seed_episodes", 0, "num_seed_steps", 0, "train_steps", 2, "test_episodes", 0);
    try (DreamerAgent agent = Tiny.agent(schedule)) {
      CheckpointDirectory checkpoints = new CheckpointDirectory(folder);
      Trainer trainer = trainer(agent, checkpoints, new Poisoned(agent, 13));

      DivergedException e = assertThrows(DivergedException.class, trainer::run);

      // Every tenth update is saved; the poisoned one is the thirteenth.
      Path good = folder.resolve("model.ckpt-20");
      assertEquals(
          "model_loss is NaN in update 13, training has diverged; the last good checkpoint is "
              + good
              + "; check that rewards are finite and not huge, or train anew with a lower model_lr",
          e.getMessage());
      assertEquals(Optional.of(good), checkpoints.latest());
      checkpoints.restore(agent);
      assertEquals(
          Optional.empty(),
          DivergedException.sign(agent.train(Tiny.batch(agent.config(), 1))),
          "what was saved is good");
    }
  }

  private Trainer trainer(DreamerAgent agent, CheckpointDirectory checkpoints, Poisoned batches) {
    return new Trainer(
        agent,
        checkpoints,
        Trainer.Surroundings.of(
            agent.config(),
            batches::next,
            (policy, count, steps) -> List.of(),
            (policy, count, steps) -> List.of(),
            (envSteps, values) -> {},
            TrainingListener.NONE),
        new Trainer.Replayed(List.of()),
        1);
  }

  @Test
  void aGradientThatIsNotFiniteShowsDivergenceBeforeTheLossesDo() {
    String sign =
        DivergedException.sign(
                Map.of("value_loss", 1.0, "value_grad_norm", Double.POSITIVE_INFINITY))
            .map(Map.Entry::getKey)
            .orElseThrow();
    assertEquals("value_grad_norm", sign);
    String message =
        new DivergedException(Map.entry(sign, Double.NaN), 7, Optional.empty()).getMessage();
    assertTrue(message.endsWith("train anew with a lower value_lr"), message);
    assertTrue(message.contains("; no checkpoint was saved; "), message);
  }

  @Test
  void otherFiguresMayBeUndefined() {
    assertEquals(Optional.empty(), DivergedException.sign(Map.of("kl", Double.NaN)));
    assertEquals(Optional.empty(), DivergedException.sign(Map.of()));
  }
}
