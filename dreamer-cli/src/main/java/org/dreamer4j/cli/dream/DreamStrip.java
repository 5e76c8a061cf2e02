package org.dreamer4j.cli.dream;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.dreamer4j.cli.dream.Film.Strand;
import org.dreamer4j.core.AtomicFile;

/**
 * Films as a still picture: truth, prediction and error below one another, chosen steps from left
 * to right, the last row that was seen first.
 */
public final class DreamStrip {
  private static final int[] STEPS = {1, 2, 5, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500};
  private static final int SCALE = 2;
  private static final int SIDE = Film.SIDE * SCALE;
  private static final int GAP = 4;
  private static final int CELL = SIDE + GAP;
  private static final int HEADER = 30;
  private static final int BETWEEN = 14;
  private static final int LABELS = 96;
  private static final int FRAME = 3;
  private static final int FILMS = 3;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 16);

  private DreamStrip() {}

  /**
   * Writes the first films as a PNG, atomically.
   *
   * @param films of one context and length, at least one
   * @throws IOException if the file cannot be written
   */
  public static void write(Path png, List<Film> films) throws IOException {
    BufferedImage image = draw(films.subList(0, Math.min(FILMS, films.size())));
    AtomicFile.write(png, out -> ImageIO.write(image, "png", out));
  }

  static BufferedImage draw(List<Film> films) {
    Film first = films.get(0);
    int steps = first.length() - first.context();
    int[] columns =
        IntStream.concat(IntStream.of(0), IntStream.of(STEPS).filter(step -> step <= steps))
            .toArray();
    int filmHeight = Strand.values().length * CELL;
    int width = LABELS + columns.length * CELL;
    int height = HEADER + films.size() * (filmHeight + BETWEEN) - BETWEEN;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.setFont(FONT);
    header(graphics, columns);
    for (int i = 0; i < films.size(); i++) {
      film(graphics, films.get(i), columns, HEADER + i * (filmHeight + BETWEEN));
    }
    graphics.dispose();
    return image;
  }

  private static void header(Graphics2D graphics, int[] columns) {
    for (int i = 0; i < columns.length; i++) {
      graphics.setColor(columns[i] == 0 ? DreamMovie.SEEN : Color.BLACK);
      String text = columns[i] == 0 ? "last seen" : "+" + columns[i];
      int room = SIDE - graphics.getFontMetrics().stringWidth(text);
      graphics.drawString(text, LABELS + i * CELL + room / 2, HEADER - 9);
    }
  }

  private static void film(Graphics2D graphics, Film film, int[] columns, int top) {
    int y = top;
    for (Strand strand : Strand.values()) {
      graphics.setColor(Color.BLACK);
      String label = DreamMovie.label(strand);
      int room = LABELS - 2 * GAP - graphics.getFontMetrics().stringWidth(label);
      graphics.drawString(label, room, y + SIDE / 2 + FONT.getSize() / 3);
      for (int i = 0; i < columns.length; i++) {
        BufferedImage cell = film.image(strand, film.context() - 1 + columns[i]);
        graphics.drawImage(cell, LABELS + i * CELL, y, SIDE, SIDE, null);
        if (columns[i] == 0) {
          graphics.setColor(DreamMovie.SEEN);
          for (int edge = 0; edge < FRAME; edge++) {
            int side = SIDE - 1 - 2 * edge;
            graphics.drawRect(LABELS + i * CELL + edge, y + edge, side, side);
          }
        }
      }
      y += CELL;
    }
  }
}
