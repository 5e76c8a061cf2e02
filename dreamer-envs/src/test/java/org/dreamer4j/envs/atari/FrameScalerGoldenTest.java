package org.dreamer4j.envs.atari;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/**
 * Against scikit-image 0.26: {@code skimage.transform.resize(picture, (size, size), mode='edge',
 * order=1, preserve_range=True)}, cut off to whole numbers.
 */
class FrameScalerGoldenTest {
  /** A picture of stripes in steps of blocks, full of edges. */
  private static byte[] picture(int height, int width, int channels) {
    byte[] pixels = new byte[height * width * channels];
    int i = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++) {
          int block = (y / 5 + x / 7) % 2;
          pixels[i++] = (byte) (37 * y + 91 * x + 53 * c + y * x / 7 * 13 + 255 * block);
        }
      }
    }
    return pixels;
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static long checksum(byte[] pixels) {
    CRC32 crc = new CRC32();
    crc.update(pixels);
    return crc.getValue();
  }

  @Test
  void shrinkingFiltersFirst() {
    assertArrayEquals(
        bytes(
            104, 118, 120, 119, 132, 137, //
            130, 120, 116, 110, 141, 129, //
            121, 133, 124, 118, 128, 134, //
            142, 123, 129, 124, 116, 134, //
            117, 140, 131, 130, 134, 133, //
            130, 128, 132, 138, 139, 133),
        new FrameScaler(21, 16, 1, 6).scale(picture(21, 16, 1)));
  }

  @Test
  void growingOnlyInterpolates() {
    assertArrayEquals(
        bytes(
            0, 39, 96, 153, 130, 27, 68, 108, //
            9, 49, 105, 162, 139, 36, 77, 117, //
            27, 67, 124, 181, 158, 55, 95, 135, //
            46, 86, 138, 155, 132, 69, 116, 157, //
            64, 104, 149, 86, 63, 80, 138, 182, //
            83, 123, 163, 60, 38, 97, 160, 204, //
            101, 141, 182, 79, 59, 122, 181, 222, //
            111, 150, 191, 88, 69, 134, 192, 232),
        new FrameScaler(4, 5, 1, 8).scale(picture(4, 5, 1)));
  }

  @Test
  void wholeScreensAreEqualInEveryPixel() {
    assertEquals(
        1704313415L, checksum(new FrameScaler(210, 160, 3, 64).scale(picture(210, 160, 3))));
    assertEquals(
        3534522035L, checksum(new FrameScaler(210, 160, 1, 64).scale(picture(210, 160, 1))));
  }
}
