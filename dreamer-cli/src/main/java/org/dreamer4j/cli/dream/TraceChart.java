package org.dreamer4j.cli.dream;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;

/**
 * One figure over the rows of a film: grey as it came true, orange as it was predicted, blue behind
 * the rows that were seen, and a mark at the row that is shown.
 *
 * @param low value at the bottom
 * @param high value at the top, greater
 */
record TraceChart(double low, double high) {
  static final Color REAL = new Color(120, 120, 120);

  private static final Color SEEN_BACK = new Color(222, 236, 246);
  private static final Color BACK = new Color(246, 246, 246);
  private static final Color AXIS = new Color(205, 205, 205);

  void draw(Graphics2D graphics, Rectangle area, Trace trace, int context, int row) {
    graphics.setColor(BACK);
    graphics.fill(area);
    graphics.setColor(SEEN_BACK);
    int rows = trace.real().length;
    graphics.fillRect(area.x, area.y, (int) (x(area, context - 1, rows) - area.x), area.height);
    graphics.setStroke(new BasicStroke(1));
    graphics.setColor(AXIS);
    graphics.draw(new Line2D.Double(area.x, y(area, 0), area.getMaxX(), y(area, 0)));
    line(graphics, area, trace.real(), REAL);
    line(graphics, area, trace.predicted(), DreamMovie.PREDICTED);
    graphics.setStroke(new BasicStroke(1));
    graphics.setColor(Color.BLACK);
    double mark = x(area, row, rows);
    graphics.draw(new Line2D.Double(mark, area.y, mark, area.getMaxY() - 1));
  }

  private void line(Graphics2D graphics, Rectangle area, double[] values, Color color) {
    Path2D path = new Path2D.Double();
    path.moveTo(x(area, 0, values.length), y(area, values[0]));
    for (int t = 1; t < values.length; t++) {
      path.lineTo(x(area, t, values.length), y(area, values[t]));
    }
    graphics.setStroke(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.setColor(color);
    graphics.draw(path);
  }

  private static double x(Rectangle area, int row, int rows) {
    return area.x + 1 + (area.width - 3.0) * row / Math.max(1, rows - 1);
  }

  private double y(Rectangle area, double value) {
    return area.getMaxY() - 2 - (area.height - 4) * (value - low) / (high - low);
  }
}
