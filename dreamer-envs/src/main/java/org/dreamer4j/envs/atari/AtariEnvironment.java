package org.dreamer4j.envs.atari;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.CallOrder;
import org.dreamer4j.envs.render.ImageScaler;
import org.dreamer4j.envs.wrap.EnvironmentWithLives;

/**
 * An Atari game as the reference plays it: an action is held for several frames, the observation is
 * the brighter of the last two of them pixel by pixel, resized, and a game starts after some idle
 * frames. Rewards are the game's points. Actions are one-hot over the game's own set. Source:
 * google-research/dreamer wrappers.py, Atari.
 *
 * <p>The end of the game is a termination, and so is a lost life if that ends episodes. 108,000
 * frames, half an hour, are a time limit; the game would go on.
 *
 * <p>When an episode ends, the frame of its end is not looked at, as in the reference: where the
 * action had not been held up to its last frame, the observation is the one before.
 *
 * <p>{@link org.dreamer4j.envs.wrap.LifeLoss} would see lives only after all frames of an action,
 * so what it does is done here, frame by frame.
 */
final class AtariEnvironment implements EnvironmentWithLives {
  private static final int IDLE = 0;

  private final Emulator emulator;
  private final SplittableRandom random;
  private final Settings settings;
  private final EnvironmentSpec spec;
  private final Spec.Image image;
  private final ImageScaler scaler;
  private final byte[] shown;
  private final byte[] second;
  private int lives;
  private int frames;
  private final CallOrder calls = new CallOrder();

  /**
   * How a game is played.
   *
   * @param actionRepeat frames for which an action is held, at least 1
   * @param imageSize height and width of the observed image, pixels
   * @param noops more than the most idle frames at the start; there is at least one
   * @param endsWithLife whether a lost life ends the episode
   * @param mostFrames of an episode, those at its start left out
   */
  record Settings(
      int actionRepeat, int imageSize, int noops, boolean endsWithLife, int mostFrames) {
    /** Half an hour at 60 frames a second, the usual limit of Atari tasks. */
    static final int HALF_AN_HOUR = 108_000;
  }

  /**
   * A game that waits for its first reset.
   *
   * @param emulator closed with the environment
   * @param random draws the numbers of idle frames
   */
  AtariEnvironment(Emulator emulator, SplittableRandom random, Settings settings) {
    this.emulator = emulator;
    this.random = random;
    this.settings = settings;
    int channels = emulator.channels();
    image = new Spec.Image(settings.imageSize, settings.imageSize, channels);
    spec =
        new EnvironmentSpec(
            Map.of(Observation.IMAGE, image), new Spec.Discrete(emulator.choices()));
    scaler = new ImageScaler(emulator.height(), emulator.width(), channels, settings.imageSize);
    shown = new byte[emulator.height() * emulator.width() * channels];
    second = new byte[shown.length];
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public int actionRepeat() {
    return settings.actionRepeat;
  }

  @Override
  public int lives() {
    return lives;
  }

  @Override
  public TimeStep reset() {
    calls.checkReset();
    emulator.reset();
    int idle = settings.noops > 1 ? random.nextInt(1, settings.noops) : 1;
    for (int i = 0; i < idle; i++) {
      emulator.act(IDLE);
      if (emulator.isOver()) {
        emulator.reset();
      }
    }
    lives = emulator.lives();
    frames = 0;
    calls.episodeRuns(true);
    emulator.screen(shown);
    Arrays.fill(second, (byte) 0);
    return TimeStep.restart(observe());
  }

  @Override
  public TimeStep step(float[] action) {
    calls.checkStep();
    spec.checkAction(action);
    int choice = choice(action);
    double reward = 0;
    boolean ended = false;
    for (int frame = 0; frame < settings.actionRepeat && !ended; frame++) {
      reward += emulator.act(choice);
      ended = hasEnded();
      if (!ended) {
        look(settings.actionRepeat - 1 - frame);
      }
      frames++;
    }
    Observation observation = observe();
    boolean running = !ended && frames < settings.mostFrames;
    calls.episodeRuns(running);
    if (running) {
      return TimeStep.transition(observation, reward);
    }
    return ended
        ? TimeStep.termination(observation, reward)
        : TimeStep.truncation(observation, reward);
  }

  /** The largest element; what is not one-hot is for OneHotAction to mend. */
  private static int choice(float[] action) {
    int choice = 0;
    for (int i = 1; i < action.length; i++) {
      if (action[i] > action[choice]) {
        choice = i;
      }
    }
    return choice;
  }

  private boolean hasEnded() {
    int left = emulator.lives();
    boolean lost = left < lives;
    lives = left;
    return emulator.isOver() || (settings.endsWithLife && lost);
  }

  /** The last two frames are looked at, or the only one. */
  private void look(int framesToGo) {
    if (framesToGo == 0 && settings.actionRepeat > 1) {
      emulator.screen(second);
    } else if (framesToGo <= 1) {
      emulator.screen(shown);
    }
  }

  private Observation observe() {
    if (settings.actionRepeat > 1) {
      for (int i = 0; i < shown.length; i++) {
        shown[i] = (byte) Math.max(shown[i] & 0xFF, second[i] & 0xFF);
      }
    }
    return Observation.ofImage(image, scaler.scale(shown));
  }

  @Override
  public void close() {
    if (calls.close()) {
      emulator.close();
    }
  }
}
