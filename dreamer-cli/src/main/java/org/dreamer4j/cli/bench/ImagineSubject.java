package org.dreamer4j.cli.bench;

import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.OpenLoop;

/** Sequences of which five rows are seen and the rest is imagined, images included. */
final class ImagineSubject implements Subject {
  private static final int CONTEXT = 5;

  private final DreamerAgent agent;
  private final OpenLoop openLoop;
  private final byte[] images;
  private final float[] actions;
  private final double frames;

  /**
   * Sequences of the agent's batch length, continued under the actor by its horizon.
   *
   * @throws IllegalArgumentException if they are not longer than what is seen
   */
  ImagineSubject(DreamerAgent agent) {
    this.agent = agent;
    int sequences = agent.config().data().batchSize();
    int length = agent.config().data().batchLength();
    int horizon = agent.config().behavior().imaginationHorizon();
    openLoop = agent.openLoop(length, Math.min(CONTEXT, length), horizon, Planner.POLICY_SAMPLE);
    images = RandomData.images(sequences * length);
    actions = RandomData.actions(sequences * length * agent.spec().action().size());
    frames = (double) sequences * (length + horizon);
  }

  @Override
  public void run() {
    openLoop.predict(images, actions, 1);
  }

  @Override
  public double frames() {
    return frames;
  }

  @Override
  public void close() {
    agent.close();
  }
}
