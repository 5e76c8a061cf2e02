package org.dreamer4j.cli.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dreamer4j.cli.metrics.MetricsFile.Series;
import org.dreamer4j.core.AtomicFile;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws returns over envSteps. Every run has a colour: a strong line for the running mean of its
 * test returns, dots for the test returns themselves, a pale line for the running mean of its
 * training returns. Baselines are dashed lines across, named at the right.
 */
public final class CurveChart {
  static final List<Color> COLORS =
      List.of(
          new Color(0, 114, 178),
          new Color(213, 94, 0),
          new Color(0, 158, 115),
          new Color(204, 121, 167),
          new Color(230, 159, 0),
          new Color(86, 180, 233));

  private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);
  private static final Color BASELINE = new Color(90, 90, 90);
  private static final double ROOM_FOR_NAMES = 0.2;
  private static final double LINE_OF_TEXT = 0.045;

  private final String title;
  private final List<Curve> curves;
  private final List<Baseline> baselines;
  private final int window;

  /**
   * A chart.
   *
   * @param curves one for each run, at least one point among them
   * @param window episodes in a running mean
   */
  public CurveChart(String title, List<Curve> curves, List<Baseline> baselines, int window) {
    this.title = title;
    this.curves = List.copyOf(curves);
    this.baselines = baselines.stream().sorted(Comparator.comparing(Baseline::value)).toList();
    this.window = window;
  }

  /**
   * Writes the chart as a PNG, atomically.
   *
   * @throws IOException if the file cannot be written
   */
  public void write(Path png) throws IOException {
    XYChart chart = draw();
    BufferedImage image =
        new BufferedImage(chart.getWidth(), chart.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    graphics.dispose();
    AtomicFile.write(png, out -> ImageIO.write(image, "png", out));
  }

  private XYChart draw() {
    XYChart chart = new XYChartBuilder().width(1000).height(600).title(title).build();
    chart.setXAxisTitle("env steps");
    chart.setYAxisTitle("return (mean of " + window + " episodes)");
    style(chart.getStyler());
    for (int i = 0; i < curves.size(); i++) {
      add(chart, curves.get(i), COLORS.get(i % COLORS.size()));
    }
    double furthest = Math.max(1, all(Series::envSteps).max().orElse(1));
    scale(chart, furthest);
    addBaselines(chart, furthest);
    return chart;
  }

  private void add(XYChart chart, Curve curve, Color color) {
    if (!curve.train().isEmpty()) {
      line(chart, curve.name() + " train", curve.train().smoothed(window), pale(color, 0.5), 1.5f);
    }
    if (!curve.test().isEmpty()) {
      XYSeries dots = series(chart, curve.name() + " test episodes", curve.test());
      dots.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
      dots.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(pale(color, 0.45));
      dots.setShowInLegend(false);
      line(chart, curve.name() + " test", curve.test().smoothed(window), color, 3f);
    }
  }

  private static void line(XYChart chart, String name, Series points, Color color, float width) {
    XYSeries line = series(chart, name, points);
    line.setMarker(SeriesMarkers.NONE);
    line.setLineColor(color);
    line.setLineStyle(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
  }

  private static XYSeries series(XYChart chart, String name, Series points) {
    double[] x = points.envSteps().stream().mapToDouble(v -> v).toArray();
    double[] y = points.values().stream().mapToDouble(v -> v).toArray();
    return chart.addSeries(name, x, y);
  }

  private void scale(XYChart chart, double furthest) {
    double low = Math.min(0, lowest());
    double high = highest();
    double margin = high > low ? 0.05 * (high - low) : 1;
    double end = baselines.isEmpty() ? furthest : furthest * (1 + ROOM_FOR_NAMES);
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(end);
    chart.getStyler().setYAxisMin(low < 0 ? low - margin : 0.0).setYAxisMax(high + margin);
    chart
        .getStyler()
        .setXAxisTickLabelsFormattingFunction(x -> x > furthest * 1.01 ? "" : steps(x));
  }

  /** Lines as far as the curves go; their names beyond, moved up where they would overlap. */
  private void addBaselines(XYChart chart, double furthest) {
    double textHeight = LINE_OF_TEXT * (highest() - Math.min(0, lowest()));
    double free = Double.NEGATIVE_INFINITY;
    DecimalFormat number = new DecimalFormat("#,##0.#", SYMBOLS);
    for (Baseline baseline : baselines) {
      double y = baseline.value();
      XYSeries line =
          chart.addSeries(
              "baseline " + baseline.name(), new double[] {0, furthest}, new double[] {y, y});
      line.setMarker(SeriesMarkers.NONE).setLineColor(BASELINE).setLineStyle(dashes());
      line.setShowInLegend(false);
      double text = Math.max(free, y);
      free = text + textHeight;
      String name = baseline.name() + " " + number.format(y);
      double middle = furthest * (1 + ROOM_FOR_NAMES / 2);
      chart.addAnnotation(new AnnotationText(name, middle, text, false));
    }
  }

  private DoubleStream all(Function<Series, List<Double>> part) {
    return curves.stream()
        .flatMap(curve -> Stream.of(curve.train(), curve.test()))
        .flatMap(series -> part.apply(series).stream())
        .mapToDouble(v -> v);
  }

  private DoubleStream shown() {
    DoubleStream returns = all(series -> series.smoothed(window).values());
    DoubleStream tests =
        curves.stream().flatMap(c -> c.test().values().stream()).mapToDouble(v -> v);
    DoubleStream others = baselines.stream().mapToDouble(Baseline::value);
    return DoubleStream.concat(DoubleStream.concat(returns, tests), others);
  }

  private double lowest() {
    return shown().min().orElse(0);
  }

  private double highest() {
    return Math.max(0, shown().max().orElse(0));
  }

  private static BasicStroke dashes() {
    float[] pattern = {6, 5};
    return new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, pattern, 0);
  }

  private static Color pale(Color color, double share) {
    return new Color(
        (int) (color.getRed() * share + 255 * (1 - share)),
        (int) (color.getGreen() * share + 255 * (1 - share)),
        (int) (color.getBlue() * share + 255 * (1 - share)));
  }

  private static void style(XYStyler styler) {
    styler.setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 18));
    styler.setChartTitleBoxVisible(false);
    styler.setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false).setChartPadding(14);
    styler.setLegendPosition(Styler.LegendPosition.OutsideS);
    styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setAnnotationTextFontColor(BASELINE);
    styler.setMarkerSize(4);
    styler.setPlotContentSize(0.97);
    styler.setPlotMargin(0).setPlotGridVerticalLinesVisible(false);
    styler.setPlotGridLinesColor(new Color(225, 225, 225));
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setXAxisTickMarkSpacingHint(110);
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setYAxisDecimalPattern("#,##0.##");
  }

  /** Steps as a person reads them: 0, 500, 2.5k, 20k, 1.5M. */
  static String steps(double value) {
    double size = Math.abs(value);
    String unit = size >= 1e6 ? "M" : size >= 1e3 ? "k" : "";
    double scale = size >= 1e6 ? 1e6 : size >= 1e3 ? 1e3 : 1;
    BigDecimal short3 = BigDecimal.valueOf(value / scale).round(new MathContext(3));
    return short3.stripTrailingZeros().toPlainString() + unit;
  }
}
