package org.dreamer4j.envs.wrap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.envs.DummyEnvironment;
import org.dreamer4j.envs.EnvironmentContract;
import org.junit.jupiter.api.Test;

class ConcatObservationTest implements EnvironmentContract {
  @Override
  public Environment make(long seed) {
    return new ConcatObservation(Script.of(30, 0), "state", "pair", "time");
  }

  /** Nothing in the script is random. */
  @Override
  public void anotherSeedGivesOtherSteps() {}

  @Test
  void vectorsFollowEachOtherInTheOrderAskedFor() {
    Environment concatenated = make(0);
    concatenated.reset();
    concatenated.step(new float[1]);

    Observation observation = concatenated.step(new float[1]).observation();

    assertEquals(1, observation.arrays().size());
    assertArrayEquals(new float[] {2, -2, 2}, observation.get("state").toFloats());
  }

  @Test
  void boundsFollowEachOtherToo() {
    float infinite = Float.POSITIVE_INFINITY;

    assertEquals(
        Map.of(
            "state",
            new Spec.Box(
                new float[] {-infinite, -infinite, 0}, new float[] {infinite, infinite, 100})),
        make(0).spec().observation());
  }

  @Test
  void imagesAndUnknownKeysAreRefused() {
    Environment dummy = new DummyEnvironment(0);

    assertThrows(
        IllegalArgumentException.class,
        () -> new ConcatObservation(dummy, "state", Observation.IMAGE));
    assertThrows(
        IllegalArgumentException.class, () -> new ConcatObservation(dummy, "state", "speed"));
  }
}
