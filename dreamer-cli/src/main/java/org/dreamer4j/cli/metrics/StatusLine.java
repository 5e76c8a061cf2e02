package org.dreamer4j.cli.metrics;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One line about work that takes a while. On a terminal it is drawn over and over; elsewhere a line
 * is added now and then.
 */
public final class StatusLine implements AutoCloseable {
  /** How the line is shown. */
  public enum Style {
    /** Drawn over itself several times a second. */
    TERMINAL(Duration.ofMillis(200)),
    /** A new line every ten seconds. */
    PLAIN(Duration.ofSeconds(10)),
    /** Not at all. */
    NONE(Duration.ZERO);

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

  private final PrintWriter out;
  private final Style style;
  private final InstantSource clock;
  private @Nullable Instant shown;

  /** A line that is still empty. */
  public StatusLine(PrintWriter out, Style style, InstantSource clock) {
    this.out = out;
    this.style = style;
    this.clock = clock;
  }

  /**
   * A line about the work of a command, on the terminal alone.
   *
   * @param quiet whether none is wanted
   */
  public static StatusLine of(PrintWriter err, boolean quiet) {
    Style style = quiet || Style.detect() == Style.PLAIN ? Style.NONE : Style.TERMINAL;
    return new StatusLine(err, style, InstantSource.system());
  }

  /** Whether it is time to show something new. */
  boolean isDue() {
    return style != Style.NONE
        && (shown == null || !clock.instant().isBefore(shown.plus(style.pause)));
  }

  /** Shows a text if it is time to. */
  public void show(String text) {
    if (!isDue()) {
      return;
    }
    shown = clock.instant();
    if (style == Style.TERMINAL) {
      out.printf("%-" + WIDTH + "s\r", text.substring(0, Math.min(WIDTH, text.length())));
    } else {
      out.println(text);
    }
    out.flush();
  }

  /** Clears the line of a terminal, so that other text, or a new line at once, can follow. */
  public void clear() {
    if (style == Style.TERMINAL && shown != null) {
      out.print(" ".repeat(WIDTH) + "\r");
      out.flush();
      shown = null;
    }
  }

  /** Clears the line. */
  @Override
  public void close() {
    clear();
  }
}
