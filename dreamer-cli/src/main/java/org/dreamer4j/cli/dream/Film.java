package org.dreamer4j.cli.dream;

/**
 * An episode and its prediction in pictures.
 *
 * @param context rows that were seen; the others were predicted
 * @param truth uint8 [T, 64, 64, 3]
 * @param predicted uint8 [T, 64, 64, 3]
 */
public record Film(int context, byte[] truth, byte[] predicted) {
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
    if (truth.length % IMAGE_BYTES != 0 || truth.length != predicted.length) {
      throw new IllegalArgumentException(
          "a film needs as many true as predicted images of 64 x 64 x 3, got %d and %d bytes"
              .formatted(truth.length, predicted.length));
    }
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
