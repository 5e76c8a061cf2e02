package org.dreamer4j.envs.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import org.dreamer4j.core.Spec;
import org.junit.jupiter.api.Test;

class BilinearTest {
  private static Spec.Image size(int height, int width) {
    return new Spec.Image(height, width, 1);
  }

  @Test
  void imageOfTheRightSizeIsTheSame() {
    byte[] pixels = {1, 2, 3, 4};

    assertSame(pixels, Bilinear.resize(pixels, size(2, 2), size(2, 2)));
  }

  @Test
  void halfTheSizeIsTheMeanOfFour() {
    byte[] pixels = {0, 10, 20, 30, 40, 50, 60, 70, (byte) 200, (byte) 200, 1, 2, 100, 100, 3, 4};

    assertArrayEquals(
        new byte[] {25, 45, (byte) 150, 3}, Bilinear.resize(pixels, size(4, 4), size(2, 2)));
  }

  @Test
  void twiceTheSizeInterpolatesAndRepeatsTheEdge() {
    byte[] pixels = {0, (byte) 200};

    assertArrayEquals(
        new byte[] {0, 50, (byte) 150, (byte) 200},
        Bilinear.resize(pixels, size(1, 2), size(1, 4)));
  }

  @Test
  void channelsAreKeptApart() {
    Spec.Image from = new Spec.Image(8, 10, 3);
    byte[] pixels = new byte[from.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i % 3 * 100);
    }

    byte[] out = Bilinear.resize(pixels, from, new Spec.Image(5, 3, 3));

    assertEquals(45, out.length);
    for (int i = 0; i < out.length; i++) {
      assertEquals((byte) (i % 3 * 100), out[i]);
    }
  }

  @Test
  void oneColourStaysThatColour() {
    byte[] pixels = new byte[96 * 96];
    Arrays.fill(pixels, (byte) 255);

    byte[] out = Bilinear.resize(pixels, size(96, 96), size(64, 64));

    byte[] expected = new byte[64 * 64];
    Arrays.fill(expected, (byte) 255);
    assertArrayEquals(expected, out);
  }
}
