package org.dreamer4j.cli.dream;

import java.util.List;
import java.util.Optional;

/**
 * What a study of a world model found.
 *
 * @param task the task's name
 * @param updates of the agent so far
 * @param episodes test episodes that were run
 * @param meanReturn of those episodes
 * @param context rows that were seen before predicting
 * @param samples over which predicted rewards and values were averaged
 * @param first predictions from each episode's first row
 * @param later predictions from rows drawn at random; empty if the episodes are too short
 * @param returns predicted and real returns, one pair an episode
 * @param films the first episodes in pictures
 */
public record DreamReport(
    String task,
    long updates,
    int episodes,
    double meanReturn,
    int context,
    int samples,
    Horizon first,
    Optional<Horizon> later,
    List<Returns> returns,
    List<Film> films) {
  public DreamReport {
    returns = List.copyOf(returns);
    films = List.copyOf(films);
  }

  /**
   * How predictions fare the further they reach.
   *
   * @param windows predicted sequences
   * @param length predicted steps of each
   * @param steps figures of some steps
   */
  public record Horizon(int windows, int length, List<Step> steps) {
    public Horizon {
      steps = List.copyOf(steps);
    }
  }

  /**
   * Figures of one step after the context. Image errors are root mean squares over all windows,
   * pixels and channels, on the scale of 0 to 255.
   *
   * @param step 1 for the first row that was not seen
   * @param open error of the prediction
   * @param repeated error of showing the last seen image again
   * @param closed error of the reconstruction of an image that was seen
   * @param reward predicted and real reward on arriving at the row
   * @param seenReward the reward read off a row that was seen, and the real one
   */
  public record Step(
      int step,
      double open,
      double repeated,
      double closed,
      Correlation reward,
      Correlation seenReward) {}

  /**
   * Predicted and real returns.
   *
   * @param name what is compared, as a key
   * @param about what is compared, for a person
   * @param correlation of the pairs
   * @param predicted mean of the predictions
   * @param real mean of what came true
   */
  public record Returns(
      String name, String about, Correlation correlation, double predicted, double real) {}
}
