package org.dreamer4j.envs;

import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentLostException;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.EpisodeBuilder;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.TimeStep;

/** Runs policies in one environment, which stays the caller's to close. */
public final class Driver {
  private final Environment environment;
  private final StepListener listener;
  private final Losses losses = new Losses();

  /** A driver that tells nobody. */
  public Driver(Environment environment) {
    this(environment, StepListener.NONE);
  }

  /** A driver with a listener; the environment has index 0 there. */
  public Driver(Environment environment, StepListener listener) {
    this.environment = environment;
    this.listener = listener;
  }

  /**
   * Runs one whole episode; one that the environment loses is dropped and another one run.
   *
   * @param policy who acts
   * @return the episode, reset row included
   * @throws IllegalArgumentException if the environment refuses an action
   * @throws EnvironmentLostException if the environment is lost for good, or one episode after
   *     another is
   */
  public <S> Episode runEpisode(Policy<S> policy) {
    while (true) {
      TimeStep first = environment.reset();
      EpisodeBuilder episode = new EpisodeBuilder(environment.spec()).restart(first);
      listener.onStep(0, new float[environment.spec().action().size()], first);
      try {
        toTheEnd(policy, first, episode);
      } catch (EnvironmentLostException e) {
        losses.lost(episode.length() - 1, e);
        continue;
      }
      losses.ended();
      return episode.build();
    }
  }

  private <S> void toTheEnd(Policy<S> policy, TimeStep first, EpisodeBuilder episode) {
    TimeStep step = first;
    S state = policy.initialState();
    while (!step.last()) {
      Policy.Decision<S> decision = policy.act(state, step.observation());
      state = decision.state();
      step = environment.step(decision.action());
      episode.add(decision.action(), step);
      listener.onStep(0, decision.action(), step);
    }
  }
}
