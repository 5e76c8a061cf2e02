package org.dreamer4j.cli.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.dreamer4j.core.AtomicFile;

/**
 * Panels in rows, below a title and above what their colours and axes mean.
 *
 * @param title may be empty
 * @param panels at least one
 * @param legend what each colour stands for
 * @param note about the axes
 */
public record Chart(String title, List<Panel> panels, Map<String, Color> legend, String note) {
  private static final int LONE_WIDTH = 1000;
  private static final int LONE_HEIGHT = 480;
  private static final int WIDTH = 420;
  private static final int HEIGHT = 270;
  private static final int HEADER = 46;
  private static final int LINE = 24;
  private static final int EDGE = 16;

  public Chart {
    panels = List.copyOf(panels);
    if (panels.isEmpty()) {
      throw new IllegalArgumentException("a chart needs a panel");
    }
  }

  /**
   * Writes a PNG, atomically.
   *
   * @throws IOException if the file cannot be written
   */
  public void writePng(Path file) throws IOException {
    BufferedImage image = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width(), height());
    draw(new ImagePen(graphics));
    graphics.dispose();
    AtomicFile.write(file, out -> ImageIO.write(image, "png", out));
  }

  /**
   * Writes an SVG, atomically: dark on white.
   *
   * @throws IOException if the file cannot be written
   */
  public void writeSvg(Path file) throws IOException {
    String back = "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n";
    String svg = svg(" style=\"color: #191919\"", back);
    AtomicFile.write(file, out -> out.write(svg.getBytes(StandardCharsets.UTF_8)));
  }

  /** An SVG to stand within a page, in the colour of its text and without a background. */
  public String svg() {
    return svg("", "");
  }

  private String svg(String style, String back) {
    SvgPen pen = new SvgPen();
    draw(pen);
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" font-family=\"sans-serif\"%s>%n",
            width(),
            height(),
            width(),
            height(),
            style)
        + back
        + pen.elements()
        + "</svg>\n";
  }

  private int columns() {
    return panels.size() > 9 ? 4 : Math.min(3, panels.size());
  }

  private int panelWidth() {
    return panels.size() == 1 ? LONE_WIDTH - 2 * EDGE : WIDTH;
  }

  private int panelHeight() {
    return panels.size() == 1 ? LONE_HEIGHT : HEIGHT;
  }

  private int width() {
    return columns() * panelWidth() + 2 * EDGE;
  }

  private int rows() {
    return (panels.size() + columns() - 1) / columns();
  }

  private int header() {
    return title.isEmpty() ? EDGE : HEADER;
  }

  private int height() {
    return header() + rows() * panelHeight() + legendLines() * LINE + LINE + EDGE;
  }

  private void draw(Pen pen) {
    if (!title.isEmpty()) {
      pen.text(title, at(width() / 2.0, 30), Pen.Anchor.MIDDLE, 19, Pen.Ink.STRONG);
    }
    for (int i = 0; i < panels.size(); i++) {
      double x = EDGE + i % columns() * panelWidth();
      double y = header() + i / columns() * panelHeight();
      panels.get(i).draw(pen, new Rectangle2D.Double(x, y, panelWidth(), panelHeight()));
    }
    double bottom = header() + rows() * panelHeight() + LINE - 6;
    for (Place place : legendPlaces()) {
      double x = place.x();
      double y = bottom + place.line() * LINE;
      Color color = Objects.requireNonNull(legend.get(place.name()));
      pen.line(List.of(at(x, y - 5), at(x + 22, y - 5)), color, 3);
      pen.text(place.name(), at(x + 30, y), Pen.Anchor.START, 14, Pen.Ink.MEDIUM);
    }
    double foot = height() - EDGE;
    pen.text(note, at(2 * EDGE, foot), Pen.Anchor.START, 12, Pen.Ink.MEDIUM);
  }

  /** Where a name of the legend stands: pixels from the left, and its line. */
  private record Place(String name, double x, int line) {}

  private List<Place> legendPlaces() {
    List<Place> places = new ArrayList<>();
    double x = 2 * EDGE;
    int line = 0;
    for (String name : legend.keySet()) {
      double width = entryWidth(name);
      if (x > 2 * EDGE && x + width > width() - EDGE) {
        x = 2 * EDGE;
        line++;
      }
      places.add(new Place(name, x, line));
      x += width;
    }
    return places;
  }

  private int legendLines() {
    List<Place> places = legendPlaces();
    return places.isEmpty() ? 0 : places.get(places.size() - 1).line() + 1;
  }

  /** What a name takes, roughly: SVG leaves fonts to the reader. */
  private static double entryWidth(String name) {
    return 30 + 8.6 * name.length() + 24;
  }

  private static Point2D at(double x, double y) {
    return new Point2D.Double(x, y);
  }
}
