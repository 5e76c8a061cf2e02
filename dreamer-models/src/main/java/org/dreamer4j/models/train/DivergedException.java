package org.dreamer4j.models.train;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.exceptions.TFInvalidArgumentException;

/**
 * A loss or the norm of a gradient is no finite number any more, so that the weights are lost. What
 * was saved before is good.
 */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final Pattern CHECK = Pattern.compile("loss of (\\w+) : Tensor had .*?(NaN|Inf)");
  private static final String NORM = "_grad_norm";
  private static final Map<String, String> RATE_OF_LOSS =
      Map.of("model_loss", "model_lr", "actor_loss", "action_lr", "value_loss", "value_lr");

  /**
   * Divergence.
   *
   * @param sign name and value of the figure that shows it
   * @param update its number
   * @param saved the newest checkpoint, empty if there is none
   */
  DivergedException(Map.Entry<String, Double> sign, long update, Optional<Path> saved) {
    super(message(sign, update, saved));
  }

  /**
   * The figure of an update that shows divergence, empty if all is well. Norms belong to it: where
   * one is not finite, the weights are not after the update, though the losses before it were.
   */
  static Optional<Map.Entry<String, Double>> sign(Map<String, Double> figures) {
    return figures.entrySet().stream()
        .filter(figure -> !Double.isFinite(figure.getValue()))
        .filter(figure -> isTelling(figure.getKey()))
        .findFirst();
  }

  /**
   * The figure that a check within the graph found, empty if an update failed for another reason.
   * Checks are there with {@code debug: true}; they name the optimizer and what they found.
   */
  static Optional<Map.Entry<String, Double>> sign(TFInvalidArgumentException failure) {
    Matcher check = CHECK.matcher(String.valueOf(failure.getMessage()));
    if (!check.find()) {
      return Optional.empty();
    }
    String optimizer = check.group(1).equals("action") ? "actor" : check.group(1);
    double value = check.group(2).equals("NaN") ? Double.NaN : Double.POSITIVE_INFINITY;
    return Optional.of(Map.entry(optimizer + "_loss", value));
  }

  private static boolean isTelling(String name) {
    return RATE_OF_LOSS.containsKey(name) || name.endsWith(NORM);
  }

  private static String message(Map.Entry<String, Double> sign, long update, Optional<Path> saved) {
    String loss = sign.getKey().replace(NORM, "_loss");
    return sign.getKey()
        + " is "
        + sign.getValue()
        + " in update "
        + update
        + ", training has diverged; "
        + saved.map(path -> "the last good checkpoint is " + path).orElse("no checkpoint was saved")
        + "; check that rewards are finite and not huge, or train anew with a lower "
        + RATE_OF_LOSS.getOrDefault(loss, "default_lr");
  }
}
