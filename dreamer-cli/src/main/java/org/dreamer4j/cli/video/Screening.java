package org.dreamer4j.cli.video;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;

/**
 * An episode as a person watches it: its images enlarged, and below them step and return so far.
 */
public final class Screening {
  private static final int SCALE = 4;
  private static final int CAPTION = 26;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

  private final Array.Uint8 images;
  private final double[] returns;
  private final int height;
  private final int width;

  /**
   * A screening of an episode.
   *
   * @throws IllegalArgumentException if it has no uint8 image [T, height, width, 1 or 3]
   */
  public Screening(Episode episode) {
    int[] shape = episode.get(Observation.IMAGE).shape();
    if (!(episode.get(Observation.IMAGE) instanceof Array.Uint8 uint8)
        || shape.length != 4
        || (shape[3] != 3 && shape[3] != 1)) {
      throw new IllegalArgumentException(
          "'image' must be uint8 [T, height, width, 1 or 3], got shape " + Arrays.toString(shape));
    }
    images = uint8;
    height = shape[1];
    width = shape[2];
    returns = new double[episode.length()];
    double sum = 0;
    for (int row = 0; row < returns.length; row++) {
      sum += episode.get(Episode.REWARD).get(row);
      returns[row] = sum;
    }
  }

  /** Rows, the reset included. */
  public int length() {
    return returns.length;
  }

  /** What is shown of a row. */
  public BufferedImage image(int row) {
    int bottom = height * SCALE;
    BufferedImage image =
        new BufferedImage(width * SCALE, bottom + CAPTION, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.drawImage(picture(row), 0, 0, image.getWidth(), bottom, null);
    graphics.setColor(Color.WHITE);
    graphics.setFont(FONT);
    graphics.drawString("step " + row, 8, image.getHeight() - 8);
    String text = String.format(Locale.ROOT, "return %.1f", returns[row]);
    int room = image.getWidth() - 8 - graphics.getFontMetrics().stringWidth(text);
    graphics.drawString(text, room, image.getHeight() - 8);
    graphics.dispose();
    return image;
  }

  private BufferedImage picture(int row) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int channels = images.shape()[3];
    int at = row * height * width * channels;
    for (int i = 0; i < height * width; i++, at += channels) {
      int red = images.data()[at] & 0xff;
      int green = images.data()[at + channels / 2] & 0xff;
      int blue = images.data()[at + channels - 1] & 0xff;
      picture.setRGB(i % width, i / width, red << 16 | green << 8 | blue);
    }
    return picture;
  }
}
