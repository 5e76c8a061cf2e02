package org.dreamer4j.cli.dream;

import java.util.ArrayList;
import java.util.List;

/** Gathers predicted and real returns, one pair of each kind an episode. */
final class ReturnPairs {
  private final int context;
  private final int steps;
  private final RewardScale rewards;
  private final Pairs openLoop = new Pairs();
  private final Pairs imagined = new Pairs();
  private final Pairs value = new Pairs();

  /**
   * No pairs yet.
   *
   * @param context rows that are seen
   * @param steps rows whose rewards are summed
   */
  ReturnPairs(int context, int steps, RewardScale rewards) {
    this.context = context;
    this.steps = steps;
    this.rewards = rewards;
  }

  /** Adds an episode by the window that starts at its first row. */
  void add(Window window, Prediction prediction) {
    double[] received = rewards.of(window);
    double real = 0;
    double open = 0;
    double dreamt = 0;
    for (int k = 0; k < steps; k++) {
      real += received[context + k];
      open += prediction.openReward()[context + k];
      dreamt += prediction.imaginedReward()[k];
    }
    openLoop.add(open, real);
    imagined.add(dreamt, real);
    value.add(
        prediction.openValue()[context - 1],
        rewards.discountedReturn(window.episode(), window.start() + context - 1));
  }

  List<DreamReport.Returns> figures() {
    return List.of(
        openLoop.figures("open_loop_return", "open loop, recorded actions"),
        imagined.figures("imagined_return", "imagined under the actor"),
        value.figures("value", "value, discounted return"));
  }

  /** Predictions and what came true. */
  private static final class Pairs {
    private final List<Double> predicted = new ArrayList<>();
    private final List<Double> real = new ArrayList<>();

    void add(double prediction, double truth) {
      predicted.add(prediction);
      real.add(truth);
    }

    DreamReport.Returns figures(String name, String about) {
      return new DreamReport.Returns(
          name, about, Correlation.of(predicted, real), mean(predicted), mean(real));
    }

    private static double mean(List<Double> values) {
      return values.stream().mapToDouble(v -> v).average().orElse(0);
    }
  }
}
