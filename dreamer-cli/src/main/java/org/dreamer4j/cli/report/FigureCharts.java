package org.dreamer4j.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.cli.metrics.MetricsFile;
import org.dreamer4j.cli.metrics.MetricsFile.Series;
import org.dreamer4j.cli.plot.Chart;
import org.dreamer4j.cli.plot.Colors;
import org.dreamer4j.cli.plot.Curve;
import org.dreamer4j.cli.plot.LearningCurves;
import org.dreamer4j.cli.plot.Mark;
import org.dreamer4j.cli.plot.Panel;

/** Charts of a run's figures. */
final class FigureCharts {
  private static final int WINDOW = 10;
  private static final double WIDTH = 2;

  private final MetricsFile metrics;

  FigureCharts(MetricsFile metrics) {
    this.metrics = metrics;
  }

  /** Returns in training and tests; of several tasks each has a panel. */
  Chart returns(List<String> tasks) {
    Map<String, Curve> found = new LinkedHashMap<>();
    for (String task : tasks) {
      found.put(task, Curve.of(metrics, task));
    }
    found.values().removeIf(Curve::isEmpty);
    if (found.isEmpty()) {
      return chart(Map.of(), "");
    }
    LearningCurves curves = new LearningCurves(WINDOW);
    found.forEach((task, curve) -> curves.add(task, "this run", List.of(curve)));
    return curves.chart("", Map.of());
  }

  /** Losses and what goes on within the networks, as far as there are figures. */
  Chart learning() {
    Map<String, List<String>> wanted = new LinkedHashMap<>();
    wanted.put("image loss (nats)", List.of("image_loss"));
    wanted.put("reward loss (nats)", List.of("reward_loss"));
    wanted.put("divergence (nats)", List.of("div"));
    wanted.put("entropy before an image (nats)", List.of("prior_ent"));
    wanted.put("entropy after an image (nats)", List.of("post_ent"));
    wanted.put("imagined return", List.of("imag_return"));
    wanted.put("actor loss", List.of("actor_loss"));
    wanted.put("value loss", List.of("value_loss"));
    wanted.put("spread of actions", List.of("action_std"));
    return chart(wanted, "Means since the line before, over env steps");
  }

  /** How fast training is. */
  Chart speed() {
    return chart(Map.of("updates per second", List.of("updates_per_second")), "Over env steps");
  }

  private Chart chart(Map<String, List<String>> wanted, String note) {
    List<Panel> panels = new ArrayList<>();
    wanted.forEach(
        (title, keys) -> {
          List<Mark> marks = new ArrayList<>();
          for (String key : keys) {
            Series series = metrics.series(key);
            if (!series.isEmpty()) {
              marks.add(new Mark.Line(series, Colors.of(marks.size()), WIDTH));
            }
          }
          if (!marks.isEmpty()) {
            panels.add(new Panel(title, marks, List.of(), title.startsWith("updates")));
          }
        });
    if (panels.isEmpty()) {
      panels.add(new Panel("no figures yet", List.of(), List.of(), true));
    }
    return new Chart("", panels, Map.of(), note);
  }
}
