package org.dreamer4j.cli.bench;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;

/**
 * One action for each of several environments, with the state carried on.
 *
 * @param <S> what the policy remembers
 */
final class ActSubject<S> implements Subject {
  private final Policy<S> policy;
  private final Closeable owner;
  private final List<Observation> observations;
  private List<S> states;

  /**
   * A policy to be timed.
   *
   * @param owner closed with this
   */
  ActSubject(Policy<S> policy, Closeable owner, int environments) {
    this.policy = policy;
    this.owner = owner;
    observations = RandomData.observations(environments);
    states = IntStream.range(0, environments).mapToObj(i -> policy.initialState()).toList();
  }

  @Override
  public void run() {
    states = policy.act(states, observations).stream().map(Policy.Decision::state).toList();
  }

  @Override
  public double frames() {
    return observations.size();
  }

  @Override
  public void close() throws IOException {
    owner.close();
  }
}
