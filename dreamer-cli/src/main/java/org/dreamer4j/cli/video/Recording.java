package org.dreamer4j.cli.video;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Screenings one after another as an animation: their first {@link Clip#MOST_FRAMES} images. */
public final class Recording {
  private final List<byte[]> frames = new ArrayList<>();
  private int height;
  private int width;
  private boolean isCut;

  /** Adds a screening, as far as there is room. */
  public void add(Screening screening) {
    int rows = Math.min(screening.length(), Clip.MOST_FRAMES - frames.size());
    isCut |= rows < screening.length();
    for (int row = 0; row < rows; row++) {
      BufferedImage image = screening.image(row);
      height = image.getHeight();
      width = image.getWidth();
      frames.add(Clip.bytes(image));
    }
  }

  /** What was added; at least one screening. */
  public Clip clip() {
    return new Clip(height, width, frames);
  }

  /**
   * Writes an animation.
   *
   * @param framesPerSecond at most 50
   * @throws IOException if the file cannot be written
   */
  public void write(Path gif, double framesPerSecond) throws IOException {
    GifWriter.write(gif, clip(), 1, framesPerSecond);
  }

  /** What a person should know of the animation; empty if it holds everything. */
  public String remark() {
    return isCut ? String.format(Locale.ROOT, " (the first %,d images)", Clip.MOST_FRAMES) : "";
  }
}
