package org.dreamer4j.models.train;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dreamer4j.core.Batch;
import org.tensorflow.exceptions.TFInvalidArgumentException;

/**
 * A loss, a gradient or weights are not finite any more. The update was left out, and what was
 * saved before is good.
 */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final Pattern CHECK = Pattern.compile("(\\w+): ([^:]+) : Tensor had (.*?) values");
  private static final String NORM = "_grad_norm";
  private static final Map<String, String> OPTIMIZER_OF_LOSS =
      Map.of("model_loss", "model", "actor_loss", "action", "value_loss", "value");

  private final long update;
  private final transient Batch batch;

  /**
   * What shows divergence.
   *
   * @param tensor its name
   * @param value NaN or infinite
   * @param optimizer whose tensor it is: model, action, value or a diagnostic head
   */
  record Sign(String tensor, double value, String optimizer) {
    /** The key of the learning rate that may be too high. */
    String rate() {
      return OPTIMIZER_OF_LOSS.containsValue(optimizer) ? optimizer + "_lr" : "default_lr";
    }
  }

  /**
   * Divergence.
   *
   * @param update its number
   * @param batch that the update was to learn from
   * @param saved the newest checkpoint, empty if there is none
   */
  DivergedException(Sign sign, long update, Batch batch, Optional<Path> saved) {
    super(message(sign, update, saved));
    this.update = update;
    this.batch = batch;
  }

  private DivergedException(DivergedException cause, Path reproduction) {
    super(cause.getMessage() + "; its batch is kept in " + reproduction, cause);
    this.update = cause.update;
    this.batch = cause.batch;
  }

  /** The same, naming the file that holds its batch. */
  public DivergedException keptIn(Path reproduction) {
    return new DivergedException(this, reproduction);
  }

  /** The number of the update that was left out. */
  public long update() {
    return update;
  }

  /** The batch that it was to learn from, until the next one is taken from the same source. */
  public Batch batch() {
    return batch;
  }

  /**
   * The figure of an update that shows divergence, empty if all is well. Norms belong to it: where
   * one is not finite, the weights are not after the update, though the losses before it were.
   */
  static Optional<Sign> sign(Map<String, Double> figures) {
    return figures.entrySet().stream()
        .filter(figure -> !Double.isFinite(figure.getValue()))
        .filter(figure -> isTelling(figure.getKey()))
        .map(figure -> new Sign(figure.getKey(), figure.getValue(), optimizer(figure.getKey())))
        .findFirst();
  }

  /**
   * The tensor that a check within the graph found, empty if an update failed for another reason.
   */
  static Optional<Sign> sign(TFInvalidArgumentException failure) {
    Matcher check = CHECK.matcher(String.valueOf(failure.getMessage()));
    if (!check.find()) {
      return Optional.empty();
    }
    return Optional.of(new Sign(check.group(2), value(check.group(3)), check.group(1)));
  }

  private static double value(String found) {
    if (found.contains("NaN")) {
      return Double.NaN;
    }
    return found.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  private static boolean isTelling(String name) {
    return OPTIMIZER_OF_LOSS.containsKey(name) || name.endsWith(NORM);
  }

  private static String optimizer(String figure) {
    String loss = figure.replace(NORM, "_loss");
    return OPTIMIZER_OF_LOSS.getOrDefault(loss, "default");
  }

  private static String message(Sign sign, long update, Optional<Path> saved) {
    return sign.tensor()
        + " is "
        + sign.value()
        + " in update "
        + update
        + ", training has diverged; "
        + saved.map(path -> "the last good checkpoint is " + path).orElse("no checkpoint was saved")
        + "; check that rewards are finite and not huge, or train anew with a lower "
        + sign.rate();
  }
}
