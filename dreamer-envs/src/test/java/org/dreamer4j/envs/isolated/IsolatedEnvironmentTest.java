package org.dreamer4j.envs.isolated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentLostException;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.DummyEnvironment;
import org.dreamer4j.envs.EnvironmentContract;
import org.dreamer4j.envs.EnvironmentOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsolatedEnvironmentTest implements EnvironmentContract {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final float[] ACTION = {0, 0.5f, -0.5f, 1, -1};

  private final PlayedProcess processes = new PlayedProcess();

  @Override
  public Environment make(long seed) {
    return environment("plays", seed, PATIENCE);
  }

  private Environment environment(String task, long seed, Duration patience) {
    Job job = new Job(task, EnvironmentOptions.seeded(seed), "");
    return new IsolatedEnvironment(processes, job, patience);
  }

  @Test
  void stepsAreThoseOfTheEnvironmentInTheProcess() {
    try (Environment isolated = make(5);
        Environment here = new DummyEnvironment(5, 20)) {
      assertEquals(here.spec(), isolated.spec());
      assertEquals(4, isolated.actionRepeat());
      assertSame(here.reset(), isolated.reset());
      for (int i = 0; i < 20; i++) {
        assertSame(here.step(ACTION), isolated.step(ACTION));
      }
    }
  }

  private static void assertSame(TimeStep expected, TimeStep actual) {
    assertEquals(expected.first(), actual.first());
    assertEquals(expected.last(), actual.last());
    assertEquals(expected.reward(), actual.reward());
    assertEquals(expected.pcont(), actual.pcont());
    assertArrayEquals(expected.observation().image(), actual.observation().image());
  }

  @Test
  void processThatDiesCostsAnEpisode() {
    try (Environment isolated = environment("dies", 1, PATIENCE)) {
      String lost = lossInThirdStep(isolated);
      assertEquals("the process of environment 'dies' has ended with exit code 7", lost);
      assertThrows(IllegalStateException.class, () -> isolated.step(ACTION));
      byte[] again = isolated.reset().observation().image();
      assertEquals(2, processes.started.size());
      try (Environment here = new DummyEnvironment(1, 20)) {
        assertFalse(Arrays.equals(here.reset().observation().image(), again), "another seed");
      }
    }
  }

  @Test
  void processThatDiesBetweenEpisodesCostsNothing() throws InterruptedException {
    try (Environment isolated = make(1)) {
      isolated.reset();
      while (!isolated.step(ACTION).last()) {}
      processes.started.get(0).destroyForcibly().waitFor();
      assertTrue(isolated.reset().first());
      assertFalse(isolated.step(ACTION).first());
      assertEquals(2, processes.started.size());
    }
  }

  @Test
  void processThatHangsInResetGivesWayToAnother() {
    try (Environment isolated = environment("hangs in a reset", 1, Duration.ofSeconds(1))) {
      isolated.reset();
      assertTrue(isolated.reset().first());
      assertEquals(2, processes.started.size());
    }
  }

  @Test
  void environmentIsLostWhenNoProcessAnswersItsReset() {
    try (Environment isolated = environment("hangs in every reset", 1, Duration.ofSeconds(1))) {
      EnvironmentLostException lost = assertThrows(EnvironmentLostException.class, isolated::reset);
      assertEquals(
          "the process of environment 'hangs in every reset' gave no answer for 1 s and was ended",
          lost.getMessage());
      assertEquals(3, processes.started.size());
    }
  }

  @Test
  void processThatHangsIsEnded() throws InterruptedException {
    try (Environment isolated = environment("hangs", 1, Duration.ofSeconds(1))) {
      String lost = lossInThirdStep(isolated);
      assertEquals("the process of environment 'hangs' gave no answer for 1 s and was ended", lost);
      assertTrue(processes.started.get(0).waitFor() != 0);
      assertTrue(isolated.reset().first());
    }
  }

  @Test
  void lossInTheProcessLeavesItRunning() {
    try (Environment isolated = environment("loses", 1, PATIENCE)) {
      assertEquals("the simulator gave up", lossInThirdStep(isolated));
      assertTrue(isolated.reset().first());
      assertEquals(1, processes.started.size());
    }
  }

  private static String lossInThirdStep(Environment environment) {
    environment.reset();
    environment.step(ACTION);
    environment.step(ACTION);
    EnvironmentLostException lost =
        assertThrows(EnvironmentLostException.class, () -> environment.step(ACTION));
    return String.valueOf(lost.getMessage());
  }

  @Test
  void mistakeOfTheEnvironmentIsToldByItsName() {
    try (Environment isolated = environment("breaks", 1, PATIENCE)) {
      isolated.reset();
      isolated.step(ACTION);
      isolated.step(ACTION);
      IllegalStateException broken =
          assertThrows(IllegalStateException.class, () -> isolated.step(ACTION));
      assertEquals("java.lang.UnsupportedOperationException: not written", broken.getMessage());
    }
  }

  @Test
  void environmentThatCannotBeMadeSaysWhy() throws InterruptedException {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> environment("unknown", 1, PATIENCE).close());
    assertEquals("no task 'unknown'", refused.getMessage());
    processes.started.get(0).waitFor();
  }

  @Test
  void processThatDiesAtTheStartIsToldByItsExitCode() {
    IllegalStateException failed =
        assertThrows(
            IllegalStateException.class, () -> environment("dies at start", 1, PATIENCE).close());
    assertEquals(
        "cannot start a process for environment 'dies at start': it has ended with exit code 3",
        failed.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wrong", "0123456789abcdef0123456789abcdef"})
  void strangerWhoConnectsFirstIsTurnedAway(String said) {
    assertStartsAfter(stranger -> say(stranger, said).close(), PATIENCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0123456789abcdef"})
  void strangerWhoStaysIsTurnedAway(String said) throws IOException {
    List<Socket> strangers = new ArrayList<>();
    assertStartsAfter(stranger -> strangers.add(say(stranger, said)), Duration.ofSeconds(2));
    try (Socket stranger = strangers.get(0)) {
      assertEquals(-1, stranger.getInputStream().read(), "closed by the other side");
    }
  }

  /** What a stranger does with a connection. */
  private interface Stranger {
    void visit(Socket connection) throws IOException;
  }

  private void assertStartsAfter(Stranger stranger, Duration patience) {
    WorkerLauncher launcher =
        (port, token) -> {
          stranger.visit(new Socket(InetAddress.getLoopbackAddress(), port));
          return processes.start(port, token);
        };
    Job job = new Job("plays", EnvironmentOptions.seeded(1), "");
    try (Environment isolated = new IsolatedEnvironment(launcher, job, patience)) {
      assertTrue(isolated.reset().first());
      assertEquals(1, processes.started.size());
    }
  }

  private static Socket say(Socket connection, String what) throws IOException {
    connection.getOutputStream().write(what.getBytes(StandardCharsets.US_ASCII));
    return connection;
  }

  @Test
  void closingEndsTheProcess() throws InterruptedException {
    make(1).close();
    assertEquals(0, processes.started.get(0).waitFor());
  }
}
