package org.dreamer4j.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Map;
import org.dreamer4j.models.train.StageClock.Stage;
import org.junit.jupiter.api.Test;

class StageClockTest {
  private long now = 5_000_000_000L;
  private final StageClock clock = new StageClock(() -> now);

  @Test
  void eachStageHasItsShareOfTheTimeSinceTheLastLog() throws IOException {
    assertEquals("batch", clock.time(Stage.DATA, () -> after(1, "batch")));
    clock.time(Stage.UPDATE, () -> after(5, ""));
    clock.time(Stage.UPDATE, () -> after(1, ""));
    after(3, "");
    assertEquals(10, clock.seconds());
    assertEquals(
        Map.of(
            "share_data", 0.1,
            "share_update", 0.6,
            "share_collect", 0.0,
            "share_test", 0.0,
            "share_save", 0.0),
        clock.shares());
    clock.restart();
    clock.time(Stage.SAVE, () -> after(2, ""));
    assertEquals(1, clock.shares().get("share_save"));
    assertEquals(0, clock.shares().get("share_update"));
  }

  @Test
  void timeThatEndsInAnErrorCountsToo() {
    assertThrows(
        IOException.class,
        () ->
            clock.time(
                Stage.COLLECT,
                () -> {
                  after(4, "");
                  throw new IOException("lost");
                }));
    assertEquals(1, clock.shares().get("share_collect"));
  }

  private <T> T after(long seconds, T value) {
    now += seconds * 1_000_000_000L;
    return value;
  }
}
