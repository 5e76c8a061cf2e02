package org.dreamer4j.cli.video;

import java.awt.image.BufferedImage;
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
  /** Frames of an episode that an animation shows: more make files that are a burden to open. */
  public static final int MOST_FRAMES = 1000;

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

  /** Whether an episode has colour images: uint8 [T, height, width, 3]. */
  public static boolean isIn(Episode episode) {
    return episode.arrays().get(Observation.IMAGE) instanceof Array.Uint8 image
        && image.shape().length == 4
        && image.shape()[3] == 3;
  }

  /**
   * The images of an episode, the reset included.
   *
   * @throws IllegalArgumentException if it has no uint8 image [T, height, width, 3]
   */
  public static Clip of(Episode episode) {
    return of(episode, Integer.MAX_VALUE);
  }

  /**
   * The first images of an episode, the reset included.
   *
   * @param most frames
   * @throws IllegalArgumentException if it has no uint8 image [T, height, width, 3]
   */
  public static Clip of(Episode episode, int most) {
    int[] shape = episode.get(Observation.IMAGE).shape();
    if (!isIn(episode)) {
      throw new IllegalArgumentException(
          "'image' must be uint8 [T, height, width, 3], got shape " + Arrays.toString(shape));
    }
    byte[] pixels = ((Array.Uint8) episode.get(Observation.IMAGE)).data();
    int size = shape[1] * shape[2] * 3;
    List<byte[]> frames = new ArrayList<>();
    for (int t = 0; t < Math.min(most, shape[0]); t++) {
      frames.add(Arrays.copyOfRange(pixels, t * size, (t + 1) * size));
    }
    return new Clip(shape[1], shape[2], frames);
  }

  /** The pixels of a picture as a frame has them. */
  public static byte[] bytes(BufferedImage image) {
    byte[] out = new byte[image.getWidth() * image.getHeight() * 3];
    for (int i = 0; i < out.length / 3; i++) {
      int rgb = image.getRGB(i % image.getWidth(), i / image.getWidth());
      out[i * 3] = (byte) (rgb >> 16);
      out[i * 3 + 1] = (byte) (rgb >> 8);
      out[i * 3 + 2] = (byte) rgb;
    }
    return out;
  }

  /** A frame as a picture. */
  public BufferedImage image(int index) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    byte[] frame = frames.get(index);
    for (int i = 0; i < pixels(); i++) {
      image.setRGB(i % width, i / width, rgb(frame, i));
    }
    return image;
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
