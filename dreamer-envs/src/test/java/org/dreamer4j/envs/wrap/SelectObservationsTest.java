package org.dreamer4j.envs.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.envs.DummyEnvironment;
import org.dreamer4j.envs.EnvironmentContract;
import org.junit.jupiter.api.Test;

class SelectObservationsTest implements EnvironmentContract {
  @Override
  public Environment make(long seed) {
    return new SelectObservations(
        new NoRewardHint(new DummyEnvironment(seed, 30)), Observation.IMAGE);
  }

  @Test
  void onlyTheChosenKeysAreShown() {
    Environment selected = new SelectObservations(Script.of(3, 0), "pair");

    assertEquals(Set.of("pair"), selected.spec().observation().keySet());
    assertEquals(Spec.Box.unbounded(2), selected.spec().observation().get("pair"));
    assertEquals(Set.of("pair"), selected.reset().observation().arrays().keySet());
    assertEquals(-1, selected.step(new float[1]).observation().get("pair").get(1));
  }

  @Test
  void unknownKeysAreRefusedNamingTheKnownOnes() {
    Exception error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new SelectObservations(Script.of(3, 0), "time", "speed"));

    assertEquals("no observation 'speed' among [time, pair]", error.getMessage());
  }
}
