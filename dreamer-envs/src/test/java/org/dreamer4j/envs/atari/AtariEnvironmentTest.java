package org.dreamer4j.envs.atari;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;
import org.junit.jupiter.api.Test;

/** What is done with frames, on a screen of four pixels that is not resized. */
class AtariEnvironmentTest {
  private static final float[] SECOND = {0, 1, 0};
  private static final int NEVER = 1_000_000;

  private static AtariEnvironment environment(Emulator emulator, int actionRepeat) {
    return environment(emulator, actionRepeat, false);
  }

  private static AtariEnvironment environment(
      Emulator emulator, int actionRepeat, boolean endsWithLife) {
    return new AtariEnvironment(
        emulator,
        new SplittableRandom(0),
        new AtariEnvironment.Settings(actionRepeat, 2, 0, endsWithLife, NEVER));
  }

  private static void assertShows(TimeStep step, int... pixels) {
    byte[] expected = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      expected[i] = (byte) pixels[i];
    }
    assertArrayEquals(expected, step.observation().image());
  }

  @Test
  void aResetShowsTheFrameAfterOneIdleOne() {
    ScriptedEmulator emulator = ScriptedEmulator.overAt(NEVER);
    try (AtariEnvironment environment = environment(emulator, 4)) {
      assertShows(environment.reset(), 0, 1, 0, 0);
      assertEquals(List.of(0), emulator.acted);
      environment.step(SECOND);
      assertShows(environment.reset(), 0, 1, 0, 0);
    }
  }

  @Test
  void anActionIsHeldAndTheLastTwoFramesAreShownWhereBrightest() {
    ScriptedEmulator emulator = ScriptedEmulator.overAt(NEVER);
    try (AtariEnvironment environment = environment(emulator, 4)) {
      environment.reset();
      TimeStep step = environment.step(SECOND);

      assertEquals(List.of(0, 1, 1, 1, 1), emulator.acted);
      assertShows(step, 4, 5, 0, 0);
      assertEquals(4 * 7, step.reward());
      assertShows(environment.step(SECOND), 8, 9, 0, 0);
      assertEquals(4, environment.actionRepeat());
    }
  }

  @Test
  void anEndWithinTheActionShowsTheObservationBefore() {
    try (AtariEnvironment environment = environment(ScriptedEmulator.overAt(7), 4)) {
      environment.reset();
      assertShows(environment.step(SECOND), 4, 5, 0, 0);
      TimeStep end = environment.step(SECOND);

      assertShows(end, 4, 5, 0, 0);
      assertTrue(end.last());
      assertEquals(0, end.pcont());
      assertEquals(2 * 7, end.reward());
      assertThrows(IllegalStateException.class, () -> environment.step(SECOND));
    }
  }

  @Test
  void anEndAtTheLastFrameShowsTheFrameBeforeAndTheLastOneOfTheActionBefore() {
    try (AtariEnvironment environment = environment(ScriptedEmulator.overAt(9), 4)) {
      environment.reset();
      environment.step(SECOND);

      assertShows(environment.step(SECOND), 8, 5, 0, 0);
    }
  }

  @Test
  void anActionOfOneFrameShowsThatFrame() {
    try (AtariEnvironment environment = environment(ScriptedEmulator.overAt(NEVER), 1)) {
      environment.reset();
      assertShows(environment.step(SECOND), 0, 0, 2, 0);
      assertShows(environment.step(SECOND), 0, 0, 0, 3);
    }
  }

  @Test
  void anActionOfTwoFramesShowsBoth() {
    try (AtariEnvironment environment = environment(ScriptedEmulator.overAt(NEVER), 2)) {
      environment.reset();
      assertShows(environment.step(SECOND), 0, 0, 2, 3);
      assertShows(environment.step(SECOND), 4, 5, 0, 0);
    }
  }

  @Test
  void aLostLifeEndsAnEpisodeAtItsFrameIfAskedTo() {
    ScriptedEmulator emulator = new ScriptedEmulator(NEVER, frame -> frame < 8 ? 3 : 2);
    try (AtariEnvironment environment = environment(emulator, 4, true)) {
      environment.reset();
      assertFalse(environment.step(SECOND).last());
      assertEquals(3, environment.lives());
      TimeStep end = environment.step(SECOND);

      assertTrue(end.last());
      assertEquals(0, end.pcont());
      assertEquals(3 * 7, end.reward());
      assertEquals(2, environment.lives());
      environment.reset();
      assertEquals(3, environment.lives());
      assertEquals(2, emulator.resets);
    }
  }

  @Test
  void aLostLifeIsNoEndOtherwise() {
    ScriptedEmulator emulator = new ScriptedEmulator(NEVER, frame -> frame < 8 ? 3 : 2);
    try (AtariEnvironment environment = environment(emulator, 4, false)) {
      environment.reset();
      environment.step(SECOND);
      assertFalse(environment.step(SECOND).last());
      assertEquals(2, environment.lives());
    }
  }

  @Test
  void theTimeLimitIsNoTermination() {
    AtariEnvironment.Settings settings = new AtariEnvironment.Settings(4, 2, 0, false, 8);
    try (AtariEnvironment environment =
            new AtariEnvironment(
                ScriptedEmulator.overAt(NEVER), new SplittableRandom(0), settings);
        AtariEnvironment over =
            new AtariEnvironment(ScriptedEmulator.overAt(9), new SplittableRandom(0), settings)) {
      environment.reset();
      over.reset();
      assertFalse(environment.step(SECOND).last());
      assertFalse(over.step(SECOND).last());
      TimeStep end = environment.step(SECOND);

      assertTrue(end.last());
      assertEquals(1, end.pcont());
      assertShows(end, 8, 9, 0, 0);
      assertEquals(0, over.step(SECOND).pcont(), "over at the limit's frame");
    }
  }

  @Test
  void idleFramesAtTheStartAreFewerThanTheNumberGiven() {
    ScriptedEmulator emulator = ScriptedEmulator.overAt(NEVER);
    TreeSet<Integer> seen = new TreeSet<>();
    try (AtariEnvironment environment =
        new AtariEnvironment(
            emulator,
            new SplittableRandom(1),
            new AtariEnvironment.Settings(4, 2, 30, false, NEVER))) {
      for (int i = 0; i < 500; i++) {
        environment.reset();
        seen.add(emulator.frame);
      }
    }
    assertEquals(29, seen.size());
    assertEquals(1, seen.first());
    assertEquals(29, seen.last());
  }

  @Test
  void aGameThatEndsWhileIdleStartsAgain() {
    ScriptedEmulator emulator = ScriptedEmulator.overAt(1);
    try (AtariEnvironment environment = environment(emulator, 4)) {
      assertFalse(environment.reset().last());
      assertEquals(2, emulator.resets);
    }
  }

  @Test
  void theSpecIsOfTheGameAndTheImageSize() {
    try (AtariEnvironment environment = environment(ScriptedEmulator.overAt(NEVER), 4)) {
      assertEquals(new Spec.Discrete(3), environment.spec().action());
      assertEquals(new Spec.Image(2, 2, 1), environment.spec().observation().get("image"));
    }
  }

  @Test
  void closingClosesTheEmulator() {
    ScriptedEmulator emulator = ScriptedEmulator.overAt(NEVER);
    AtariEnvironment environment = environment(emulator, 4);
    environment.reset();
    environment.close();
    environment.close();

    assertTrue(emulator.closed);
    assertThrows(IllegalStateException.class, environment::reset);
    assertThrows(IllegalStateException.class, () -> environment.step(SECOND));
  }
}
