package org.dreamer4j.cli.dream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.core.Episode;
import org.dreamer4j.models.Dream;
import org.dreamer4j.models.DreamerAgent;

/** Compares what an agent predicts from a few rows of an episode with what came true. */
public final class DreamStudy {
  private static final int BATCH = 5;
  private static final int FILMS = 4;
  private static final int LATER_WINDOWS = 3;
  private static final int USUAL_STEPS = 50;
  private static final int LONGEST_WHOLE_EPISODE = 100;

  private final DreamerAgent agent;
  private final List<Episode> episodes;
  private final Settings settings;
  private final RewardScale rewards;

  /**
   * How to predict.
   *
   * @param context rows that are seen
   * @param steps rows that are predicted; 0 for the whole episode if that is at most 100 steps, 50
   *     otherwise
   * @param samples over which predicted rewards and values are averaged
   * @param seed of the random windows
   */
  public record Settings(int context, int steps, int samples, long seed) {
    /**
     * Makes sure that an episode is long enough.
     *
     * @throws UsageException if not
     */
    public void check(Episode episode) {
      int needed = context + Math.max(1, steps);
      if (episode.length() < needed) {
        throw new UsageException(
            "--context %d and --steps %d need episodes of %d rows, one has %d; lower them"
                .formatted(context, Math.max(1, steps), needed, episode.length()));
      }
    }
  }

  private DreamStudy(DreamerAgent agent, List<Episode> episodes, Settings settings) {
    this.agent = agent;
    this.episodes = episodes;
    this.settings = settings;
    this.rewards = new RewardScale(agent.config());
  }

  /**
   * Studies an agent.
   *
   * @param task where the episodes were run
   * @param episodes at least one, run with the agent's test policy
   * @throws UsageException if an episode is too short
   */
  public static DreamReport of(
      DreamerAgent agent, String task, List<Episode> episodes, Settings settings) {
    episodes.forEach(settings::check);
    return new DreamStudy(agent, episodes, settings).report(task);
  }

  /**
   * What an agent predicts from the first rows of episodes, without the figures of a report.
   *
   * @param films one of each episode
   * @param dream the prediction in numbers, N is the number of episodes
   * @param images of the episodes' rows, uint8 [N, T, 64, 64, 3]
   * @param rewards of the episodes' rows as the agent learns them, [N, T]
   */
  public record Preview(List<Film> films, Dream dream, byte[] images, double[] rewards) {}

  /**
   * Predicts from the first rows of a few episodes.
   *
   * @param episodes at least one, each of at least as many rows as are seen and predicted
   */
  public static Preview preview(
      DreamerAgent agent, List<Episode> episodes, int context, int steps) {
    DreamStudy study = new DreamStudy(agent, episodes, new Settings(context, steps, 1, 0));
    List<Window> windows = episodes.stream().map(e -> new Window(e, 0, context + steps)).toList();
    Dream dream = study.dream(windows, steps);
    List<Film> films = new ArrayList<>();
    split(windows, dream, (window, prediction) -> films.add(study.film(window, prediction)));
    double[] rewards =
        windows.stream().flatMapToDouble(w -> Arrays.stream(study.rewards.of(w))).toArray();
    return new Preview(films, dream, images(windows), rewards);
  }

  private DreamReport report(String task) {
    int steps = steps();
    HorizonTable first = new HorizonTable(settings.context(), steps);
    ReturnPairs returns = new ReturnPairs(settings.context(), steps, rewards);
    List<Film> films = new ArrayList<>();
    predict(
        episodes.stream().map(e -> new Window(e, 0, settings.context() + steps)).toList(),
        steps,
        (window, prediction) -> {
          byte[] truth = window.images();
          first.add(truth, prediction, rewards.of(window));
          returns.add(window, prediction);
          if (films.size() < FILMS) {
            films.add(film(window, prediction));
          }
        });
    return new DreamReport(
        task,
        agent.updates(),
        episodes.size(),
        episodes.stream().mapToDouble(Episode::episodeReturn).average().orElseThrow(),
        settings.context(),
        settings.samples(),
        first.figures(),
        later(Math.min(steps, USUAL_STEPS)),
        returns.figures(),
        films);
  }

  private Film film(Window window, Prediction prediction) {
    List<Trace> traces = new ArrayList<>();
    traces.add(new Trace("reward", rewards.of(window), doubles(prediction.openReward())));
    if (agent.config().heads().valueHead()) {
      double[] real = new double[window.length()];
      for (int row = 0; row < real.length; row++) {
        real[row] = rewards.discountedReturn(window.episode(), window.start() + row);
      }
      traces.add(new Trace("value", real, doubles(prediction.openValue())));
    }
    return new Film(settings.context(), window.images(), prediction.openImage(), traces);
  }

  private static double[] doubles(float[] values) {
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i];
    }
    return out;
  }

  private Optional<DreamReport.Horizon> later(int steps) {
    int length = settings.context() + steps;
    SplittableRandom random = new SplittableRandom(settings.seed());
    List<Window> windows = new ArrayList<>();
    for (Episode episode : episodes) {
      int starts = episode.length() - length;
      for (int i = 0; i < LATER_WINDOWS && starts > 0; i++) {
        windows.add(new Window(episode, 1 + random.nextInt(starts), length));
      }
    }
    if (windows.isEmpty()) {
      return Optional.empty();
    }
    HorizonTable table = new HorizonTable(settings.context(), steps);
    predict(windows, steps, (window, p) -> table.add(window.images(), p, rewards.of(window)));
    return Optional.of(table.figures());
  }

  private int steps() {
    if (settings.steps() > 0) {
      return settings.steps();
    }
    int rows = episodes.stream().mapToInt(Episode::length).min().orElseThrow();
    int most = rows - settings.context();
    return most <= LONGEST_WHOLE_EPISODE ? most : USUAL_STEPS;
  }

  private void predict(List<Window> windows, int steps, BiConsumer<Window, Prediction> each) {
    for (int from = 0; from < windows.size(); from += BATCH) {
      List<Window> some = windows.subList(from, Math.min(from + BATCH, windows.size()));
      split(some, dream(some, steps), each);
    }
  }

  private Dream dream(List<Window> windows, int steps) {
    return agent
        .openLoop(
            settings.context() + steps,
            settings.context(),
            steps,
            agent.config().acting().testPlanner())
        .predict(images(windows), actions(windows), settings.samples());
  }

  private static void split(
      List<Window> windows, Dream dream, BiConsumer<Window, Prediction> each) {
    byte[] open = dream.openLoop().image();
    byte[] closed = dream.closedLoop().image();
    for (int i = 0; i < windows.size(); i++) {
      each.accept(windows.get(i), Prediction.of(dream, open, closed, i, windows.size()));
    }
  }

  private static byte[] images(List<Window> windows) {
    int size = windows.get(0).images().length;
    byte[] all = new byte[windows.size() * size];
    for (int i = 0; i < windows.size(); i++) {
      System.arraycopy(windows.get(i).images(), 0, all, i * size, size);
    }
    return all;
  }

  private static float[] actions(List<Window> windows) {
    int size = windows.get(0).actions().length;
    float[] all = new float[windows.size() * size];
    for (int i = 0; i < windows.size(); i++) {
      System.arraycopy(windows.get(i).actions(), 0, all, i * size, size);
    }
    return all;
  }
}
