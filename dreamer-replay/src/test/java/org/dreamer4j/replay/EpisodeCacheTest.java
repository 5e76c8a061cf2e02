package org.dreamer4j.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class EpisodeCacheTest {
  private static final EpisodeFile A = new EpisodeFile("a-4.npz", 4);
  private static final EpisodeFile B = new EpisodeFile("b-4.npz", 4);
  private static final EpisodeRows ROWS =
      EpisodeRows.of(Episodes.episode(0, 4), Episodes.SPEC, "a-4.npz");

  @Test
  void bytesCountPixelsOnceAndFloatsFourTimes() {
    assertEquals(4 * (6 + 4 * (2 + 3 + 1 + 1 + 1 + 1)), ROWS.bytes());
  }

  @Test
  void whatDoesNotFitIsNotKept() {
    EpisodeCache cache = new EpisodeCache(2 * ROWS.bytes() - 1);
    cache.offer(A, ROWS);
    cache.offer(A, ROWS);
    cache.offer(B, ROWS);
    assertNotNull(cache.get(A));
    assertNull(cache.get(B));
    assertEquals(ROWS.bytes(), cache.bytes());
  }

  @Test
  void whatIsNoLongerDrawnFromMakesRoom() {
    EpisodeCache cache = new EpisodeCache(ROWS.bytes());
    cache.offer(A, ROWS);
    cache.retain(List.of(B));
    assertEquals(0, cache.bytes());
    cache.offer(B, ROWS);
    assertNull(cache.get(A));
    assertNotNull(cache.get(B));
  }
}
