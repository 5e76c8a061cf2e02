package org.dreamer4j.envs.wrap;

import org.dreamer4j.core.TimeStep;

/**
 * Ends an episode, as a termination, when a life is lost, so that a mistake is felt at once. The
 * next reset starts the game anew. For training only: a test counts whole games. To be put within
 * {@link ActionRepeat}, which then stops at the frame of the loss. Source: google-research/dreamer
 * wrappers.py, Atari with {@code life_done}.
 */
public final class LifeLoss extends Wrapper {
  private final EnvironmentWithLives game;
  private int lives;
  private boolean ended;

  /**
   * Ends episodes with a life.
   *
   * @param game the environment, closed with this one
   */
  public LifeLoss(EnvironmentWithLives game) {
    super(game);
    this.game = game;
  }

  @Override
  public TimeStep reset() {
    TimeStep step = game.reset();
    lives = game.lives();
    ended = false;
    return step;
  }

  @Override
  public TimeStep step(float[] action) {
    if (ended) {
      throw new IllegalStateException("the episode ended with a life; call reset() first");
    }
    TimeStep step = game.step(action);
    ended = game.lives() < lives;
    lives = game.lives();
    return ended ? TimeStep.termination(step.observation(), step.reward()) : step;
  }
}
