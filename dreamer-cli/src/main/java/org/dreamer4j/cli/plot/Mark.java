package org.dreamer4j.cli.plot;

import java.awt.Color;
import org.dreamer4j.cli.metrics.MetricsFile.Series;

/** Something drawn in a panel, in the units of its axes. */
public sealed interface Mark {
  /** A line through points. */
  record Line(Series points, Color color, double width) implements Mark {}

  /** The area between two lines over the same steps. */
  record Band(Series low, Series high, Color color) implements Mark {}

  /** A dot at each point. */
  record Dots(Series points, Color color) implements Mark {}
}
