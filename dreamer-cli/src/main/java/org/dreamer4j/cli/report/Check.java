package org.dreamer4j.cli.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dreamer4j.cli.inspect.Figures;
import org.dreamer4j.cli.metrics.MetricsFile.Series;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;

/**
 * Something that should be so in a healthy run.
 *
 * @param outcome whether it is
 * @param what should be so
 * @param about what was found
 */
public record Check(Outcome outcome, String what, String about) {
  /** How a check ended. */
  public enum Outcome {
    /** All is well. */
    GOOD,
    /** Something wants a look. */
    BAD,
    /** Nothing can be told, yet or at all. */
    OPEN
  }

  private static final String EARLY = "too early to tell";

  /** All checks of a run. */
  public static List<Check> of(RunFiles files) {
    List<Check> checks = new ArrayList<>();
    checks.add(state(files));
    checks.add(readable(files));
    checks.add(finite(files));
    checks.add(checkpoint(files));
    checks.add(episodes(files));
    checks.add(aboveRandom(files));
    checks.add(falls(files));
    checks.add(informed(files));
    return checks;
  }

  private static Check state(RunFiles files) {
    String what = "The run has not failed";
    if (files.run().hasFailed()) {
      return new Check(Outcome.BAD, what, "FAIL in the run's folder has the stack trace");
    }
    return new Check(Outcome.GOOD, what, files.run().isDone() ? "finished" : "not finished yet");
  }

  private static Check readable(RunFiles files) {
    int lines = files.metrics().lines().size();
    int broken = files.metrics().unreadable().size();
    return new Check(
        broken == 0 ? Outcome.GOOD : Outcome.BAD,
        "Every line of metrics.jsonl can be read",
        broken == 0 ? text("%,d lines", lines) : text("%d of %d cannot", broken, lines + broken));
  }

  private static Check finite(RunFiles files) {
    long nulls =
        files.metrics().lines().stream()
            .flatMap(line -> line.properties().stream())
            .filter(figure -> figure.getKey().endsWith("_loss") && figure.getValue().isNull())
            .count();
    return new Check(
        nulls == 0 ? Outcome.GOOD : Outcome.BAD,
        "Losses are finite",
        nulls == 0 ? "all of them" : text("%d are not", nulls));
  }

  private static Check checkpoint(RunFiles files) {
    String what = "The newest checkpoint is near the newest figures";
    Optional<Path> checkpoint = files.checkpoint();
    Optional<Double> updates = files.lastMean("updates", 1);
    if (checkpoint.isEmpty() || updates.isEmpty()) {
      return new Check(Outcome.OPEN, what, "no checkpoint yet");
    }
    long saved = CheckpointDirectory.step(checkpoint.get()) / files.config().data().batchSize();
    String about = text("saved at update %,d, figures up to %,.0f", saved, updates.get());
    boolean isNear = updates.get() - saved <= Math.max(1000, updates.get() / 10);
    return new Check(isNear ? Outcome.GOOD : Outcome.BAD, what, about);
  }

  private static Check episodes(RunFiles files) {
    String what = "Training episodes are on disk";
    Optional<Double> counted = files.lastMean("train/episodes", 1);
    int found = files.trainEpisodes().size();
    if (counted.isEmpty()) {
      return new Check(Outcome.OPEN, what, text("%,d files", found));
    }
    return new Check(
        found >= counted.get() ? Outcome.GOOD : Outcome.BAD,
        what,
        text("%,d files, %,.0f episodes collected", found, counted.get()));
  }

  private static Check aboveRandom(RunFiles files) {
    String what = "The agent does better than random actions";
    List<Double> returns = files.metrics().returns("train").values();
    // Each task begins with random episodes of its own.
    int seeds = files.config().schedule().numSeedEpisodes() * files.config().task().tasks().size();
    boolean tested = !files.lastTest().isEmpty();
    Series last = tested ? files.lastTest() : files.lastTraining();
    if (returns.size() <= seeds || seeds == 0) {
      return new Check(Outcome.OPEN, what, EARLY);
    }
    double random =
        returns.subList(0, seeds).stream().mapToDouble(value -> value).average().orElseThrow();
    double now = last.mean().orElseThrow();
    return new Check(
        now > random ? Outcome.GOOD : Outcome.BAD,
        what,
        text(
            "%.1f in the last %s, %.1f in the %d random episodes",
            now,
            (tested ? "test, " : "") + Figures.count(last.values().size(), "episode"),
            random,
            seeds));
  }

  private static Check falls(RunFiles files) {
    String what = "The image loss has fallen";
    List<Double> losses = files.metrics().series("image_loss").values();
    if (losses.size() < 2) {
      return open(files, what, losses.isEmpty() ? "this agent predicts no images" : EARLY);
    }
    double first = losses.get(0);
    double last = losses.get(losses.size() - 1);
    return new Check(
        last < first ? Outcome.GOOD : Outcome.BAD,
        what,
        text("from %,.1f to %,.1f nats", first, last));
  }

  private static Check informed(RunFiles files) {
    String what = "Observations tell the model more than it foresees";
    Optional<Double> prior = files.lastMean("prior_ent", 1);
    Optional<Double> posterior = files.lastMean("post_ent", 1);
    if (prior.isEmpty() || posterior.isEmpty()) {
      return open(files, what, "the figures have no entropies");
    }
    return new Check(
        posterior.get() < prior.get() ? Outcome.GOOD : Outcome.BAD,
        what,
        text("entropy %.1f after an observation, %.1f nats before", posterior.get(), prior.get()));
  }

  /** A check without its figures, which come with the first update or never. */
  private static Check open(RunFiles files, String what, String never) {
    boolean isEarly = files.metrics().series("model_loss").isEmpty();
    return new Check(Outcome.OPEN, what, isEarly ? EARLY : never);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
