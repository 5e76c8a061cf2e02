package org.dreamer4j.envs;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;

/** A small environment that breaks the contract in one chosen way, or in none. */
final class FlawedEnvironment implements Environment {
  /** One way to break the contract, with the test that has to find it. */
  enum Flaw {
    NONE(""),
    SPEC_GROWS("specStaysTheSame"),
    ACTION_REPEAT_IS_ZERO("specStaysTheSame"),
    RESET_IS_NO_RESTART("resetReturnsARestart"),
    RESET_GIVES_A_REWARD("resetReturnsARestart"),
    SECOND_RESET_GIVES_A_REWARD("resetWithinAnEpisodeStartsAnother"),
    KEY_IS_MISSING("observationsMatchTheSpec"),
    KEY_IS_UNKNOWN("observationsMatchTheSpec"),
    DTYPE_IS_DOUBLE("observationsMatchTheSpec"),
    SHAPE_IS_LONGER("observationsMatchTheSpec"),
    OBSERVATION_IS_INFINITE("observationsMatchTheSpec"),
    OBSERVATION_LEAVES_ITS_BOUNDS("observationsMatchTheSpec"),
    STEPS_WITHOUT_RESET("stepBeforeTheFirstResetIsRefused"),
    STEPS_AFTER_THE_END("stepAfterTheEndIsRefusedUntilTheNextReset"),
    TAKES_ANY_LENGTH("badActionsAreRefusedAndTheEpisodeGoesOn"),
    TAKES_NAN("badActionsAreRefusedAndTheEpisodeGoesOn"),
    TAKES_ACTIONS_OUT_OF_BOUNDS("badActionsAreRefusedAndTheEpisodeGoesOn"),
    CLIPS_THE_CALLERS_ACTION("actionsAreNotWrittenTo"),
    IGNORES_ITS_SEED("anotherSeedGivesOtherSteps"),
    DRAWS_FROM_ELSEWHERE("sameSeedGivesTheSameSteps"),
    WRITES_TO_OLD_OBSERVATIONS("earlierObservationsAreNotOverwritten"),
    NEVER_ENDS("episodeEndsWithPcontZeroOrOne"),
    PCONT_IS_A_DISCOUNT("episodeEndsWithPcontZeroOrOne"),
    REWARD_IS_NAN("episodeEndsWithPcontZeroOrOne"),
    CLOSES_ONLY_ONCE("closingTwiceDoesNothing"),
    STEPS_WHEN_CLOSED("stepAfterCloseIsRefused");

    final String foundBy;

    Flaw(String foundBy) {
      this.foundBy = foundBy;
    }
  }

  private static final int EPISODE_STEPS = 20;
  private static final SplittableRandom ELSEWHERE = new SplittableRandom(99);
  private static final Spec.Image PIXELS = new Spec.Image(2, 2, 1);
  private static final Spec.Box ACTION = Spec.Box.of(2, -1, 1);

  private final Flaw flaw;
  private final SplittableRandom random;
  private final float[] shared = new float[2];
  private int resets;
  private int taken = EPISODE_STEPS;
  private boolean closed;

  FlawedEnvironment(Flaw flaw, long seed) {
    this.flaw = flaw;
    this.random = new SplittableRandom(flaw == Flaw.IGNORES_ITS_SEED ? 0 : seed);
  }

  private boolean has(Flaw other) {
    return flaw == other;
  }

  @Override
  public EnvironmentSpec spec() {
    Map<String, Spec> observation = new LinkedHashMap<>();
    observation.put(Observation.IMAGE, PIXELS);
    observation.put("position", Spec.Box.of(2, 0, 1));
    if (has(Flaw.SPEC_GROWS) && resets > 0) {
      observation.put("velocity", Spec.Box.unbounded(1));
    }
    return new EnvironmentSpec(observation, ACTION);
  }

  @Override
  public int actionRepeat() {
    return has(Flaw.ACTION_REPEAT_IS_ZERO) ? 0 : 1;
  }

  @Override
  public TimeStep reset() {
    taken = 0;
    resets++;
    Observation observation = observe();
    if (has(Flaw.RESET_IS_NO_RESTART)) {
      return TimeStep.transition(observation, 0);
    }
    boolean rewarded =
        has(Flaw.RESET_GIVES_A_REWARD) || (has(Flaw.SECOND_RESET_GIVES_A_REWARD) && resets == 2);
    return new TimeStep(true, false, observation, rewarded ? 1 : 0, 1);
  }

  @Override
  public TimeStep step(float[] action) {
    checkOrder();
    checkAction(action);
    taken++;
    double reward = has(Flaw.REWARD_IS_NAN) && taken == 5 ? Double.NaN : random.nextDouble();
    Observation observation = observe();
    if (taken == EPISODE_STEPS && !has(Flaw.NEVER_ENDS)) {
      return TimeStep.termination(observation, reward);
    }
    double pcont = has(Flaw.PCONT_IS_A_DISCOUNT) ? 0.99 : 1;
    return new TimeStep(false, false, observation, reward, pcont);
  }

  private void checkOrder() {
    if (closed && !has(Flaw.STEPS_WHEN_CLOSED)) {
      throw new IllegalStateException("closed");
    }
    boolean tolerated = resets == 0 ? has(Flaw.STEPS_WITHOUT_RESET) : has(Flaw.STEPS_AFTER_THE_END);
    if (taken >= EPISODE_STEPS && !has(Flaw.NEVER_ENDS) && !tolerated) {
      throw new IllegalStateException("reset first");
    }
    if (resets == 0 && has(Flaw.NEVER_ENDS)) {
      throw new IllegalStateException("reset first");
    }
  }

  private void checkAction(float[] action) {
    if (action.length != 2) {
      if (has(Flaw.TAKES_ANY_LENGTH)) {
        return;
      }
      throw new IllegalArgumentException("length");
    }
    for (int i = 0; i < 2; i++) {
      boolean tolerated =
          Float.isNaN(action[i])
              ? has(Flaw.TAKES_NAN)
              : Float.isFinite(action[i]) && has(Flaw.TAKES_ACTIONS_OUT_OF_BOUNDS);
      if (!(Math.abs(action[i]) <= 1) && !tolerated) {
        throw new IllegalArgumentException("bounds");
      }
      if (has(Flaw.CLIPS_THE_CALLERS_ACTION)) {
        action[i] /= 2;
      }
    }
  }

  private Observation observe() {
    SplittableRandom source = has(Flaw.DRAWS_FROM_ELSEWHERE) ? ELSEWHERE : random;
    byte[] pixels = new byte[PIXELS.size()];
    source.nextBytes(pixels);
    float[] position = has(Flaw.WRITES_TO_OLD_OBSERVATIONS) ? shared : new float[2];
    position[0] = (float) source.nextDouble();
    position[1] = disturbed((float) source.nextDouble());
    Map<String, Array> arrays = new HashMap<>();
    arrays.put(Observation.IMAGE, new Array.Uint8(PIXELS.shape(), pixels));
    arrays.put("position", new Array.Float32(new int[] {2}, position));
    disturb(arrays);
    return new Observation(arrays);
  }

  private float disturbed(float value) {
    if (taken != 3) {
      return value;
    }
    return switch (flaw) {
      case OBSERVATION_IS_INFINITE -> Float.POSITIVE_INFINITY;
      case OBSERVATION_LEAVES_ITS_BOUNDS -> 1.5f;
      default -> value;
    };
  }

  private void disturb(Map<String, Array> arrays) {
    switch (flaw) {
      case KEY_IS_MISSING -> arrays.remove("position");
      case KEY_IS_UNKNOWN -> arrays.put("surprise", arrays.get("position"));
      case DTYPE_IS_DOUBLE ->
          arrays.put("position", new Array.Float64(new int[] {2}, new double[2]));
      case SHAPE_IS_LONGER ->
          arrays.put("position", new Array.Float32(new int[] {3}, new float[3]));
      default -> {}
    }
  }

  @Override
  public void close() {
    if (closed && has(Flaw.CLOSES_ONLY_ONCE)) {
      throw new IllegalStateException("closed already");
    }
    closed = true;
  }
}
