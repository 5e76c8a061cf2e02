package org.dreamer4j.envs.atari;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameScalerTest {
  @Test
  void sameSizeChangesNothing() {
    byte[] pixels = {0, 1, 127, (byte) 128, (byte) 254, (byte) 255, 3, 4, 5, 6, 7, 8};

    assertArrayEquals(pixels, new FrameScaler(2, 2, 3, 2).scale(pixels));
  }

  @Test
  void flatPicturesKeepEveryValue() {
    FrameScaler scaler = new FrameScaler(210, 160, 1, 64);
    for (int value = 0; value < 256; value++) {
      byte[] pixels = new byte[210 * 160];
      Arrays.fill(pixels, (byte) value);
      byte[] expected = new byte[64 * 64];
      Arrays.fill(expected, (byte) value);
      assertArrayEquals(expected, scaler.scale(pixels));
    }
  }

  @Test
  void channelsAreScaledApart() {
    byte[] red = new byte[8 * 8 * 3];
    for (int i = 0; i < red.length; i += 3) {
      red[i] = (byte) 200;
    }
    byte[] expected = new byte[3 * 3 * 3];
    for (int i = 0; i < expected.length; i += 3) {
      expected[i] = (byte) 200;
    }

    assertArrayEquals(expected, new FrameScaler(8, 8, 3, 3).scale(red));
  }

  @Test
  void pictureOfAnotherSizeIsRefused() {
    FrameScaler scaler = new FrameScaler(2, 2, 3, 2);

    assertThrows(IllegalArgumentException.class, () -> scaler.scale(new byte[11]));
  }
}
