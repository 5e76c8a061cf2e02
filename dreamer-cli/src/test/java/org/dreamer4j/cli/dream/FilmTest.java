package org.dreamer4j.cli.dream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dreamer4j.cli.dream.Film.Strand;
import org.dreamer4j.cli.video.Clip;
import org.junit.jupiter.api.Test;

class FilmTest {
  private static final int ROWS = 8;

  @Test
  void errorIsGreyWhereThereIsNone() {
    Film film = film(0x40, 0x40);
    assertEquals(0x404040, film.rgb(Strand.TRUTH, 0, 5, 5));
    assertEquals(0x404040, film.rgb(Strand.PREDICTION, 0, 5, 5));
    assertEquals(0x808080, film.rgb(Strand.ERROR, 0, 5, 5));
    assertEquals(0xffffff, film(0, 255).rgb(Strand.ERROR, 7, 63, 63));
    assertEquals(0x000000, film(255, 0).rgb(Strand.ERROR, 7, 63, 63));
  }

  @Test
  void movieShowsEveryRowAndFramesWhatWasSeen() {
    Clip clip = DreamMovie.clip(List.of(silent(film(1, 2)), silent(film(3, 5))));
    assertEquals(ROWS, clip.frames().size());
    for (int row = 0; row < ROWS; row++) {
      Set<Integer> colors = colors(clip.frames().get(row));
      assertEquals(row < 2, colors.contains(rgb(DreamMovie.SEEN)), "row " + row);
      assertEquals(row >= 2, colors.contains(rgb(DreamMovie.PREDICTED)), "row " + row);
      assertTrue(colors.containsAll(List.of(0x010101, 0x020202, 0x030303, 0x050505)));
    }
  }

  @Test
  void movieDrawsRealAndPredictedFiguresOfEachFilm() {
    Clip clip = DreamMovie.clip(List.of(film(1, 2), film(3, 5), film(7, 11)));
    for (byte[] frame : clip.frames()) {
      Set<Integer> colors = colors(frame);
      assertTrue(colors.contains(rgb(TraceChart.REAL)));
      assertTrue(colors.contains(rgb(DreamMovie.PREDICTED)));
    }
    assertEquals(ROWS, Set.copyOf(clip.frames().stream().map(Arrays::hashCode).toList()).size());
  }

  @Test
  void traceRangesFromZeroToItsFurthestFigures() {
    Trace trace = new Trace("value", new double[] {2, 3}, new double[] {-1, 1});
    assertEquals(-1, trace.low());
    assertEquals(3, trace.high());
    assertEquals(0, new Trace("value", new double[] {2}, new double[] {2}).low());
    assertThrows(
        IllegalArgumentException.class, () -> new Trace("r", new double[2], new double[1]));
  }

  @Test
  void stripShowsTheLastSeenRowAndChosenStepsOfThreeFilms() {
    BufferedImage image = DreamStrip.draw(List.of(film(1, 2), film(3, 5), film(7, 11)));
    BufferedImage single = DreamStrip.draw(List.of(film(1, 2)));
    assertEquals(single.getWidth(), image.getWidth());
    assertTrue(image.getHeight() > 2.9 * single.getHeight() - 100);
    // The last seen row, then +1, +2 and +5 of the 6 predicted ones.
    int cells = 0;
    for (int x = 1; x < single.getWidth(); x++) {
      boolean inside = (single.getRGB(x, 60) & 0xffffff) == 0x010101;
      cells += inside && (single.getRGB(x - 1, 60) & 0xffffff) != 0x010101 ? 1 : 0;
    }
    assertEquals(4, cells);
  }

  @Test
  void filmsOfDifferentLengthsAreRefused() {
    byte[] image = new byte[Episodes.IMAGE];
    assertThrows(IllegalArgumentException.class, () -> new Film(1, image, new byte[0], List.of()));
    byte[] half = new byte[Episodes.IMAGE / 2];
    assertThrows(IllegalArgumentException.class, () -> new Film(1, half, half, List.of()));
  }

  /** Without figures, whose lines have the colours of frames. */
  private static Film silent(Film film) {
    return new Film(film.context(), film.truth(), film.predicted(), List.of());
  }

  private static Film film(int truth, int predicted) {
    byte[] real = new byte[ROWS * Episodes.IMAGE];
    byte[] guess = new byte[ROWS * Episodes.IMAGE];
    Arrays.fill(real, (byte) truth);
    Arrays.fill(guess, (byte) predicted);
    double[] rewards = new double[ROWS];
    Arrays.fill(rewards, 1);
    return new Film(2, real, guess, List.of(new Trace("reward", rewards, new double[ROWS])));
  }

  private static int rgb(Color color) {
    return color.getRGB() & 0xffffff;
  }

  private static Set<Integer> colors(byte[] frame) {
    Set<Integer> colors = new HashSet<>();
    for (int i = 0; i < frame.length; i += 3) {
      colors.add((frame[i] & 0xff) << 16 | (frame[i + 1] & 0xff) << 8 | (frame[i + 2] & 0xff));
    }
    return colors;
  }
}
