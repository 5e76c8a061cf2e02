package org.dreamer4j.cli.plot;

import java.awt.Color;
import java.awt.geom.Point2D;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Draws as elements of SVG. Ink is {@code currentColor}: it follows the text around the picture.
 */
final class SvgPen implements Pen {
  private final StringBuilder elements = new StringBuilder();

  /** All that was drawn. */
  String elements() {
    return elements.toString();
  }

  @Override
  public void line(List<Point2D> points, Color color, double width) {
    add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\""
            + " stroke-linecap=\"round\" stroke-linejoin=\"round\"/>",
        points(points), hex(color), number(width));
  }

  @Override
  public void area(List<Point2D> outline, Color color) {
    add("<polygon points=\"%s\" fill=\"%s\" fill-opacity=\"0.18\"/>", points(outline), hex(color));
  }

  @Override
  public void dot(Point2D center, Color color) {
    add(
        "<circle cx=\"%s\" cy=\"%s\" r=\"2\" fill=\"%s\" fill-opacity=\"0.45\"/>",
        number(center.getX()), number(center.getY()), hex(color));
  }

  @Override
  public void rule(Point2D from, Point2D to, Ink ink, boolean isDashed) {
    add(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"currentColor\""
            + " stroke-opacity=\"%s\"%s/>",
        number(from.getX()),
        number(from.getY()),
        number(to.getX()),
        number(to.getY()),
        opacity(ink),
        isDashed ? " stroke-width=\"1.2\" stroke-dasharray=\"6 5\"" : "");
  }

  @Override
  public void text(String text, Point2D at, Anchor anchor, double size, Ink ink) {
    add(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" font-size=\"%s\" fill=\"currentColor\""
            + " fill-opacity=\"%s\"%s>%s</text>",
        number(at.getX()),
        number(at.getY()),
        anchor.name().toLowerCase(Locale.ROOT),
        number(size),
        opacity(ink),
        ink == Ink.STRONG ? " font-weight=\"bold\"" : "",
        Markup.escaped(text));
  }

  private void add(String element, Object... values) {
    elements.append(String.format(Locale.ROOT, element, values)).append('\n');
  }

  private static String opacity(Ink ink) {
    return switch (ink) {
      case STRONG -> "1";
      case MEDIUM -> "0.7";
      case FAINT -> "0.14";
    };
  }

  private static String points(List<Point2D> points) {
    return points.stream()
        .map(point -> number(point.getX()) + "," + number(point.getY()))
        .collect(Collectors.joining(" "));
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String hex(Color color) {
    return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xffffff);
  }
}
