package org.dreamer4j.cli.dream;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dreamer4j.cli.dream.Film.Strand;
import org.dreamer4j.cli.video.Clip;
import org.dreamer4j.cli.video.GifWriter;

/**
 * Films side by side as an animation: truth over prediction over error. What was seen has a frame.
 */
public final class DreamMovie {
  static final Color SEEN = new Color(0, 114, 178);
  static final Color PREDICTED = new Color(230, 159, 0);

  private static final double FRAMES_PER_SECOND = 10;
  private static final int SCALE = 2;
  private static final int FRAME = 2;
  private static final int GAP = 1;
  private static final int CELL = Film.SIDE + 2 * FRAME + GAP;
  private static final int HEADER = 12;
  private static final int LABELS = 56;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 9);

  private DreamMovie() {}

  /**
   * Writes films as a GIF, atomically.
   *
   * @param films of one context and length, at least one
   * @throws IOException if the file cannot be written
   */
  public static void write(Path gif, List<Film> films) throws IOException {
    GifWriter.write(gif, clip(films), SCALE, FRAMES_PER_SECOND);
  }

  /**
   * Films as a clip with labels.
   *
   * @param films of one context and length, at least one
   */
  public static Clip clip(List<Film> films) {
    int width = LABELS + films.size() * CELL;
    int height = HEADER + Strand.values().length * CELL;
    List<byte[]> frames = new ArrayList<>();
    for (int row = 0; row < films.get(0).length(); row++) {
      frames.add(bytes(draw(films, row, width, height)));
    }
    return new Clip(height, width, frames);
  }

  private static BufferedImage draw(List<Film> films, int row, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    int context = films.get(0).context();
    boolean seen = row < context;
    graphics.setFont(FONT);
    graphics.setColor(seen ? SEEN : Color.BLACK);
    String count = seen ? "seen " + (row + 1) + " of " + context : "+" + (row - context + 1);
    graphics.drawString(count, LABELS, HEADER - 3);
    graphics.setColor(Color.BLACK);
    int top = HEADER;
    for (Strand strand : Strand.values()) {
      graphics.drawString(label(strand), 1, top + CELL / 2 + 2);
      for (int i = 0; i < films.size(); i++) {
        int left = LABELS + i * CELL;
        if (strand != Strand.TRUTH) {
          graphics.setColor(seen ? SEEN : PREDICTED);
          graphics.fillRect(left, top, CELL - GAP, CELL - GAP);
          graphics.setColor(Color.BLACK);
        }
        copy(films.get(i), strand, row, image, left + FRAME, top + FRAME);
      }
      top += CELL;
    }
    graphics.dispose();
    return image;
  }

  static String label(Strand strand) {
    return strand.name().toLowerCase(Locale.ROOT);
  }

  private static void copy(
      Film film, Strand strand, int row, BufferedImage into, int left, int top) {
    for (int y = 0; y < Film.SIDE; y++) {
      for (int x = 0; x < Film.SIDE; x++) {
        into.setRGB(left + x, top + y, film.rgb(strand, row, x, y));
      }
    }
  }

  private static byte[] bytes(BufferedImage image) {
    byte[] out = new byte[image.getWidth() * image.getHeight() * 3];
    for (int i = 0; i < out.length / 3; i++) {
      int rgb = image.getRGB(i % image.getWidth(), i / image.getWidth());
      out[i * 3] = (byte) (rgb >> 16);
      out[i * 3 + 1] = (byte) (rgb >> 8);
      out[i * 3 + 2] = (byte) rgb;
    }
    return out;
  }
}
