package org.dreamer4j.cli.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Episode;
import org.dreamer4j.models.train.Progress;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
  private final StringWriter text = new StringWriter();
  private Instant now = Instant.EPOCH;

  @Test
  void plainLinesComeEveryTenSeconds() {
    ConsoleProgress progress = progress(StatusLine.Style.PLAIN);
    for (int second = 0; second <= 25; second++) {
      now = Instant.EPOCH.plusSeconds(second);
      progress.onUpdate(at(second * 100L, second * 2L));
    }
    assertEquals(
        List.of(
            "0 env steps  0 updates  0.0/s  left -",
            "1,000 env steps  20 updates  2.0/s  left 0:00:40",
            "2,000 env steps  40 updates  2.0/s  left 0:00:30"),
        text.toString().lines().toList());
  }

  @Test
  void returnsAreShownOnceKnown() {
    ConsoleProgress progress = progress(StatusLine.Style.PLAIN);
    progress.onTrainEpisode(at(0, 0), episode(12, 0.34), true);
    now = now.plusSeconds(10);
    progress.onTestEpisode(at(0, 0), episode(1e3));
    assertTrue(text.toString().strip().endsWith("return 12.3  test 1000.0"), text.toString());
  }

  @Test
  void terminalLineIsDrawnOverItself() {
    ConsoleProgress progress = progress(StatusLine.Style.TERMINAL);
    progress.onUpdate(at(10, 1));
    now = now.plusMillis(100);
    progress.onUpdate(at(20, 2));
    now = now.plusMillis(100);
    progress.onUpdate(at(30, 3));
    progress.clear();
    List<String> drawn = Arrays.asList(text.toString().split("\r"));
    assertEquals(3, drawn.size());
    assertTrue(drawn.get(0).startsWith("10 env steps"));
    assertTrue(drawn.get(1).startsWith("30 env steps"));
    assertEquals(" ".repeat(79), drawn.get(2));
    assertEquals(-1, text.toString().indexOf('\n'));
  }

  @Test
  void resumedRunEstimatesFromItsOwnPace() {
    ConsoleProgress progress = progress(StatusLine.Style.PLAIN);
    progress.onUpdate(at(0, 90));
    now = now.plusSeconds(20);
    progress.onUpdate(at(0, 95));
    assertTrue(text.toString().contains("95 updates  0.3/s  left 0:00:20"), text.toString());
  }

  private static Progress at(long envSteps, long updates) {
    return new Progress(envSteps, envSteps / 2, 1, updates, updates / 100.0);
  }

  private static Episode episode(double... rewards) {
    int rows = rewards.length;
    return new Episode(
        Map.of(
            "action", new Array.Float32(new int[] {rows, 1}, new float[rows]),
            "reward", new Array.Float64(new int[] {rows}, rewards),
            "pcont", new Array.Float64(new int[] {rows}, new double[rows])));
  }

  private ConsoleProgress progress(StatusLine.Style style) {
    return new ConsoleProgress(new PrintWriter(text), style, () -> now);
  }
}
