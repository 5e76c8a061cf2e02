package org.dreamer4j.cli.video;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;
import org.junit.jupiter.api.Test;

class RecordingTest {
  @Test
  void greyEpisodesAreRecordedToo() {
    Recording recording = new Recording();
    recording.add(screening(2, 1));
    Clip clip = recording.clip();
    assertEquals(2, clip.frames().size());
    assertEquals(0x070707, Clip.rgb(clip.frames().get(1), 0));
    assertEquals("", recording.remark());
  }

  @Test
  void noMoreImagesAreKeptThanAnAnimationShows() {
    Recording recording = new Recording();
    recording.add(screening(700, 3));
    recording.add(screening(700, 3));
    assertEquals(Clip.MOST_FRAMES, recording.clip().frames().size());
    assertEquals(" (the first 1,000 images)", recording.remark());
  }

  private static Screening screening(int rows, int channels) {
    byte[] pixels = new byte[rows * 4 * channels];
    Arrays.fill(pixels, (byte) 7);
    return new Screening(
        new Episode(
            Map.of(
                Observation.IMAGE, new Array.Uint8(new int[] {rows, 2, 2, channels}, pixels),
                Episode.ACTION, new Array.Float32(new int[] {rows, 1}, new float[rows]),
                Episode.REWARD, new Array.Float32(new int[] {rows}, new float[rows]),
                Episode.PCONT, new Array.Float32(new int[] {rows}, new float[rows]))));
  }
}
