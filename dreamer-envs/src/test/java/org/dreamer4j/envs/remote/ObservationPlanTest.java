package org.dreamer4j.envs.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Observation;
import org.dreamer4j.envs.remote.protocol.DataType;
import org.dreamer4j.envs.remote.protocol.StepResponse;
import org.dreamer4j.envs.remote.protocol.Tensor;
import org.dreamer4j.envs.remote.protocol.TensorSpec;
import org.dreamer4j.envs.render.ImageScaler;
import org.junit.jupiter.api.Test;

class ObservationPlanTest {
  private static ObservationPlan plan(TensorSpec... offered) throws RemoteFailure {
    Map<Long, TensorSpec> specs = new HashMap<>();
    specs.put(100L, Messages.spec("reward", DataType.FLOAT));
    for (TensorSpec spec : offered) {
      specs.put((long) specs.size(), spec);
    }
    return new ObservationPlan(specs, 2);
  }

  private static TensorSpec image(String name) {
    return Messages.spec(name, DataType.UINT8, 2, 2, 3);
  }

  @Test
  void onlyImageIsTheImageWhateverItsName() throws RemoteFailure {
    assertEquals(List.of(1L), plan(image("what_it_sees")).requested(false));
  }

  @Test
  void amongSeveralImagesTheNameDecides() throws RemoteFailure {
    assertEquals(List.of(2L), plan(image("pixels"), image("image")).requested(false));
    assertEquals(List.of(2L), plan(image("map"), image("pixels")).requested(false));
    assertEquals(List.of(1L), plan(image("RGB_INTERLEAVED"), image("pixels")).requested(false));
    assertThrows(RemoteFailure.class, () -> plan(image("left"), image("right")));
  }

  @Test
  void namesThatLeadElsewhereOrSpoilALineAreDropped() throws RemoteFailure {
    ObservationPlan plan =
        plan(
            image("image"),
            Messages.spec("../place", DataType.FLOAT, 2),
            Messages.spec("a\\b", DataType.FLOAT, 2),
            Messages.spec("\u001b[31m", DataType.FLOAT, 2),
            Messages.spec("", DataType.FLOAT, 2),
            Messages.spec("x".repeat(101), DataType.FLOAT, 2),
            Messages.spec("/place", DataType.FLOAT, 2),
            Messages.spec("arm/../../place", DataType.FLOAT, 2),
            Messages.spec("arm/place", DataType.FLOAT, 2),
            Messages.spec("the place", DataType.FLOAT, 2));
    assertEquals(List.of("arm/place", "the place", "image"), List.copyOf(plan.specs().keySet()));
    assertEquals(7, plan.dropped().size());
  }

  @Test
  void whatCannotBeKeptIsDropped() throws RemoteFailure {
    ObservationPlan plan =
        plan(
            image("image"),
            image("map"),
            Messages.spec("grid", DataType.FLOAT, 2, 2),
            Messages.spec("open", DataType.STRING, -1),
            Messages.spec("count", DataType.INT32),
            Messages.spec("action", DataType.FLOAT, 2),
            Messages.spec("place", DataType.FLOAT, 2));

    assertEquals(List.of("place", "image"), List.copyOf(plan.specs().keySet()));
    assertEquals(
        List.of(
            "'map' (UINT8 [2, 2, 3])",
            "'grid' (FLOAT [2, 2])",
            "'open' (STRING [-1])",
            "'count' (INT32 [])",
            "'action' (FLOAT [2])"),
        plan.dropped());
    assertEquals(List.of(7L, 1L, 100L), plan.requested(true));
  }

  @Test
  void oneElementStandsForAll() throws RemoteFailure {
    ObservationPlan plan = plan(image("image"), Messages.spec("place", DataType.FLOAT, 3));
    Tensor five = Messages.floats(5).toBuilder().clearShape().addShape(3).build();

    Observation observation =
        plan.observation(
            StepResponse.newBuilder()
                .putObservations(1, Messages.bytes(new byte[] {-6}, 2, 2, 3))
                .putObservations(2, five)
                .build());

    assertArrayEquals(new float[] {5, 5, 5}, observation.get("place").toFloats());
    assertEquals(250, observation.get("image").get(11));
  }

  @Test
  void sizeMayBeLeftToTheCount() throws RemoteFailure {
    ObservationPlan plan = plan(image("image"), Messages.spec("place", DataType.FLOAT, 2));
    StepResponse.Builder response =
        StepResponse.newBuilder()
            .putObservations(1, Messages.bytes(new byte[12], -1, 2, 3))
            .putObservations(2, Messages.floats(1, 2).toBuilder().setShape(0, -1).build());

    assertEquals(2, plan.observation(response.build()).get("place").get(1));
    response.putObservations(2, Messages.floats(1, 2, 3).toBuilder().setShape(0, -1).build());
    assertThrows(RemoteFailure.class, () -> plan.observation(response.build()));
  }

  @Test
  void imagesOfAnotherSizeAreFilteredAsTheReferenceDoes() throws RemoteFailure {
    ObservationPlan plan = plan(Messages.spec("image", DataType.UINT8, 9, 7, 3));
    byte[] pixels = new byte[9 * 7 * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (37 * i);
    }

    Observation observation =
        plan.observation(
            StepResponse.newBuilder().putObservations(1, Messages.bytes(pixels, 9, 7, 3)).build());

    assertArrayEquals(new ImageScaler(9, 7, 3, 2).scale(pixels), observation.image());
  }

  @Test
  void imagesOfEndlessSidesAreRefused() {
    assertEquals(
        "'image' (UINT8 [8193, 1, 3]) is too large, 8192 pixels a side are the most",
        assertThrows(
                RemoteFailure.class, () -> plan(Messages.spec("image", DataType.UINT8, 8193, 1, 3)))
            .getMessage());
  }
}
