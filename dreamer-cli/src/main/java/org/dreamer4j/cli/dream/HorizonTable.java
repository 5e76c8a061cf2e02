package org.dreamer4j.cli.dream;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Gathers how predictions fare the further they reach. */
final class HorizonTable {
  private static final int[] STEPS = {1, 5, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500};

  private final int context;
  private final List<Row> rows;
  private int windows;

  /**
   * A table of chosen steps.
   *
   * @param context rows that are seen
   * @param steps predicted rows after them; the last one is always among those chosen
   */
  HorizonTable(int context, int steps) {
    this.context = context;
    rows =
        IntStream.concat(IntStream.of(STEPS).filter(step -> step < steps), IntStream.of(steps))
            .mapToObj(Row::new)
            .toList();
  }

  /**
   * Adds a window.
   *
   * @param rewards real ones as the model learns them, [T]
   */
  void add(byte[] truth, Prediction prediction, double[] rewards) {
    int size = truth.length / rewards.length;
    windows++;
    for (Row row : rows) {
      int at = context - 1 + row.step;
      row.open += squares(truth, at, prediction.openImage(), at, size);
      row.repeated += squares(truth, at, truth, context - 1, size);
      row.closed += squares(truth, at, prediction.closedImage(), at, size);
      row.pixels += size;
      row.predicted.add((double) prediction.openReward()[at]);
      row.recognized.add((double) prediction.closedReward()[at]);
      row.real.add(rewards[at]);
    }
  }

  /** The figures of all windows so far. */
  DreamReport.Horizon figures() {
    int steps = rows.get(rows.size() - 1).step;
    return new DreamReport.Horizon(windows, steps, rows.stream().map(Row::figures).toList());
  }

  private static double squares(byte[] a, int rowA, byte[] b, int rowB, int size) {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      int difference = (a[rowA * size + i] & 0xff) - (b[rowB * size + i] & 0xff);
      sum += (long) difference * difference;
    }
    return sum;
  }

  /** Sums of one step. */
  private static final class Row {
    private final int step;
    private double open;
    private double repeated;
    private double closed;
    private double pixels;
    private final List<Double> predicted = new ArrayList<>();
    private final List<Double> recognized = new ArrayList<>();
    private final List<Double> real = new ArrayList<>();

    Row(int step) {
      this.step = step;
    }

    DreamReport.Step figures() {
      return new DreamReport.Step(
          step,
          Math.sqrt(open / pixels),
          Math.sqrt(repeated / pixels),
          Math.sqrt(closed / pixels),
          Correlation.of(predicted, real),
          Correlation.of(recognized, real));
    }
  }
}
