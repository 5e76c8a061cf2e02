package org.dreamer4j.cli.dream;

import org.dreamer4j.core.Episode;
import org.dreamer4j.core.config.DreamerConfig;

/** Real rewards and returns as an agent learns them, so that predictions compare with them. */
final class RewardScale {
  private final DreamerConfig config;

  RewardScale(DreamerConfig config) {
    this.config = config;
  }

  /** Rewards of all rows of a window, clipped as configured. */
  double[] of(Window window) {
    double[] rewards = new double[window.length()];
    for (int row = 0; row < rewards.length; row++) {
      rewards[row] = clipped(window.reward(row));
    }
    return rewards;
  }

  /**
   * What the value head should say of a row: {@code G_t = r_t + discount_t G_(t+1)} to the end of
   * the episode, the reward of the row itself included. The value targets of
   * google-research/dreamer {@code training/define_model.py} with lambda 1.
   */
  double discountedReturn(Episode episode, int row) {
    double sum = 0;
    for (int t = episode.length() - 1; t >= row; t--) {
      double going =
          config.behavior().valueLossPcont()
              ? config.data().pcontScale() * episode.get(Episode.PCONT).get(t)
              : 1;
      double reward = clipped(episode.get(Episode.REWARD).get(t));
      sum = reward + config.behavior().valueDiscount() * going * sum;
    }
    return sum;
  }

  private double clipped(double reward) {
    return switch (config.data().clipRewards()) {
      case NONE -> reward;
      case SIGN -> Math.signum(reward);
      case TANH -> Math.tanh(reward);
    };
  }
}
