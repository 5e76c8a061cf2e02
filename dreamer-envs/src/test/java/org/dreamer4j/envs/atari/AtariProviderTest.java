package org.dreamer4j.envs.atari;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.Driver;
import org.dreamer4j.envs.EnvironmentContract;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.Registry;
import org.dreamer4j.envs.SimulatorOptions;
import org.dreamer4j.envs.SimulatorOptions.AtariOptions;
import org.dreamer4j.envs.TaskInfo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code atari_breakout} as the registry makes it, with the cartridge of catch.asm. */
class AtariProviderTest implements EnvironmentContract {
  private static final String TASK = "atari_breakout";
  private static final float[] IDLE = {1, 0, 0, 0};

  /** Nothing random but what a test asks for. */
  private static final SimulatorOptions PLAIN = RealAle.simulators(1, false, false);

  @BeforeAll
  static void requireAle() {
    RealAle.require();
  }

  @Override
  public Environment make(long seed) {
    return make(options(seed, RealAle.simulators(30, true, false)));
  }

  /** Whole games: the random one ends after some hundred steps. */
  @Override
  public int comparedAgentSteps() {
    return 200;
  }

  private static Environment make(EnvironmentOptions options) {
    return Registry.load(options.simulators()).make(TASK, options);
  }

  private static EnvironmentOptions options(long seed, SimulatorOptions simulators) {
    return new EnvironmentOptions(seed, 0, 0, 0, simulators);
  }

  private static Episode idleEpisode(EnvironmentOptions options) {
    return new Driver(make(options)).runEpisode(new IdlePolicy());
  }

  /** Never touches the joystick. */
  private static final class IdlePolicy implements Policy<Integer> {
    @Override
    public Integer initialState() {
      return 0;
    }

    @Override
    public Decision<Integer> act(Integer state, Observation observation) {
      return new Decision<>(IDLE.clone(), state);
    }
  }

  @Test
  void aWholeGameIsRewardedAndEndsAsATermination() {
    Episode episode = idleEpisode(options(1, PLAIN));
    int last = episode.length() - 1;

    assertEquals(2, episode.episodeReturn());
    assertEquals(0, episode.get(Episode.PCONT).get(last));
    assertEquals(1, episode.get(Episode.PCONT).get(last - 1));
    assertTrue(episode.agentSteps() > 130 && episode.agentSteps() <= 151, episode::toString);
  }

  @Test
  void aLostLifeEndsEpisodesOfTrainingIfAskedTo() {
    EnvironmentOptions options = options(1, PLAIN);
    Episode ended = idleEpisode(options.forTraining(true));
    EnvironmentOptions test =
        new EnvironmentOptions(1, 0, 0, 0, EnvironmentOptions.Mode.TEST, true, PLAIN);

    assertEquals(1, ended.episodeReturn(), "the first ball is caught, the second one missed");
    assertEquals(0, ended.get(Episode.PCONT).get(ended.length() - 1));
    assertTrue(ended.agentSteps() < 45, ended::toString);
    assertTrue(idleEpisode(options.forTraining(false)).agentSteps() > 130);
    assertTrue(idleEpisode(test).agentSteps() > 130);
  }

  @Test
  void theLongestEpisodeEndsByTimeAlone() {
    Episode episode = idleEpisode(new EnvironmentOptions(1, 0, 0, 20, PLAIN));

    assertEquals(20, episode.agentSteps());
    assertEquals(1, episode.get(Episode.PCONT).get(20));
  }

  @Test
  void everyObservationShowsTheBallThoughOnlyEveryOtherFrameDoes() {
    try (Environment game = make(options(1, PLAIN))) {
      game.reset();
      for (int t = 0; t < 20; t++) {
        assertTrue(showsABall(game.step(IDLE)), "no ball at step " + t);
      }
    }
    try (Environment frames = make(new EnvironmentOptions(1, 1, 0, 0, PLAIN))) {
      boolean visible = showsABall(frames.reset());
      for (int t = 0; t < 20; t++) {
        boolean now = showsABall(frames.step(IDLE));
        assertEquals(!visible, now, "ball at frame " + t);
        visible = now;
      }
    }
  }

  /** The background has little red, and the paddle, which is white, has more blue. */
  private static boolean showsABall(TimeStep step) {
    byte[] pixels = step.observation().image();
    for (int i = 0; i < pixels.length; i += 3) {
      if ((pixels[i] & 0xFF) > 100 && (pixels[i + 2] & 0xFF) < 190) {
        return true;
      }
    }
    return false;
  }

  @Test
  void gamesDifferByTheirStartsAndStickyActionsOnly() {
    assertSameGame(true, options(1, PLAIN), options(2, PLAIN));
    SimulatorOptions sticky = RealAle.simulators(1, true, false);
    SimulatorOptions idling = RealAle.simulators(30, false, false);
    assertSameGame(false, options(1, sticky), options(2, sticky));
    assertSameGame(false, options(1, idling), options(2, idling));
    assertSameGame(true, options(3, sticky), options(3, sticky));
    assertSameGame(true, options(3, idling), options(3, idling));
  }

  private static void assertSameGame(boolean same, EnvironmentOptions a, EnvironmentOptions b) {
    try (Environment first = make(a);
        Environment second = make(b)) {
      boolean equal =
          Arrays.equals(first.reset().observation().image(), second.reset().observation().image());
      for (int t = 0; t < 30; t++) {
        float[] action = {0, 0, t % 3 == 0 ? 1 : 0, t % 3 == 0 ? 0 : 1};
        equal &=
            Arrays.equals(
                first.step(action).observation().image(),
                second.step(action).observation().image());
      }
      assertEquals(same, equal);
    }
  }

  @Test
  void greyPicturesHaveOneChannelAndTheSizeAskedFor() {
    SimulatorOptions grey = RealAle.simulators(1, false, true);
    SimulatorOptions small =
        new SimulatorOptions(32, grey.camera(), true, grey.mujoco(), grey.atari(), grey.remote());
    try (Environment game = make(options(1, small))) {
      assertEquals(new Spec.Image(32, 32, 1), game.spec().observation().get(Observation.IMAGE));
      assertEquals(32 * 32, game.reset().observation().image().length);
    }
  }

  @Test
  void actionsAreTakenForTheirLargestElement() {
    try (Environment soft = make(options(1, PLAIN));
        Environment hard = make(options(1, PLAIN))) {
      soft.reset();
      hard.reset();
      assertArrayEquals(
          hard.step(new float[] {0, 0, 1, 0}).observation().image(),
          soft.step(new float[] {0.2f, 0.1f, 0.4f, 0.3f}).observation().image());
      assertEquals(new Spec.Discrete(4), soft.spec().action());
      assertEquals(4, soft.actionRepeat());
    }
  }

  @Test
  void theActionRepeatOfTheOptionsCounts() {
    try (Environment game = make(new EnvironmentOptions(1, 8, 0, 0, PLAIN))) {
      assertEquals(8, game.actionRepeat());
    }
  }

  @Test
  void everyGameSaysWhetherItCanRun() {
    List<TaskInfo> tasks = new AtariProvider(Map.of()).tasks(PLAIN);

    assertEquals(57, tasks.size());
    assertEquals(
        List.of(TASK), tasks.stream().filter(TaskInfo::isAvailable).map(TaskInfo::name).toList());
    String missing = tasks.get(0).unavailable();
    assertTrue(missing.contains(RealAle.cartridge() + " (rom_dir) has no ROM of it"), missing);
    assertEquals(56, tasks.stream().filter(task -> task.unavailable().equals(missing)).count());
  }

  @Test
  void withoutRomsNoGameCanRun() {
    List<TaskInfo> tasks = new AtariProvider(Map.of()).tasks(SimulatorOptions.DEFAULT);

    assertFalse(tasks.stream().anyMatch(TaskInfo::isAvailable));
    assertTrue(tasks.stream().allMatch(task -> task.unavailable().startsWith("needs its ROM: ")));
  }

  @Test
  void whatCannotBePlayedIsRefusedInOneLine() {
    AtariProvider provider = new AtariProvider(Map.of());
    SimulatorOptions nowhere =
        SimulatorOptions.DEFAULT.with(
            new AtariOptions(Optional.of(Path.of("no", "roms")), 30, true, false));

    for (String task : List.of("catch", "atari_pong", TASK)) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class, () -> provider.make(task, options(1, nowhere)));
      assertFalse(e.getMessage().contains("\n"), e.getMessage());
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> Registry.load(PLAIN).make("atari_pong", options(1, PLAIN)));
  }

  @Test
  void danijarsSpellingIsUnderstood() {
    assertEquals("atari_mspacman", Registry.load(PLAIN).task("atari_ms_pacman").name());
  }
}
