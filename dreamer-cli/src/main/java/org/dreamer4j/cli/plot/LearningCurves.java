package org.dreamer4j.cli.plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dreamer4j.cli.metrics.MetricsFile.Series;

/**
 * Draws returns over envSteps, a panel for each task. Every group of runs has a colour. A group of
 * several runs is a strong line, the mean of their test returns, in a band of one standard
 * deviation; a run alone shows its test returns as dots and their running mean as a line. The
 * running mean of training returns is a thin line.
 */
public final class LearningCurves {
  private static final double STRONG = 2.6;
  private static final double THIN = 1.1;

  private final Map<String, List<Mark>> marks = new LinkedHashMap<>();
  private final Map<String, Color> legend = new LinkedHashMap<>();
  private final int window;
  private boolean hasGroups;

  /**
   * No curves yet.
   *
   * @param window episodes in a running mean
   */
  public LearningCurves(int window) {
    this.window = window;
  }

  /**
   * Adds runs that differ in their seed only.
   *
   * @param runs at least one, none of them empty
   */
  public void add(String task, String name, List<Curve> runs) {
    Color color = legend.get(name);
    if (color == null) {
      color = Colors.of(legend.size());
      legend.put(name, color);
    }
    List<Mark> back = new ArrayList<>();
    List<Series> trained = smoothed(runs.stream().map(Curve::train).toList());
    List<Series> tested = smoothed(runs.stream().map(Curve::test).toList());
    if (!trained.isEmpty()) {
      back.add(new Mark.Line(Spread.of(trained).mean(), pale(color), THIN));
    }
    if (tested.size() == 1) {
      Series all =
          runs.stream().map(Curve::test).filter(run -> !run.isEmpty()).findFirst().orElseThrow();
      back.add(new Mark.Dots(all, color));
      back.add(new Mark.Line(tested.get(0), color, STRONG));
    } else if (!tested.isEmpty()) {
      hasGroups = true;
      Spread spread = Spread.of(tested);
      back.add(new Mark.Band(spread.low(), spread.high(), color));
      back.add(new Mark.Line(spread.mean(), color, STRONG));
    }
    marks.computeIfAbsent(task, key -> new ArrayList<>()).addAll(back);
  }

  private List<Series> smoothed(List<Series> runs) {
    return runs.stream()
        .filter(run -> !run.isEmpty())
        .map(run -> lastOfEachStep(run.smoothed(window)))
        .toList();
  }

  /** Several episodes of one test make a line stand upright. */
  private static Series lastOfEachStep(Series series) {
    Map<Double, Double> values = new TreeMap<>();
    for (int i = 0; i < series.values().size(); i++) {
      values.put(series.envSteps().get(i), series.values().get(i));
    }
    return new Series(List.copyOf(values.keySet()), List.copyOf(values.values()));
  }

  /**
   * All curves.
   *
   * @param title above them; empty to let the tasks' names stand alone
   * @param baselines by task
   */
  public Chart chart(String title, Map<String, List<Baseline>> baselines) {
    List<Panel> panels = new ArrayList<>();
    marks.forEach(
        (task, drawn) ->
            panels.add(new Panel(task, drawn, baselines.getOrDefault(task, List.of()), true)));
    String note =
        "Return over env steps; strong: tests, thin: training, each a mean of "
            + window
            + " episodes"
            + (hasGroups ? "; band: one standard deviation over runs" : "; dots: test episodes");
    return new Chart(title, panels, legend, note);
  }

  private static Color pale(Color color) {
    return new Color(
        (color.getRed() + 255) / 2, (color.getGreen() + 255) / 2, (color.getBlue() + 255) / 2);
  }
}
