package org.dreamer4j.cli.metrics;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.dreamer4j.core.Episode;
import org.dreamer4j.models.train.Progress;
import org.dreamer4j.models.train.TrainingListener;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far training is: env steps, updates, updates/s, time left, and the last returns in
 * training and tests. On a terminal one line is drawn over and over; elsewhere a line is added now
 * and then.
 */
public final class ConsoleProgress implements TrainingListener {
  private static final Duration RATE_WINDOW = Duration.ofSeconds(30);

  private record Moment(Instant time, long updates, double done) {}

  private final StatusLine status;
  private final InstantSource clock;
  private final Deque<Moment> recent = new ArrayDeque<>();
  private @Nullable Moment start;
  private @Nullable Double trainReturn;
  private @Nullable Double testReturn;

  /** Progress of one training, from now on. */
  public ConsoleProgress(PrintWriter out, StatusLine.Style style, InstantSource clock) {
    this.status = new StatusLine(out, style, clock);
    this.clock = clock;
  }

  @Override
  public void onUpdate(Progress progress) {
    show(progress);
  }

  @Override
  public void onTrainEpisode(Progress progress, Episode episode, boolean random) {
    trainReturn = episode.episodeReturn();
    show(progress);
  }

  @Override
  public void onTestEpisode(Progress progress, Episode episode) {
    testReturn = episode.episodeReturn();
    show(progress);
  }

  private void show(Progress progress) {
    if (!status.isDue()) {
      return;
    }
    Moment moment = new Moment(clock.instant(), progress.updates(), progress.fraction());
    start = start == null ? moment : start;
    recent.add(moment);
    while (recent.size() > 2 && recent.getFirst().time.isBefore(moment.time.minus(RATE_WINDOW))) {
      recent.removeFirst();
    }
    status.show(line(progress.envSteps(), moment));
  }

  /** Clears the line of a terminal, so that other text can follow. */
  public void clear() {
    status.clear();
  }

  private String line(long envSteps, Moment now) {
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "%,d env steps  %,d updates", envSteps, now.updates));
    line.append(String.format(Locale.ROOT, "  %.1f/s  left %s", rate(now), left(now)));
    if (trainReturn != null) {
      line.append(String.format(Locale.ROOT, "  return %.1f", trainReturn));
    }
    if (testReturn != null) {
      line.append(String.format(Locale.ROOT, "  test %.1f", testReturn));
    }
    return line.toString();
  }

  private double rate(Moment now) {
    Moment from = recent.getFirst();
    double seconds = seconds(from, now);
    return seconds == 0 ? 0 : (now.updates - from.updates) / seconds;
  }

  private String left(Moment now) {
    Moment from = start == null ? now : start;
    double gained = now.done - from.done;
    return gained <= 0 ? "-" : clock((long) (seconds(from, now) * (1 - now.done) / gained));
  }

  private static double seconds(Moment from, Moment to) {
    return Duration.between(from.time, to.time).toMillis() / 1000.0;
  }

  /** Seconds as hours, minutes and seconds. */
  public static String clock(long seconds) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
