package org.dreamer4j.envs.arcade;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.Driver;
import org.dreamer4j.envs.EnvironmentContract;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.Registry;
import org.dreamer4j.envs.SimulatorOptions;
import org.junit.jupiter.api.Test;

/** {@code catch} as the registry makes it. */
class ArcadeProviderTest implements EnvironmentContract {
  private static final EnvironmentOptions PLAIN = EnvironmentOptions.seeded(3);

  @Override
  public Environment make(long seed) {
    return Registry.load().make("catch", EnvironmentOptions.seeded(seed));
  }

  private static Episode episode(EnvironmentOptions options) {
    Environment environment = Registry.load().make("catch", options);
    return new Driver(environment).runEpisode(CatchPolicies.of(CatchPolicies.STAY, 0));
  }

  @Test
  void theRegistryKnowsIt() {
    assertTrue(Registry.load().task("catch").isAvailable());
    assertThrows(IllegalArgumentException.class, () -> new ArcadeProvider().make("pitch", PLAIN));
  }

  @Test
  void anyVectorIsTakenForItsLargestElement() {
    try (Environment soft = make(1);
        Environment hard = make(1)) {
      soft.reset();
      hard.reset();
      for (float[] action : new float[][] {{0.5f, 0.4f, 0.3f}, {0.1f, 0.1f, 0.9f}, {0, 0, 0}}) {
        float[] oneHot = new float[3];
        oneHot[action[2] > 0.5f ? 2 : 0] = 1;
        TimeStep expected = hard.step(oneHot);
        assertArrayEquals(expected.observation().image(), soft.step(action).observation().image());
      }
    }
  }

  @Test
  void aLostLifeEndsEpisodesOfTrainingIfAskedTo() {
    EnvironmentOptions ending = PLAIN.forTraining(true);

    assertEquals(8, episode(ending).agentSteps());
    assertEquals(0, episode(ending).get(Episode.PCONT).get(8));
    assertEquals(26, episode(PLAIN.forTraining(false)).agentSteps());
    EnvironmentOptions test =
        new EnvironmentOptions(
            3, 0, 0, 0, EnvironmentOptions.Mode.TEST, true, SimulatorOptions.DEFAULT);
    assertEquals(26, episode(test).agentSteps());
  }

  @Test
  void repeatedActionsStopAtTheEndOfALife() {
    EnvironmentOptions repeating = new EnvironmentOptions(3, 5, 0, 0).forTraining(true);
    Environment environment = Registry.load().make("catch", repeating);

    assertEquals(5, environment.actionRepeat());
    assertEquals(2, episode(repeating).agentSteps());
    environment.reset();
    environment.step(CatchPolicies.action(0));
    TimeStep end = environment.step(CatchPolicies.action(0));
    assertTrue(end.last());
    assertEquals(1, end.observation().get("ball").get(1), "stopped where the ball landed");
  }

  @Test
  void shortEpisodesAreStretchedAndStillTerminate() {
    Episode episode = episode(new EnvironmentOptions(3, 0, 50, 0).forTraining(true));

    assertEquals(50, episode.agentSteps());
    assertEquals(0, episode.get(Episode.PCONT).get(50));
    assertEquals(1, episode.get(Episode.PCONT).get(49));
  }
}
