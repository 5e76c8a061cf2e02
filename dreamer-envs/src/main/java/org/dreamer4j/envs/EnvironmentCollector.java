package org.dreamer4j.envs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.core.Collector;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.EpisodeBuilder;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.TimeStep;

/**
 * Collects whole episodes from several environments with one call of the policy per step. Every
 * call of {@link #collect} starts anew and lets every episode that it started end, so none is cut
 * or lost. With one environment it goes on while episodes or steps are short, as
 * google-research/dreamer tools/simulate.py does; with more, another episode is started only if
 * those under way are not expected to suffice, so that it collects little more than was asked for.
 */
public final class EnvironmentCollector implements Collector {
  private final VectorEnvironment environments;
  private final EpisodeSink sink;
  private final StepListener listener;

  /**
   * A collector that tells nobody.
   *
   * @param environments where to collect; stay the caller's to close
   * @param sink gets every episode when it ends
   */
  public EnvironmentCollector(VectorEnvironment environments, EpisodeSink sink) {
    this(environments, sink, StepListener.NONE);
  }

  /**
   * A collector with a listener.
   *
   * @param environments where to collect; stay the caller's to close
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
   */
  @Override
  public List<Episode> collect(Policy<?> policy, int episodes, int agentSteps) throws IOException {
    if (episodes < 0 || agentSteps < 0) {
      throw new IllegalArgumentException(
          "cannot collect " + episodes + " episodes and " + agentSteps + " steps");
    }
    return new Round<>(policy, episodes, agentSteps).run();
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

    /** Steps every running episode; returns whether one of them ended. */
    private boolean stepAll() throws IOException {
      List<Policy.Decision<S>> decisions =
          policy.act(
              running.stream().map(one -> one.state).toList(),
              running.stream().map(one -> one.observation).toList());
      int[] indices = running.stream().mapToInt(one -> one.environment).toArray();
      float[][] actions = decisions.stream().map(Policy.Decision::action).toArray(float[][]::new);
      TimeStep[] steps = environments.step(indices, actions);
      List<Running<S>> ended = new ArrayList<>();
      for (int i = 0; i < steps.length; i++) {
        Running<S> one = running.get(i);
        one.rows.add(actions[i], steps[i]);
        one.state = decisions.get(i).state();
        one.observation = steps[i].observation();
        listener.onStep(one.environment, actions[i], steps[i]);
        if (steps[i].last()) {
          ended.add(one);
        }
      }
      running.removeAll(ended);
      for (Running<S> one : ended) {
        Episode episode = one.rows.build();
        finished.add(episode);
        finishedSteps += episode.agentSteps();
        sink.accept(episode);
      }
      return !ended.isEmpty();
    }
  }
}
