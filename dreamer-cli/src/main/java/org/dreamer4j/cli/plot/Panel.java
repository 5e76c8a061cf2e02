package org.dreamer4j.cli.plot;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.dreamer4j.cli.metrics.MetricsFile.Series;

/**
 * One pair of axes. Baselines are dashed lines across as far as the data goes, named at the right.
 *
 * @param title above the axes
 * @param marks from back to front
 * @param fromZero whether the vertical axis holds 0
 */
public record Panel(String title, List<Mark> marks, List<Baseline> baselines, boolean fromZero) {
  private static final double TITLE = 17;
  private static final double TEXT = 13;
  private static final double SMALL = 12;
  private static final double LEFT = 58;
  private static final double TOP = 30;
  private static final double BOTTOM = 26;
  private static final double ROOM_FOR_NAMES = 0.3;
  private static final double MARGIN = 0.05;

  public Panel {
    marks = List.copyOf(marks);
    baselines = baselines.stream().sorted(Comparator.comparing(Baseline::value)).toList();
  }

  void draw(Pen pen, Rectangle2D area) {
    double furthest = Math.max(1, steps().max().orElse(1));
    Scale scale = scale(area, furthest);
    pen.text(
        title, at(area.getX() + LEFT, area.getY() + 18), Pen.Anchor.START, TITLE, Pen.Ink.STRONG);
    Ticks vertical = Ticks.over(scale.low, scale.high, 5);
    for (double value : vertical.values()) {
      Point2D left = scale.point(0, value);
      pen.rule(left, at(scale.right(), left.getY()), Pen.Ink.FAINT, false);
      Point2D number = at(left.getX() - 8, left.getY() + 4);
      pen.text(vertical.text(value), number, Pen.Anchor.END, TEXT, Pen.Ink.MEDIUM);
    }
    int most = area.getWidth() > 600 ? 8 : 4;
    for (double value : Ticks.over(0, furthest, most).values()) {
      Point2D number = at(scale.point(value, 0).getX(), area.getMaxY() - 8);
      pen.text(Ticks.steps(value), number, Pen.Anchor.MIDDLE, TEXT, Pen.Ink.MEDIUM);
    }
    drawBaselines(pen, scale, furthest);
    marks.forEach(mark -> draw(pen, scale, mark));
  }

  private static void draw(Pen pen, Scale scale, Mark mark) {
    if (mark instanceof Mark.Line line && !line.points().isEmpty()) {
      pen.line(scale.points(line.points()), line.color(), line.width());
    } else if (mark instanceof Mark.Dots dots) {
      scale.points(dots.points()).forEach(point -> pen.dot(point, dots.color()));
    } else if (mark instanceof Mark.Band band && !band.low().isEmpty()) {
      List<Point2D> outline = new ArrayList<>(scale.points(band.high()));
      List<Point2D> low = scale.points(band.low());
      for (int i = low.size() - 1; i >= 0; i--) {
        outline.add(low.get(i));
      }
      pen.area(outline, band.color());
    }
  }

  private void drawBaselines(Pen pen, Scale scale, double furthest) {
    double free = Double.POSITIVE_INFINITY;
    for (Baseline baseline : baselines) {
      Point2D end = scale.point(furthest, baseline.value());
      pen.rule(scale.point(0, baseline.value()), end, Pen.Ink.MEDIUM, true);
      // Names go up from the lowest, moved where they would overlap.
      double y = Math.min(free, end.getY() + 4);
      free = y - SMALL - 2;
      String name = baseline.name() + " " + Ticks.plain(baseline.value());
      pen.text(name, at(end.getX() + 6, y), Pen.Anchor.START, SMALL, Pen.Ink.MEDIUM);
    }
  }

  private Scale scale(Rectangle2D area, double furthest) {
    double low = heights().min().orElse(0);
    double high = heights().max().orElse(1);
    if (fromZero) {
      low = Math.min(0, low);
      high = Math.max(0, high);
    }
    double margin = high > low ? MARGIN * (high - low) : Math.max(1e-3, Math.abs(high) * MARGIN);
    double names = baselines.isEmpty() ? 14 : Math.min(170, ROOM_FOR_NAMES * area.getWidth());
    Rectangle2D plot =
        new Rectangle2D.Double(
            area.getX() + LEFT,
            area.getY() + TOP,
            area.getWidth() - LEFT - names,
            area.getHeight() - TOP - BOTTOM);
    return new Scale(plot, furthest, fromZero && low == 0 ? 0 : low - margin, high + margin);
  }

  private DoubleStream steps() {
    return series().flatMap(series -> series.envSteps().stream()).mapToDouble(step -> step);
  }

  private DoubleStream heights() {
    DoubleStream data = series().flatMap(s -> s.values().stream()).mapToDouble(value -> value);
    return DoubleStream.concat(data, baselines.stream().mapToDouble(Baseline::value));
  }

  private Stream<Series> series() {
    return marks.stream()
        .flatMap(
            mark -> {
              if (mark instanceof Mark.Line line) {
                return Stream.of(line.points());
              }
              return mark instanceof Mark.Band band
                  ? Stream.of(band.low(), band.high())
                  : Stream.of(((Mark.Dots) mark).points());
            });
  }

  private static Point2D at(double x, double y) {
    return new Point2D.Double(x, y);
  }

  /** From units to pixels. */
  private record Scale(Rectangle2D plot, double furthest, double low, double high) {
    Point2D point(double step, double value) {
      return at(
          plot.getX() + plot.getWidth() * step / furthest,
          plot.getMaxY() - plot.getHeight() * (value - low) / (high - low));
    }

    List<Point2D> points(Series series) {
      List<Point2D> points = new ArrayList<>();
      for (int i = 0; i < series.values().size(); i++) {
        points.add(point(series.envSteps().get(i), series.values().get(i)));
      }
      return points;
    }

    double right() {
      return plot.getMaxX();
    }
  }
}
