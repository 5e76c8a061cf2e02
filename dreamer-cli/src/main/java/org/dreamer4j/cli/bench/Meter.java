package org.dreamer4j.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

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
    return measureInTurn(List.of(subject), text -> {}).get(0);
  }

  /**
   * Times several subjects, a stretch of each after the other: what else runs hits them alike.
   *
   * @param progress is told now and then how far it is, never within a run
   */
  List<Times> measureInTurn(List<Subject> subjects, Consumer<String> progress) throws IOException {
    for (Subject subject : subjects) {
      progress.accept("warming up");
      long begin = System.nanoTime();
      for (int i = 0; i < warmUpRuns || seconds(begin) < warmUpSeconds; i++) {
        subject.run();
      }
    }
    List<Recording> records = subjects.stream().map(Recording::new).toList();
    long begin = System.nanoTime();
    while (records.stream().anyMatch(record -> goesOn(record, begin))) {
      for (Recording record : records) {
        if (goesOn(record, begin)) {
          progress.accept(
              String.format(
                  Locale.ROOT,
                  "run %,d, after %.0f s of at least %.0f s",
                  record.wall.size() + 1,
                  seconds(begin),
                  seconds));
          stretch(record, begin);
        }
      }
    }
    return records.stream().map(Recording::times).toList();
  }

  private boolean goesOn(Recording record, long begin) {
    int done = record.wall.size();
    return done < runs || (seconds(begin) < seconds && done < MOST_RUNS);
  }

  /** Runs whose processor time is taken together; a short last one does not tell. */
  private void stretch(Recording record, long begin) throws IOException {
    long start = System.nanoTime();
    double cpuStart = ProcessFigures.cpuSeconds();
    int count = 0;
    do {
      long runStart = System.nanoTime();
      record.subject.run();
      record.wall.add(seconds(runStart));
      count++;
    } while (seconds(start) < CPU_STRETCH_SECONDS && goesOn(record, begin));
    if (record.cpu.isEmpty() || seconds(start) >= CPU_STRETCH_SECONDS) {
      record.cpu.add((ProcessFigures.cpuSeconds() - cpuStart) / count);
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** What was seen of one subject. */
  private static final class Recording {
    private final Subject subject;
    private final List<Double> wall = new ArrayList<>();
    private final List<Double> cpu = new ArrayList<>();

    Recording(Subject subject) {
      this.subject = subject;
    }

    Times times() {
      return new Times(array(wall), array(cpu));
    }

    private static double[] array(List<Double> values) {
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }
}
