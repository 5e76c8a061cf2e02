package org.dreamer4j.cli.metrics;

import java.io.Console;
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
  /** How the line is shown. */
  public enum Style {
    /** Drawn over itself several times a second. */
    TERMINAL(Duration.ofMillis(200)),
    /** A new line every ten seconds. */
    PLAIN(Duration.ofSeconds(10));

    private final Duration pause;

    Style(Duration pause) {
      this.pause = pause;
    }

    /** The style that suits this process. */
    public static Style detect() {
      return isTerminal() && !"dumb".equals(System.getenv("TERM")) ? TERMINAL : PLAIN;
    }

    // Without a terminal there is no console before Java 22, and one that says so from then on.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
      Console console = System.console();
      if (console == null) {
        return false;
      }
      try {
        return (boolean) Console.class.getMethod("isTerminal").invoke(console);
      } catch (NoSuchMethodException e) {
        return true;
      } catch (ReflectiveOperationException e) {
        return false;
      }
    }
  }

  private static final int WIDTH = 79;
  private static final Duration RATE_WINDOW = Duration.ofSeconds(30);

  private record Moment(Instant time, long updates, double done) {}

  private final PrintWriter out;
  private final Style style;
  private final InstantSource clock;
  private final Deque<Moment> recent = new ArrayDeque<>();
  private @Nullable Moment start;
  private @Nullable Instant shown;
  private @Nullable Double trainReturn;
  private @Nullable Double testReturn;

  /** Progress of one training, from now on. */
  public ConsoleProgress(PrintWriter out, Style style, InstantSource clock) {
    this.out = out;
    this.style = style;
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
    Instant now = clock.instant();
    if (shown != null && now.isBefore(shown.plus(style.pause))) {
      return;
    }
    shown = now;
    Moment moment = new Moment(now, progress.updates(), progress.fraction());
    start = start == null ? moment : start;
    recent.add(moment);
    while (recent.size() > 2 && recent.getFirst().time.isBefore(now.minus(RATE_WINDOW))) {
      recent.removeFirst();
    }
    String line = line(progress.envSteps(), moment);
    if (style == Style.TERMINAL) {
      out.printf("%-" + WIDTH + "s\r", line.substring(0, Math.min(WIDTH, line.length())));
    } else {
      out.println(line);
    }
    out.flush();
  }

  /** Clears the line of a terminal, so that other text can follow. */
  public void clear() {
    if (style == Style.TERMINAL && shown != null) {
      out.print(" ".repeat(WIDTH) + "\r");
      out.flush();
    }
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
