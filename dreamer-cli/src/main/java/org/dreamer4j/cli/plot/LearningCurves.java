package org.dreamer4j.cli.plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dreamer4j.cli.metrics.MetricsFile.Series;

/**
 * Draws returns over envSteps, a panel for each task. Every group of runs has a colour. A strong
 * line is the mean of each test: one of a run alone is drawn through its test episodes as dots, one
 * of several runs is their mean, in a band of one standard deviation. Tests are not averaged with
 * each other: each is of another age of the agent. The running mean of training returns is a thin
 * line.
 */
public final class LearningCurves {
  private static final double STRONG = 2.6;
  private static final double THIN = 1.1;

  private final Map<String, List<Mark>> marks = new LinkedHashMap<>();
  private final Map<String, Color> legend = new LinkedHashMap<>();
  private final Set<String> explained = new LinkedHashSet<>();
  private final int window;

  /**
   * No curves yet.
   *
   * @param window training episodes in a running mean
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
    List<Mark> back = marks.computeIfAbsent(task, key -> new ArrayList<>());
    List<Series> trained =
        drawn(runs, Curve::train).map(run -> lastOfEachStep(run.smoothed(window))).toList();
    if (!trained.isEmpty()) {
      explained.add("thin: training, mean of " + window + " episodes");
      back.add(new Mark.Line(Spread.of(trained).mean(), pale(color), THIN));
    }
    List<Series> tested = drawn(runs, Curve::test).map(Series::meanOfEachStep).toList();
    if (tested.isEmpty()) {
      return;
    }
    explained.add("strong: mean of each test");
    if (tested.size() == 1) {
      explained.add("dots: test episodes");
      back.add(new Mark.Dots(drawn(runs, Curve::test).findFirst().orElseThrow(), color));
      back.add(new Mark.Line(tested.get(0), color, STRONG));
    } else {
      explained.add("band: one standard deviation over runs");
      Spread spread = Spread.of(tested);
      back.add(new Mark.Band(spread.low(), spread.high(), color));
      back.add(new Mark.Line(spread.mean(), color, STRONG));
    }
  }

  private static Stream<Series> drawn(List<Curve> runs, Function<Curve, Series> returns) {
    return runs.stream().map(returns).filter(run -> !run.isEmpty());
  }

  /** Several episodes of one step make a line stand upright. */
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
    String note = "Return over env steps; " + String.join("; ", explained);
    return new Chart(title, panels, legend, note);
  }

  private static Color pale(Color color) {
    return new Color(
        (color.getRed() + 255) / 2, (color.getGreen() + 255) / 2, (color.getBlue() + 255) / 2);
  }
}
