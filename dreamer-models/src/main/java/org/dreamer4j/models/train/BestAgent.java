package org.dreamer4j.models.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.dreamer4j.core.AtomicFile;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.TrainingState;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the agent that did best in a test phase, beside the newest ones: its checkpoint lies in
 * {@link CheckpointDirectory#BEST}, its mean return beside it in a file of the checkpoint's name
 * and {@link #RETURN}. That file is written first and goes with the checkpoint, so that no kill
 * parts them.
 */
final class BestAgent {
  /** End of the name of the file that holds the mean return, as text. */
  static final String RETURN = ".test_return";

  private static final Logger LOG = LogManager.getLogger(BestAgent.class);
  private static final int MOST_BYTES = 100;

  private final CheckpointDirectory best;
  private @Nullable Double bestReturn;

  /**
   * The best agent of a run so far; nothing is read yet.
   *
   * @param checkpoints of the run
   */
  BestAgent(CheckpointDirectory checkpoints) {
    best = checkpoints.best();
  }

  private static Path file(Path prefix) {
    return prefix.resolveSibling(prefix.getFileName() + RETURN);
  }

  private static double stored(Path prefix) throws IOException {
    Path file = file(prefix);
    if (Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES) {
      try {
        double value =
            Double.parseDouble(Files.readString(file, StandardCharsets.ISO_8859_1).strip());
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        // Told below.
      }
    }
    LOG.warn("{} holds no return: the next tested agent takes the place of the best", file);
    return Double.NEGATIVE_INFINITY;
  }

  /**
   * Keeps an agent if none before it did better.
   *
   * @param returns of the test episodes that it has just run
   * @return whether it is the best so far
   * @throws IOException if the best so far cannot be read, or this one not be written
   */
  boolean offer(DreamerAgent agent, TrainingState state, List<Double> returns) throws IOException {
    OptionalDouble mean = returns.stream().mapToDouble(value -> value).average();
    Optional<Path> kept = best.latest();
    if (bestReturn == null) {
      bestReturn = kept.isPresent() ? stored(kept.get()) : Double.NEGATIVE_INFINITY;
    }
    Path prefix = best.directory().resolve("model.ckpt-" + agent.globalStep());
    boolean isThere = kept.equals(Optional.of(prefix));
    if (mean.isEmpty() || isThere || !(mean.getAsDouble() > bestReturn)) {
      return false;
    }
    bestReturn = mean.getAsDouble();
    String text = String.format(Locale.ROOT, "%s%n", bestReturn);
    best.prepare();
    AtomicFile.write(file(prefix), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    best.save(agent, state);
    return true;
  }
}
