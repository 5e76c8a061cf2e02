package org.dreamer4j.cli.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dreamer4j.cli.metrics.MetricsFile.Series;

/**
 * Several runs as one: at evenly spaced steps the mean of those that came that far, and their
 * population standard deviation around it.
 *
 * @param mean over runs
 * @param low one standard deviation below
 * @param high one standard deviation above
 */
public record Spread(Series mean, Series low, Series high) {
  private static final int POINTS = 100;

  /**
   * The spread of runs, each a line through its points.
   *
   * @param runs at least one with a point
   */
  public static Spread of(List<Series> runs) {
    List<Series> drawn = runs.stream().filter(run -> !run.isEmpty()).toList();
    double first = drawn.stream().mapToDouble(run -> run.envSteps().get(0)).min().orElseThrow();
    double last = drawn.stream().mapToDouble(Spread::end).max().orElseThrow();
    List<Double> steps = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    List<Double> lows = new ArrayList<>();
    List<Double> highs = new ArrayList<>();
    int points = last > first ? POINTS : 1;
    for (int i = 0; i < points; i++) {
      double step = i == points - 1 ? last : first + (last - first) * i / (points - 1);
      double[] values =
          drawn.stream()
              .filter(run -> run.envSteps().get(0) <= step && step <= end(run))
              .mapToDouble(run -> at(run, step))
              .toArray();
      if (values.length == 0) {
        continue;
      }
      double mean = Arrays.stream(values).average().orElseThrow();
      double square =
          Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      steps.add(step);
      means.add(mean);
      lows.add(mean - Math.sqrt(square));
      highs.add(mean + Math.sqrt(square));
    }
    return new Spread(new Series(steps, means), new Series(steps, lows), new Series(steps, highs));
  }

  private static double end(Series run) {
    return run.envSteps().get(run.envSteps().size() - 1);
  }

  private static double at(Series run, double step) {
    int next = 0;
    while (next < run.envSteps().size() - 1 && run.envSteps().get(next) < step) {
      next++;
    }
    double to = run.envSteps().get(next);
    if (next == 0 || to <= step) {
      return run.values().get(next);
    }
    double from = run.envSteps().get(next - 1);
    double share = (step - from) / (to - from);
    return run.values().get(next - 1) * (1 - share) + run.values().get(next) * share;
  }
}
