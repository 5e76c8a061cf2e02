package org.dreamer4j.envs.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.envs.remote.protocol.ActionObservationSpecs;
import org.dreamer4j.envs.remote.protocol.DataType;
import org.dreamer4j.envs.remote.protocol.Tensor;
import org.dreamer4j.envs.remote.protocol.TensorSpec;
import org.junit.jupiter.api.Test;

class LabActionsTest {
  /** In the order in which the lab takes them. */
  static final List<String> NAMES =
      List.of(
          "LOOK_LEFT_RIGHT_PIXELS_PER_FRAME",
          "LOOK_DOWN_UP_PIXELS_PER_FRAME",
          "STRAFE_LEFT_RIGHT",
          "MOVE_BACK_FORWARD",
          "FIRE",
          "JUMP",
          "CROUCH");

  static Map<Long, TensorSpec> actions() {
    Map<Long, TensorSpec> actions = new HashMap<>();
    for (String name : NAMES) {
      actions.put((long) NAMES.indexOf(name), Messages.spec(name, DataType.INT32));
    }
    return actions;
  }

  private static int[] sent(Map<Long, Tensor> tensors) {
    return NAMES.stream()
        .mapToInt(name -> tensors.get((long) NAMES.indexOf(name)).getInt32S().getArray(0))
        .toArray();
  }

  @Test
  void nineChoicesSetTheLabsSevenActions() throws RemoteFailure {
    int[][] expected = {
      {0, 0, 0, 1, 0, 0, 0},
      {0, 0, 0, -1, 0, 0, 0},
      {0, 0, -1, 0, 0, 0, 0},
      {0, 0, 1, 0, 0, 0, 0},
      {-20, 0, 0, 0, 0, 0, 0},
      {20, 0, 0, 0, 0, 0, 0},
      {-20, 0, 0, 1, 0, 0, 0},
      {20, 0, 0, 1, 0, 0, 0},
      {0, 0, 0, 0, 1, 0, 0}
    };
    ActionPlan plan = ActionPlan.of(actions());

    assertEquals(new Spec.Discrete(9), plan.spec());
    for (int choice = 0; choice < expected.length; choice++) {
      float[] oneHot = new float[9];
      oneHot[choice] = 1;
      assertArrayEquals(expected[choice], sent(plan.tensors(oneHot)));
    }
  }

  @Test
  void worldWithoutOneOfTheUsedActionsIsNoLab() {
    Map<Long, TensorSpec> actions = actions();
    actions.remove(3L);

    assertThrows(RemoteFailure.class, () -> ActionPlan.of(actions));
  }

  @Test
  void actionsThatAreNoIntegersAreRefused() {
    Map<Long, TensorSpec> actions = actions();
    actions.put(4L, Messages.spec("FIRE", DataType.BOOL));

    assertEquals(
        "'FIRE' (BOOL []) must be a single integer, as in DeepMind Lab",
        assertThrows(RemoteFailure.class, () -> ActionPlan.of(actions)).getMessage());
  }

  @Test
  void nothingIsSeenAfterTheEnd() throws RemoteFailure {
    WorldSpec lab =
        WorldSpec.of(
            ActionObservationSpecs.newBuilder()
                .putAllActions(actions())
                .putObservations(1, Messages.spec("reward", DataType.DOUBLE))
                .putObservations(2, Messages.spec("RGB_INTERLEAVED", DataType.UINT8, 2, 2, 3))
                .build(),
            2);
    byte[] pixels = {9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9};

    Observation ended = lab.ended(Observation.ofImage(new Spec.Image(2, 2, 3), pixels));

    Array.Uint8 image = assertInstanceOf(Array.Uint8.class, ended.get(Observation.IMAGE));
    assertEquals(12, image.size());
    for (int i = 0; i < 12; i++) {
      assertEquals(0, image.get(i));
      assertEquals(9, pixels[i]);
    }
  }
}
