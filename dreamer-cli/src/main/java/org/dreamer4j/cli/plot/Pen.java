package org.dreamer4j.cli.plot;

import java.awt.Color;
import java.awt.geom.Point2D;
import java.util.List;

/** Draws on a picture, in pixels from its upper left corner. */
interface Pen {
  /** Colour of what is neither data nor background; a pen may take the reader's. */
  enum Ink {
    /** Of titles. */
    STRONG,
    /** Of numbers, names and baselines. */
    MEDIUM,
    /** Of the grid. */
    FAINT
  }

  /** Where a text stands relative to its point. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** A line of data. */
  void line(List<Point2D> points, Color color, double width);

  /** An area, pale. */
  void area(List<Point2D> outline, Color color);

  /** A dot, pale. */
  void dot(Point2D center, Color color);

  /** A straight line across. */
  void rule(Point2D from, Point2D to, Ink ink, boolean isDashed);

  /** A text; its point lies on the baseline. */
  void text(String text, Point2D at, Anchor anchor, double size, Ink ink);
}
