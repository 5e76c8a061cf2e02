package org.dreamer4j.envs.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.DummyEnvironment;
import org.dreamer4j.envs.EnvironmentContract;
import org.junit.jupiter.api.Test;

class MinimumDurationTest implements EnvironmentContract {
  @Override
  public Environment make(long seed) {
    return new MinimumDuration(new DummyEnvironment(seed, 5), 20);
  }

  private static List<TimeStep> episode(Environment environment) {
    List<TimeStep> steps = new ArrayList<>(List.of(environment.reset()));
    while (!steps.get(steps.size() - 1).last()) {
      steps.add(environment.step(new float[1]));
    }
    return steps;
  }

  @Test
  void earlyEndIsPutOffWithoutReward() {
    List<TimeStep> steps = episode(new MinimumDuration(Script.of(2, 0), 4));

    assertEquals(List.of(0., 1., 10., 0., 0.), steps.stream().map(TimeStep::reward).toList());
    assertEquals(List.of(1., 1., 1., 1., 0.), steps.stream().map(TimeStep::pcont).toList());
    assertEquals(
        List.of(0., 1., 2., 2., 2.),
        steps.stream().map(step -> step.observation().get("time").get(0)).toList());
  }

  @Test
  void timeLimitStaysATimeLimit() {
    List<TimeStep> steps = episode(new MinimumDuration(Script.of(2, 1), 4));

    assertEquals(5, steps.size());
    assertEquals(1, steps.get(4).pcont());
  }

  @Test
  void longEnoughEpisodesAreLeftAlone() {
    assertEquals(5, episode(new MinimumDuration(Script.of(4, 0), 4)).size());
    assertEquals(6, episode(new MinimumDuration(Script.of(5, 0), 4)).size());
  }

  @Test
  void everyEpisodeIsStretched() {
    Environment stretched = new MinimumDuration(Script.of(2, 0), 4);
    episode(stretched);

    assertEquals(5, episode(stretched).size());
  }

  @Test
  void badActionsAndStepsOnceClosedAreRefusedWhileTheEndIsPutOff() {
    Environment stretched = make(0);
    stretched.reset();
    for (int t = 0; t < 10; t++) {
      assertFalse(stretched.step(new float[5]).last());
    }

    assertThrows(IllegalArgumentException.class, () -> stretched.step(new float[4]));
    stretched.close();
    assertThrows(IllegalStateException.class, () -> stretched.step(new float[5]));
  }

  @Test
  void aMaximumAroundItStillHolds() {
    List<TimeStep> steps =
        episode(new MaximumDuration(new MinimumDuration(Script.of(2, 0), 10), 4));

    assertEquals(5, steps.size());
    assertTrue(steps.get(4).last());
  }

  @Test
  void lengthBelowOneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new MinimumDuration(Script.of(2, 1), 0));
  }
}
