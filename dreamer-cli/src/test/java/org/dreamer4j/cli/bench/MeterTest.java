package org.dreamer4j.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeterTest {
  /** Counts its runs; the first ones would be by far the slowest. */
  private static final class Counting implements Subject {
    private final long busyNanos;
    private int runs;

    Counting(long busyNanos) {
      this.busyNanos = busyNanos;
    }

    @Override
    public void run() {
      runs++;
      long end = System.nanoTime() + busyNanos;
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    }

    @Override
    public double frames() {
      return 1;
    }

    @Override
    public void close() {}
  }

  @Test
  void countsNoRunOfTheWarmUp() throws IOException {
    Counting subject = new Counting(0);

    Times times = new Meter(5, 0, 3, 0).measure(subject);

    assertEquals(8, subject.runs);
    assertEquals(3, times.wall().length);
    assertEquals(1, times.cpu().length);
  }

  @Test
  void goesOnUntilTheTimeIsOver() throws IOException {
    Counting subject = new Counting(1_000_000);

    Times times = new Meter(0, 0, 1, 0.05).measure(subject);

    assertTrue(times.wall().length > 1, "one run of a millisecond is no 50");
    assertTrue(times.fastest() >= 0.001, "a run cannot be faster than it is");
  }

  @Test
  void processorTimeOfALongStretchIsTakenPerRun() throws IOException {
    Counting subject = new Counting(100_000_000);

    Times times = new Meter(0, 0, 4, 0).measure(subject);

    assertEquals(2, times.cpu().length);
  }

  @Test
  void subjectsTakeTurns() throws IOException {
    Counting quick = new Counting(0);
    Counting slow = new Counting(150_000_000);

    List<String> progress = new ArrayList<>();

    List<Times> times = new Meter(1, 0, 4, 0).measureInTurn(List.of(quick, slow), progress::add);

    assertEquals(4, times.get(0).wall().length);
    assertEquals(4, times.get(1).wall().length);
    assertEquals(5, slow.runs);
    assertTrue(times.get(1).fastest() > times.get(0).median(), "each has its own times");
    assertEquals("warming up", progress.get(1));
    assertTrue(progress.contains("run 1, after 0 s of at least 0 s"), progress.toString());
  }
}
