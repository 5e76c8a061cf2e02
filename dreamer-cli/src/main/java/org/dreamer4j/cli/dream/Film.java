package org.dreamer4j.cli.dream;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.cli.video.Clip;

/**
 * An episode and its prediction in pictures.
 *
 * @param context rows that were seen; the others were predicted
 * @param truth uint8 [T, 64, 64, 3]
 * @param predicted uint8 [T, 64, 64, 3]
 * @param traces figures of the rows
 */
public record Film(int context, byte[] truth, byte[] predicted, List<Trace> traces) {
  /** Pixels of a side. */
  static final int SIDE = 64;

  private static final int IMAGE_BYTES = SIDE * SIDE * 3;

  /** What is shown of every row, from top to bottom. */
  enum Strand {
    TRUTH,
    PREDICTION,
    ERROR
  }

  public Film {
    traces = List.copyOf(traces);
    if (truth.length % IMAGE_BYTES != 0 || truth.length != predicted.length) {
      throw new IllegalArgumentException(
          "a film needs as many true as predicted images of 64 x 64 x 3, got %d and %d bytes"
              .formatted(truth.length, predicted.length));
    }
  }

  /** What happened. */
  public Clip truthClip() {
    return clip(Strand.TRUTH);
  }

  /** What was predicted. */
  public Clip predictionClip() {
    return clip(Strand.PREDICTION);
  }

  /** What was predicted less what happened: grey where there is no difference. */
  public Clip errorClip() {
    return clip(Strand.ERROR);
  }

  private Clip clip(Strand strand) {
    List<byte[]> frames = new ArrayList<>();
    for (int row = 0; row < length(); row++) {
      frames.add(Clip.bytes(image(strand, row)));
    }
    return new Clip(SIDE, SIDE, frames);
  }

  /** What is shown of a row. */
  BufferedImage image(Strand strand, int row) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        image.setRGB(x, y, rgb(strand, row, x, y));
      }
    }
    return image;
  }

  /** T, rows. */
  int length() {
    return truth.length / IMAGE_BYTES;
  }

  /**
   * Colour of a pixel as 0xRRGGBB. An error is {@code ((predicted - truth) + 1) / 2} on a scale of
   * 0 to 1: grey where there is none.
   */
  int rgb(Strand strand, int row, int x, int y) {
    int at = row * IMAGE_BYTES + (y * SIDE + x) * 3;
    int rgb = 0;
    for (int channel = at; channel < at + 3; channel++) {
      int real = truth[channel] & 0xff;
      int guess = predicted[channel] & 0xff;
      int value =
          switch (strand) {
            case TRUTH -> real;
            case PREDICTION -> guess;
            case ERROR -> (guess - real + 256) / 2;
          };
      rgb = rgb << 8 | value;
    }
    return rgb;
  }
}
