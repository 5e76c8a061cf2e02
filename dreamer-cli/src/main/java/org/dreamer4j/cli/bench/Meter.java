package org.dreamer4j.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Times a subject: warms up, then repeats. Each phase lasts for at least so many runs and at least
 * so long, whichever takes longer.
 *
 * @param warmUpRuns fewest runs before anything counts
 * @param warmUpSeconds shortest time before anything counts
 * @param runs fewest runs that count
 * @param seconds shortest time that counts
 */
public record Meter(int warmUpRuns, double warmUpSeconds, int runs, double seconds) {
  /** The processor clock ticks in hundredths of a second on some systems. */
  private static final double CPU_STRETCH_SECONDS = 0.2;

  private static final int MOST_RUNS = 1_000_000;

  Times measure(Subject subject) throws IOException {
    long begin = System.nanoTime();
    for (int i = 0; i < warmUpRuns || seconds(begin) < warmUpSeconds; i++) {
      subject.run();
    }
    List<Double> wall = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    begin = System.nanoTime();
    Stretch stretch = new Stretch();
    while (wall.size() < runs || (seconds(begin) < seconds && wall.size() < MOST_RUNS)) {
      long start = System.nanoTime();
      subject.run();
      wall.add(seconds(start));
      stretch = stretch.counted(cpu);
    }
    stretch.end(cpu);
    return new Times(array(wall), array(cpu));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Runs whose processor time is taken together. */
  private static final class Stretch {
    private final long start = System.nanoTime();
    private final double cpuStart = ProcessFigures.cpuSeconds();
    private int count;

    /** Counts a run; returns the stretch that the next run belongs to. */
    Stretch counted(List<Double> out) {
      count++;
      if (seconds(start) < CPU_STRETCH_SECONDS) {
        return this;
      }
      out.add((ProcessFigures.cpuSeconds() - cpuStart) / count);
      return new Stretch();
    }

    /** The last stretch counts only if there is no other. */
    void end(List<Double> out) {
      if (out.isEmpty()) {
        out.add((ProcessFigures.cpuSeconds() - cpuStart) / count);
      }
    }
  }
}
