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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.exceptions.TFInvalidArgumentException;

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
      assertTrue(Float.isNaN(e.batch().vector(Episode.REWARD)[0]));
      assertEquals(13, e.update());
      assertEquals(24, agent.globalStep(), "the update was left out");
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
  void aFigureThatIsNotFiniteShowsDivergence() {
    DivergedException.Sign sign =
        DivergedException.sign(
                Map.of("value_loss", 1.0, "value_grad_norm", Double.POSITIVE_INFINITY))
            .orElseThrow();
    assertEquals("value_grad_norm", sign.tensor());
    String message = message(sign);
    assertTrue(message.endsWith("train anew with a lower value_lr"), message);
    assertTrue(message.contains("; no checkpoint was saved; "), message);
  }

  private static String message(DivergedException.Sign sign) {
    Batch batch = Tiny.batch(Tiny.config(Map.of()), 1);
    return new DivergedException(sign, 7, batch, Optional.empty()).getMessage();
  }

  @ParameterizedTest
  @CsvSource({
    "action: actor_loss : Tensor had NaN values, actor_loss, NaN, action_lr",
    "model: gradient of graph/rnn/x : Tensor had -Inf values, gradient of graph/rnn/x, -Infinity,"
        + " model_lr",
    "position: position_loss : Tensor had Inf and NaN values, position_loss, NaN, default_lr"
  })
  void aCheckNamesWhatItFound(String said, String tensor, double value, String rate) {
    DivergedException.Sign sign =
        DivergedException.sign(new TFInvalidArgumentException(said + "\n\t [[{{node x}}]]"))
            .orElseThrow();
    assertEquals(tensor, sign.tensor());
    assertEquals(rate, sign.rate());
    assertEquals(value, sign.value());
    assertTrue(message(sign).startsWith(tensor + " is " + value + " in update 7, training has"));
  }

  @Test
  void otherFailuresAndFiguresMayBeWhatTheyAre() {
    assertEquals(
        Optional.empty(), DivergedException.sign(new TFInvalidArgumentException("a shape: 3")));
    assertEquals(Optional.empty(), DivergedException.sign(Map.of("kl", Double.NaN)));
    assertEquals(Optional.empty(), DivergedException.sign(Map.of()));
  }
}
