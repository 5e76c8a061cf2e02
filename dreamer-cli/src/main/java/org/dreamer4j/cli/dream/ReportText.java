package org.dreamer4j.cli.dream;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalDouble;

/** A report as a person reads it. */
public final class ReportText {
  private static final String UNDEFINED = "undefined";

  private ReportText() {}

  /** Prints tables. */
  public static void print(PrintWriter out, DreamReport report) {
    out.printf(
        Locale.ROOT,
        "%s: %d test episodes after %,d updates, mean return %.1f%n",
        report.task(),
        report.episodes(),
        report.updates(),
        report.meanReturn());
    out.printf(
        Locale.ROOT,
        "%d rows are seen, the next ones predicted (rewards: mean of %d sample%s)%n",
        report.context(),
        report.samples(),
        report.samples() == 1 ? "" : "s");
    print(out, "first rows", report.first());
    report.later().ifPresent(horizon -> print(out, "random rows", horizon));
    out.println();
    printReturns(out, report);
    out.flush();
  }

  private static void printReturns(PrintWriter out, DreamReport report) {
    out.printf(
        Locale.ROOT,
        "%-30s %11s  %-16s %9s %9s %9s%n",
        "Returns, one pair an episode",
        "correlation",
        "95 % interval",
        "R2",
        "predicted",
        "real");
    for (DreamReport.Returns returns : report.returns()) {
      Correlation correlation = returns.correlation();
      out.printf(
          Locale.ROOT,
          "  %-28s %11s  %-16s %9s %9.2f %9.2f%n",
          returns.about(),
          figure(correlation.pearson()),
          interval(correlation),
          figure(correlation.r2()),
          returns.predicted(),
          returns.real());
    }
    out.printf(
        Locale.ROOT,
        "  (n = %d; rewards of %d steps; value at the last row seen, to the episode's end)%n",
        report.episodes(),
        report.first().length());
  }

  private static void print(PrintWriter out, String start, DreamReport.Horizon horizon) {
    out.println();
    out.printf(
        Locale.ROOT,
        "From %s on (%d sequences)%n%6s  %-33s   %s%n%6s  %9s %9s %13s   %11s %9s %16s%n",
        start,
        horizon.windows(),
        "",
        "image error, RMS of 0 to 255",
        "reward",
        "step",
        "predicted",
        "repeated",
        "reconstructed",
        "correlation",
        "R2",
        "R2 reconstructed");
    for (DreamReport.Step step : horizon.steps()) {
      out.printf(
          Locale.ROOT,
          "%6s  %9.2f %9.2f %13.2f   %11s %9s %16s%n",
          "+" + step.step(),
          step.open(),
          step.repeated(),
          step.closed(),
          figure(step.reward().pearson()),
          figure(step.reward().r2()),
          figure(step.seenReward().r2()));
    }
  }

  private static String figure(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : UNDEFINED;
  }

  private static String interval(Correlation correlation) {
    return correlation.low().isPresent()
        ? figure(correlation.low()) + " to " + figure(correlation.high())
        : UNDEFINED;
  }
}
