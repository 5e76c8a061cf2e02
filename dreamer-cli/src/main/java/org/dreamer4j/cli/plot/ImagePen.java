package org.dreamer4j.cli.plot;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.List;

/** Draws black on white in memory. */
final class ImagePen implements Pen {
  private static final float PALE = 0.18f;
  private static final float DOT = 0.45f;

  private final Graphics2D graphics;

  ImagePen(Graphics2D graphics) {
    this.graphics = graphics;
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  @Override
  public void line(List<Point2D> points, Color color, double width) {
    graphics.setColor(color);
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(path(points));
  }

  @Override
  public void area(List<Point2D> outline, Color color) {
    Path2D path = path(outline);
    path.closePath();
    translucent(PALE, color, () -> graphics.fill(path));
  }

  @Override
  public void dot(Point2D center, Color color) {
    translucent(
        DOT,
        color,
        () -> graphics.fill(new Ellipse2D.Double(center.getX() - 2, center.getY() - 2, 4, 4)));
  }

  private void translucent(float share, Color color, Runnable draw) {
    Composite opaque = graphics.getComposite();
    graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, share));
    graphics.setColor(color);
    draw.run();
    graphics.setComposite(opaque);
  }

  @Override
  public void rule(Point2D from, Point2D to, Ink ink, boolean isDashed) {
    graphics.setColor(color(ink));
    float[] dashes = {6, 5};
    graphics.setStroke(
        isDashed
            ? new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, dashes, 0)
            : new BasicStroke(1));
    graphics.draw(new Line2D.Double(from, to));
  }

  @Override
  public void text(String text, Point2D at, Anchor anchor, double size, Ink ink) {
    int style = ink == Ink.STRONG ? Font.BOLD : Font.PLAIN;
    graphics.setFont(new Font(Font.SANS_SERIF, style, 1).deriveFont((float) size));
    graphics.setColor(color(ink));
    double width = graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
    double left =
        switch (anchor) {
          case START -> at.getX();
          case MIDDLE -> at.getX() - width / 2;
          case END -> at.getX() - width;
        };
    graphics.drawString(text, (float) left, (float) at.getY());
  }

  private static Path2D path(List<Point2D> points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points.get(0).getX(), points.get(0).getY());
    points.forEach(point -> path.lineTo(point.getX(), point.getY()));
    return path;
  }

  private static Color color(Ink ink) {
    return switch (ink) {
      case STRONG -> new Color(25, 25, 25);
      case MEDIUM -> new Color(90, 90, 90);
      case FAINT -> new Color(225, 225, 225);
    };
  }
}
