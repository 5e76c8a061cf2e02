package org.dreamer4j.envs.mujoco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MujocoThreadTest {
  private static final String GAVE_UP =
      "MuJoCo gave up: out of stack; this simulation is lost, make another";

  @Test
  void workRunsOnOneThreadOfItsOwn() {
    try (MujocoThread thread = new MujocoThread()) {
      Thread first = thread.call(Thread::currentThread);
      assertEquals(first, thread.call(Thread::currentThread));
      assertTrue(first.isDaemon());
      assertFalse(first.equals(Thread.currentThread()));
    }
  }

  @Test
  void exceptionsReachTheCallerAsTheyAre() {
    try (MujocoThread thread = new MujocoThread()) {
      IllegalArgumentException thrown = new IllegalArgumentException("wrong");
      assertEquals(
          thrown,
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  thread.run(
                      () -> {
                        throw thrown;
                      })));
    }
  }

  @Test
  void callerOfAThreadThatIsGivenUpGetsTheReasonNowAndLater() {
    MujocoThread thread = new MujocoThread();
    assertFalse(thread.isLost());
    for (int i = 0; i < 2; i++) {
      IllegalStateException lost =
          assertThrows(
              IllegalStateException.class,
              () -> thread.run(() -> MujocoThread.giveUp("out of stack")));
      assertEquals(GAVE_UP, lost.getMessage());
    }
    assertTrue(thread.isLost());
    thread.close();
  }

  @Test
  void closedThreadRefusesWork() {
    MujocoThread thread = new MujocoThread();
    thread.close();
    assertThrows(IllegalStateException.class, () -> thread.run(() -> {}));
  }

  @Test
  void warningsAreKeptForTheThreadThatCausedThem() {
    try (MujocoThread thread = new MujocoThread();
        MujocoThread other = new MujocoThread()) {
      thread.run(() -> MujocoThread.warn("odd"));
      assertEquals(List.of(), other.takeWarnings());
      assertEquals(List.of("odd"), thread.takeWarnings());
      assertEquals(List.of(), thread.takeWarnings());
      assertFalse(MujocoThread.warn("nobody's"));
    }
  }

  @Test
  void whatMujocoCannotSurviveCostsOneSimulationAndNotTheProgram() {
    MujocoLibrary library = InstalledMujoco.library();
    NativeLibrary functions =
        NativeLibrary.getInstance(library.file().toString(), Map.of(Library.OPTION_OPEN_FLAGS, 1));
    MujocoThread thread = new MujocoThread();
    assertEquals(
        GAVE_UP,
        assertThrows(
                IllegalStateException.class,
                () ->
                    thread.run(
                        () ->
                            functions
                                .getFunction("mju_error")
                                .invokeVoid(new Object[] {"out of stack"})))
            .getMessage());
    try (MujocoPhysics physics = InstalledMujoco.open(MujocoPhysicsTest.PENDULUM)) {
      physics.step();
      assertTrue(physics.seconds() > 0);
    }
  }
}
