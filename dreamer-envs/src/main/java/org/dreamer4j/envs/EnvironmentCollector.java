package org.dreamer4j.envs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.dreamer4j.core.Collector;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentLostException;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.EpisodeBuilder;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.core.config.CollectPlan;
import org.dreamer4j.core.config.DreamerConfig;

/**
 * Collects whole episodes from several environments with one call of the policy per step. Every
 * call of {@link #collect} starts anew and lets every episode that it started end, so none is cut
 * or lost. With one environment it goes on while episodes or steps are short, as
 * google-research/dreamer tools/simulate.py does; with more, another episode is started only if
 * those under way are not expected to suffice, so that it collects little more than was asked for.
 * An episode that an environment loses is dropped and made up for by another one.
 *
 * <p>Closing it closes the environments.
 */
public final class EnvironmentCollector implements Collector, AutoCloseable {
  private final VectorEnvironment environments;
  private final EpisodeSink sink;
  private final StepListener listener;
  private final Losses losses = new Losses();

  /**
   * A collector of training episodes in environments of one's own: {@code num_envs} of them, each
   * made on the only thread that uses it, with {@code action_repeat}, {@code max_length} and the
   * batch length kept as for a task of the {@link Registry}.
   *
   * @param maker makes an environment from a seed, not negative
   * @param seed of which the seeds of all environments follow
   * @param sink gets every episode when it ends
   * @throws IllegalArgumentException if the maker throws it, or the configuration asks for what
   *     these environments cannot do, naming the key
   * @throws IllegalStateException if the maker fails in another way
   */
  public static EnvironmentCollector train(
      DreamerConfig config,
      LongFunction<? extends Environment> maker,
      long seed,
      EpisodeSink sink) {
    return of(config, CollectPlan.train(config).get(0), maker, seed, sink);
  }

  /**
   * The same for test episodes: in one environment, unless {@code test_collects} says otherwise.
   *
   * @param maker makes an environment from a seed, not negative
   * @param seed of which the seeds of all environments follow
   * @param sink gets every episode when it ends
   * @throws IllegalArgumentException as for training
   * @throws IllegalStateException if the maker fails in another way
   */
  public static EnvironmentCollector test(
      DreamerConfig config,
      LongFunction<? extends Environment> maker,
      long seed,
      EpisodeSink sink) {
    return of(config, CollectPlan.test(config).get(0), maker, seed, sink);
  }

  private static EnvironmentCollector of(
      DreamerConfig config,
      CollectPlan plan,
      LongFunction<? extends Environment> maker,
      long seed,
      EpisodeSink sink) {
    return new EnvironmentCollector(OwnEnvironments.of(config, plan, maker, seed), sink);
  }

  /**
   * A collector that tells nobody.
   *
   * @param environments where to collect
   * @param sink gets every episode when it ends
   */
  public EnvironmentCollector(VectorEnvironment environments, EpisodeSink sink) {
    this(environments, sink, StepListener.NONE);
  }

  /**
   * A collector with a listener.
   *
   * @param environments where to collect
   * @param sink gets every episode when it ends
   * @param listener hears of every step
   */
  public EnvironmentCollector(
      VectorEnvironment environments, EpisodeSink sink, StepListener listener) {
    this.environments = environments;
    this.sink = sink;
    this.listener = listener;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if a number is negative or an environment refuses an action
   * @throws IllegalStateException if an environment fails or is closed; episodes under way are
   *     lost, those that ended have reached the sink
   * @throws EnvironmentLostException if an environment is lost for good, or one episode after
   *     another is
   */
  @Override
  public List<Episode> collect(Policy<?> policy, int episodes, int agentSteps) throws IOException {
    if (episodes < 0 || agentSteps < 0) {
      throw new IllegalArgumentException(
          "cannot collect " + episodes + " episodes and " + agentSteps + " steps");
    }
    return new Round<>(policy, episodes, agentSteps).run();
  }

  /** Simulator frames per agent step. */
  public int actionRepeat() {
    return environments.actionRepeat();
  }

  /** Closes the environments and ends their threads; does nothing when called again. */
  @Override
  public void close() {
    environments.close();
  }

  /** An episode under way. */
  private static final class Running<S> {
    final int environment;
    final EpisodeBuilder rows;
    S state;
    Observation observation;

    Running(int environment, EpisodeBuilder rows, S state, Observation observation) {
      this.environment = environment;
      this.rows = rows;
      this.state = state;
      this.observation = observation;
    }
  }

  /** One call of collect. */
  private final class Round<S> {
    private final Policy<S> policy;
    private final int episodes;
    private final int agentSteps;
    private final List<Episode> finished = new ArrayList<>();
    private final List<Running<S>> running = new ArrayList<>();
    private long finishedSteps;

    Round(Policy<S> policy, int episodes, int agentSteps) {
      this.policy = policy;
      this.episodes = episodes;
      this.agentSteps = agentSteps;
    }

    List<Episode> run() throws IOException {
      startEpisodes();
      while (!running.isEmpty()) {
        if (stepAll()) {
          startEpisodes();
        }
      }
      return finished;
    }

    private void startEpisodes() {
      for (int i = 0; i < environments.size() && needsAnother(); i++) {
        int environment = i;
        if (running.stream().noneMatch(one -> one.environment == environment)) {
          TimeStep step = environments.reset(environment);
          EpisodeBuilder rows = new EpisodeBuilder(environments.spec()).restart(step);
          running.add(new Running<>(environment, rows, policy.initialState(), step.observation()));
          listener.onStep(environment, new float[environments.spec().action().size()], step);
        }
      }
    }

    private boolean needsAnother() {
      if (finished.size() + running.size() < episodes) {
        return true;
      }
      // Before an episode has ended nothing is known about how many the steps will take.
      return finished.isEmpty()
          ? running.isEmpty() && agentSteps > 0
          : finishedSteps + running.size() * (finishedSteps / (double) finished.size())
              < agentSteps;
    }

    /** Steps every running episode; returns whether one of them is over. */
    private boolean stepAll() throws IOException {
      List<Policy.Decision<S>> decisions =
          policy.act(
              running.stream().map(one -> one.state).toList(),
              running.stream().map(one -> one.observation).toList());
      int[] indices = running.stream().mapToInt(one -> one.environment).toArray();
      float[][] actions = decisions.stream().map(Policy.Decision::action).toArray(float[][]::new);
      List<VectorEnvironment.Outcome> outcomes = environments.attempt(indices, actions);
      List<Running<S>> ended = new ArrayList<>();
      Map<Running<S>, EnvironmentLostException> lost = new LinkedHashMap<>();
      for (int i = 0; i < indices.length; i++) {
        Running<S> one = running.get(i);
        if (outcomes.get(i) instanceof VectorEnvironment.Stepped stepped) {
          TimeStep step = stepped.step();
          one.rows.add(actions[i], step);
          one.state = decisions.get(i).state();
          one.observation = step.observation();
          listener.onStep(one.environment, actions[i], step);
          if (step.last()) {
            ended.add(one);
          }
        } else if (outcomes.get(i) instanceof VectorEnvironment.Lost loss) {
          lost.put(one, loss.loss());
        }
      }
      running.removeAll(ended);
      running.removeAll(lost.keySet());
      keep(ended);
      lost.forEach((one, loss) -> losses.lost(one.rows.length() - 1, loss));
      return !ended.isEmpty() || !lost.isEmpty();
    }

    private void keep(List<Running<S>> ended) throws IOException {
      for (Running<S> one : ended) {
        Episode episode = one.rows.build();
        finished.add(episode);
        finishedSteps += episode.agentSteps();
        sink.accept(episode);
        losses.ended();
      }
    }
  }
}
