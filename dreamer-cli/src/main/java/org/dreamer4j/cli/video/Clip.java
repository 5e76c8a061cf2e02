package org.dreamer4j.cli.video;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;

/**
 * A sequence of images of one size.
 *
 * @param height pixels
 * @param width pixels
 * @param frames per frame uint8 RGB values [height, width, 3], at least one frame
 */
public record Clip(int height, int width, List<byte[]> frames) {
  public Clip {
    frames = List.copyOf(frames);
    if (frames.isEmpty()) {
      throw new IllegalArgumentException("a clip needs a frame");
    }
    for (byte[] frame : frames) {
      if (frame.length != height * width * 3) {
        throw new IllegalArgumentException(
            "a frame of "
                + height
                + " x "
                + width
                + " RGB pixels needs "
                + height * width * 3
                + " bytes, got "
                + frame.length);
      }
    }
  }

  /**
   * The images of an episode, the reset included.
   *
   * @throws IllegalArgumentException if it has no uint8 image [T, height, width, 3]
   */
  public static Clip of(Episode episode) {
    Array image = episode.get(Observation.IMAGE);
    int[] shape = image.shape();
    if (!(image instanceof Array.Uint8 pixels) || shape.length != 4 || shape[3] != 3) {
      throw new IllegalArgumentException(
          "'image' must be uint8 [T, height, width, 3], got shape " + Arrays.toString(shape));
    }
    int size = shape[1] * shape[2] * 3;
    List<byte[]> frames = new ArrayList<>();
    for (int t = 0; t < shape[0]; t++) {
      frames.add(Arrays.copyOfRange(pixels.data(), t * size, (t + 1) * size));
    }
    return new Clip(shape[1], shape[2], frames);
  }

  /** Pixels of a frame. */
  int pixels() {
    return height * width;
  }

  /** Colour of one pixel as 0xRRGGBB. */
  static int rgb(byte[] frame, int pixel) {
    int at = pixel * 3;
    return (frame[at] & 0xff) << 16 | (frame[at + 1] & 0xff) << 8 | (frame[at + 2] & 0xff);
  }
}
