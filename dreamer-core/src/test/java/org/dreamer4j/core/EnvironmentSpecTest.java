package org.dreamer4j.core;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentSpecTest {
  private static EnvironmentSpec withAction(Spec action) {
    return new EnvironmentSpec(Map.of(Observation.IMAGE, Spec.Image.RGB64), action);
  }

  @Test
  void specsWithTheSameBoundsAreEqual() {
    EnvironmentSpec spec = withAction(Spec.Box.of(2, -1, 1));

    assertEquals(spec, withAction(Spec.Box.of(2, -1, 1)));
    assertEquals(spec.hashCode(), withAction(Spec.Box.of(2, -1, 1)).hashCode());
    assertNotEquals(spec, withAction(Spec.Box.of(2, -1, 2)));
    assertNotEquals(spec, withAction(Spec.Box.of(2, -2, 1)));
  }

  @Test
  void actionsOnTheBoundsAreTaken() {
    EnvironmentSpec spec = withAction(Spec.Box.of(2, -1, 1));

    assertDoesNotThrow(() -> spec.checkAction(new float[] {-1, 1}));
  }

  @Test
  void finiteActionsOfAnUnboundedSpecAreTaken() {
    EnvironmentSpec spec = withAction(Spec.Box.unbounded(1));

    assertDoesNotThrow(() -> spec.checkAction(new float[] {-1e30f}));
    assertThrows(
        IllegalArgumentException.class,
        () -> spec.checkAction(new float[] {Float.POSITIVE_INFINITY}));
  }

  @Test
  void actionsOfTheWrongLengthAreRefused() {
    EnvironmentSpec spec = withAction(Spec.Box.of(2, -1, 1));

    Exception error =
        assertThrows(IllegalArgumentException.class, () -> spec.checkAction(new float[3]));

    assertEquals("the action has 3 elements, the environment takes 2", error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, -1.001f, 1.001f, Float.NEGATIVE_INFINITY})
  void actionsOutsideTheBoundsAreRefusedNamingTheElement(float value) {
    EnvironmentSpec spec = withAction(Spec.Box.of(2, -1, 1));

    Exception error =
        assertThrows(
            IllegalArgumentException.class, () -> spec.checkAction(new float[] {0, value}));

    assertEquals("action[1] is " + value + ", it must lie in [-1.0, 1.0]", error.getMessage());
  }

  @Test
  void discreteActionsLieBetweenZeroAndOne() {
    EnvironmentSpec spec = withAction(new Spec.Discrete(3));

    assertDoesNotThrow(() -> spec.checkAction(new float[] {0, 1, 0}));
    assertThrows(IllegalArgumentException.class, () -> spec.checkAction(new float[] {0, -0.5f, 0}));
    assertThrows(IllegalArgumentException.class, () -> spec.checkAction(new float[] {0, 2, 0}));
  }
}
