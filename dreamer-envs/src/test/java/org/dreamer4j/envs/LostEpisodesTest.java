package org.dreamer4j.envs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentLostException;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.RandomPolicy;
import org.dreamer4j.core.TimeStep;
import org.junit.jupiter.api.Test;

/** A lost episode is dropped, and what was to be collected is collected. */
class LostEpisodesTest {
  private static final int STEPS = 4;
  private static final EnvironmentSpec SPEC = new DummyEnvironment(0).spec();

  /** Loses its episodes in their second step, some of them. */
  private static final class Lossy implements Environment {
    private final Environment inner = new DummyEnvironment(0, STEPS);
    private final IntPredicate isLost;
    private int episodes;
    private int steps;

    Lossy(IntPredicate isLost) {
      this.isLost = isLost;
    }

    @Override
    public EnvironmentSpec spec() {
      return inner.spec();
    }

    @Override
    public TimeStep reset() {
      episodes++;
      steps = 0;
      if (episodes == 99) {
        throw new EnvironmentLostException("gone for good");
      }
      return inner.reset();
    }

    @Override
    public TimeStep step(float[] action) {
      steps++;
      if (steps == 2 && isLost.test(episodes)) {
        throw new EnvironmentLostException("burst in episode " + episodes);
      }
      return inner.step(action);
    }
  }

  private final List<Episode> kept = new ArrayList<>();
  private final List<Boolean> heard = new ArrayList<>();

  private List<Episode> collect(int size, IntPredicate isLost, int episodes) throws IOException {
    List<Supplier<Environment>> makers =
        IntStream.range(0, size)
            .<Supplier<Environment>>mapToObj(
                i -> () -> i == 0 ? new Lossy(isLost) : new DummyEnvironment(i, STEPS))
            .toList();
    try (VectorEnvironment environments = new VectorEnvironment(makers)) {
      EnvironmentCollector collector =
          new EnvironmentCollector(
              environments, kept::add, (index, action, step) -> heard.add(step.first()));
      return collector.collect(new RandomPolicy(SPEC.action(), 0), episodes, 0);
    }
  }

  @Test
  void lostEpisodeIsMadeUpFor() throws IOException {
    List<Episode> episodes = collect(1, episode -> episode == 2, 3);

    assertEquals(kept, episodes);
    assertEquals(List.of(STEPS, STEPS, STEPS), kept.stream().map(Episode::agentSteps).toList());
    assertEquals(4, heard.stream().filter(first -> first).count());
  }

  @Test
  void lossInOneEnvironmentLeavesEpisodesOfTheOthersWhole() throws IOException {
    List<Episode> episodes = collect(3, episode -> episode % 2 == 1, 9);

    assertTrue(episodes.size() >= 9);
    for (Episode episode : episodes) {
      assertEquals(STEPS, episode.agentSteps());
    }
  }

  @Test
  void lossesWithoutEndEndTheCollecting() {
    EnvironmentLostException end =
        assertThrows(EnvironmentLostException.class, () -> collect(1, episode -> true, 1));

    assertEquals(
        "10 episodes in a row were lost, the last one so: environment 0: burst in episode 10",
        end.getMessage());
    assertEquals(List.of(), kept);
  }

  @Test
  void lossesAreBorneAsLongAsEpisodesEndInBetween() throws IOException {
    assertEquals(3, collect(1, episode -> episode % 10 != 0, 3).size());
  }

  @Test
  void resetThatGivesUpEndsTheCollecting() {
    EnvironmentLostException end =
        assertThrows(
            EnvironmentLostException.class, () -> collect(1, episode -> episode % 7 == 1, 99));

    assertEquals("environment 0: gone for good", end.getMessage());
    assertEquals(84, kept.size());
  }

  @Test
  void driverRunsAnotherEpisodeForALostOne() {
    Driver driver = new Driver(new Lossy(episode -> episode == 1));

    assertEquals(STEPS, driver.runEpisode(new RandomPolicy(SPEC.action(), 0)).agentSteps());
  }

  @Test
  void driverEndsAfterLossesWithoutEnd() {
    Driver driver = new Driver(new Lossy(episode -> true));

    assertThrows(
        EnvironmentLostException.class,
        () -> driver.runEpisode(new RandomPolicy(SPEC.action(), 0)));
  }

  @Test
  void steppingAllTellsWhichEnvironmentLostItsEpisode() {
    List<Supplier<Environment>> makers =
        List.of(() -> new DummyEnvironment(0, STEPS), () -> new Lossy(episode -> true));
    try (VectorEnvironment environments = new VectorEnvironment(makers)) {
      environments.reset(0);
      environments.reset(1);
      environments.step(new float[2][5]);

      EnvironmentLostException loss =
          assertThrows(EnvironmentLostException.class, () -> environments.step(new float[2][5]));
      assertEquals("environment 1: burst in episode 1", loss.getMessage());
    }
  }
}
