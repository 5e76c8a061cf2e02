package org.dreamer4j.envs.wrap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Spec;
import org.dreamer4j.envs.DummyEnvironment;
import org.dreamer4j.envs.EnvironmentContract;
import org.junit.jupiter.api.Test;

class PadActionsTest implements EnvironmentContract {
  private static final Spec.Box NARROW = Spec.Box.of(5, -1, 1);
  private static final Spec.Box LONG = Spec.Box.of(7, 0, 2);

  @Override
  public Environment make(long seed) {
    return new PadActions(new DummyEnvironment(seed, 30), List.of(NARROW, LONG));
  }

  @Test
  void specIsAsLongAsTheLongestWithTheWidestBounds() {
    assertEquals(
        new Spec.Box(new float[] {-1, -1, -1, -1, -1, 0, 0}, new float[] {2, 2, 2, 2, 2, 2, 2}),
        make(0).spec().action());
  }

  @Test
  void environmentGetsTheFirstElementsWithinItsOwnBounds() {
    Script script = new Script(Spec.Box.of(2, -1, 1), 3, 0);
    Environment padded = new PadActions(script, List.of(script.spec().action(), LONG));
    padded.reset();

    padded.step(new float[] {-0.5f, 2, 1, 1, 1, 1, 1});

    assertArrayEquals(new float[] {-0.5f, 1}, script.actions.get(0));
  }

  private static float[] choice(int chosen, int choices, int own) {
    Script script = new Script(new Spec.Discrete(own), 3, 0);
    Environment padded =
        new PadActions(script, List.of(new Spec.Discrete(choices), new Spec.Discrete(own)));
    assertEquals(new Spec.Discrete(choices), padded.spec().action());
    padded.reset();
    float[] action = new float[choices];
    action[chosen] = 1;
    padded.step(action);
    return script.actions.get(0);
  }

  @Test
  void aChoiceThatTheEnvironmentHasReachesIt() {
    assertArrayEquals(new float[] {0, 1}, choice(1, 4, 2));
    assertArrayEquals(new float[] {0, 0, 0, 1}, choice(3, 4, 4));
  }

  @Test
  void aChoiceThatTheEnvironmentDoesNotHaveIsItsFirst() {
    assertArrayEquals(new float[] {1, 0}, choice(2, 4, 2));
    assertArrayEquals(new float[] {1, 0}, choice(3, 4, 2));
  }

  @Test
  void specsThatDoNotFitAreRefused() {
    Environment dummy = new DummyEnvironment(0);

    assertThrows(IllegalArgumentException.class, () -> new PadActions(dummy, List.of(LONG)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PadActions(dummy, List.of(NARROW, new Spec.Discrete(3))));
  }
}
