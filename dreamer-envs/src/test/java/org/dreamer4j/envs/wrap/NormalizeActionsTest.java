package org.dreamer4j.envs.wrap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Spec;
import org.dreamer4j.envs.EnvironmentContract;
import org.junit.jupiter.api.Test;

class NormalizeActionsTest implements EnvironmentContract {
  private static final float INFINITE = Float.POSITIVE_INFINITY;
  private static final Spec.Box WIDE =
      new Spec.Box(new float[] {0, -3, -INFINITE, 0}, new float[] {10, -1, INFINITE, INFINITE});

  @Override
  public Environment make(long seed) {
    return new NormalizeActions(new Script(WIDE, 30, 0));
  }

  /** Nothing in the script is random. */
  @Override
  public void anotherSeedGivesOtherSteps() {}

  private static float[] passedOn(Spec.Box bounds, float... action) {
    Script script = new Script(bounds, 10, 0);
    Environment normalized = new NormalizeActions(script);
    normalized.reset();
    normalized.step(action);
    return script.actions.get(0);
  }

  @Test
  void onlyFiniteBoundsBecomeMinusOneAndOne() {
    Spec.Box box = (Spec.Box) make(0).spec().action();

    assertArrayEquals(new float[] {-1, -1, -INFINITE, 0}, box.low());
    assertArrayEquals(new float[] {1, 1, INFINITE, INFINITE}, box.high());
  }

  @Test
  void finiteElementsAreScaledAndOthersPassedOn() {
    assertArrayEquals(new float[] {0, -3, 7, 8}, passedOn(WIDE, -1, -1, 7, 8));
    assertArrayEquals(new float[] {10, -1, -7, 0}, passedOn(WIDE, 1, 1, -7, 0));
    assertArrayEquals(new float[] {7.5f, -2, 0, 1}, passedOn(WIDE, 0.5f, 0, 0, 1));
  }

  @Test
  void boundsAreReachedButNeverLeftByRounding() {
    for (int i = 1; i <= 1000; i++) {
      Spec.Box odd = Spec.Box.of(1, -i / 7f, i / 11f);

      assertEquals(odd.low()[0], passedOn(odd, -1)[0]);
      assertEquals(odd.high()[0], passedOn(odd, 1)[0]);
      assertTrue(passedOn(odd, Math.nextDown(1f))[0] <= odd.high()[0]);
    }
  }

  @Test
  void discreteActionsCannotBeNormalized() {
    Script discrete = new Script(new Spec.Discrete(3), 2, 0);

    assertThrows(IllegalArgumentException.class, () -> new NormalizeActions(discrete));
  }
}
