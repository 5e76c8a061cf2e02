package org.dreamer4j.envs.wrap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Spec;
import org.dreamer4j.envs.EnvironmentContract;
import org.junit.jupiter.api.Test;

class OneHotActionTest implements EnvironmentContract {
  private final Script script = new Script(new Spec.Discrete(3), 30, 0);

  @Override
  public Environment make(long seed) {
    return new OneHotAction(new Script(new Spec.Discrete(3), 30, 0), true);
  }

  /** Nothing in the script is random. */
  @Override
  public void anotherSeedGivesOtherSteps() {}

  private float[] passedOn(boolean strict, float... action) {
    Environment oneHot = new OneHotAction(script, strict);
    oneHot.reset();
    oneHot.step(action);
    return script.actions.get(script.actions.size() - 1);
  }

  @Test
  void largestElementIsChosenAndTheFirstOfEqualOnes() {
    assertArrayEquals(new float[] {0, 0, 1}, passedOn(false, 0.1f, 0.2f, 0.3f));
    assertArrayEquals(new float[] {0, 1, 0}, passedOn(false, 0.1f, 0.4f, 0.4f));
    assertArrayEquals(new float[] {1, 0, 0}, passedOn(false, 0, 0, 0));
  }

  @Test
  void strictTakesOnlyOneHotVectors() {
    assertArrayEquals(new float[] {0, 1, 0}, passedOn(true, 0, 1, 0));
    Exception error =
        assertThrows(IllegalArgumentException.class, () -> passedOn(true, 0, 0.9f, 0));
    assertEquals("the action is not one-hot: action[1] is 0.9", error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> passedOn(true, 1, 1, 0));
  }

  @Test
  void actionsStayDiscreteToTheOutside() {
    assertEquals(new Spec.Discrete(3), make(0).spec().action());
  }

  @Test
  void continuousActionsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new OneHotAction(Script.of(2, 0), false));
  }
}
