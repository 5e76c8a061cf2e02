package org.dreamer4j.envs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.wrap.ActionRepeat;
import org.dreamer4j.envs.wrap.PadActions;
import org.junit.jupiter.api.Test;

class VectorEnvironmentTest {
  /** Remembers every thread that touches it, and fails in one chosen step. */
  private static final class Watched implements Environment {
    final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    final List<String> calls = new ArrayList<>();
    private final Environment dummy;
    private final int failingStep;
    private int steps;

    Watched(long seed, int failingStep) {
      dummy = new DummyEnvironment(seed, 10);
      this.failingStep = failingStep;
      note("make");
    }

    private void note(String call) {
      threads.add(Thread.currentThread());
      calls.add(call);
    }

    @Override
    public EnvironmentSpec spec() {
      note("spec");
      return dummy.spec();
    }

    @Override
    public TimeStep reset() {
      note("reset");
      return dummy.reset();
    }

    @Override
    public TimeStep step(float[] action) {
      note("step");
      if (++steps == failingStep) {
        throw new UnsupportedOperationException("the simulator burst");
      }
      return dummy.step(action);
    }

    @Override
    public void close() {
      note("close");
      dummy.close();
    }
  }

  private final Watched[] made = new Watched[5];

  private VectorEnvironment watched(int size, int failing) {
    return new VectorEnvironment(
        IntStream.range(0, size)
            .<Supplier<Environment>>mapToObj(
                i -> () -> made[i] = new Watched(i, i == failing ? 2 : -1))
            .toList());
  }

  private static float[][] actions(int size) {
    return new float[size][5];
  }

  private static void resetAll(VectorEnvironment environments) {
    for (int i = 0; i < environments.size(); i++) {
      environments.reset(i);
    }
  }

  @Test
  void everyEnvironmentLivesOnOneThreadOfItsOwn() {
    try (VectorEnvironment environments = watched(5, -1)) {
      resetAll(environments);
      environments.step(actions(5));
    }

    Set<Thread> all = ConcurrentHashMap.newKeySet();
    for (Watched one : made) {
      assertEquals(1, one.threads.size());
      assertNotSame(Thread.currentThread(), one.threads.iterator().next());
      assertEquals(1, one.calls.stream().filter("close"::equals).count());
      all.addAll(one.threads);
    }
    assertEquals(Math.min(5, Runtime.getRuntime().availableProcessors()), all.size());
    assertTrue(all.stream().noneMatch(Thread::isAlive), "a thread outlives close()");
  }

  @Test
  void stepsAreThoseOfTheSingleEnvironmentsInOrder() {
    try (VectorEnvironment environments = watched(3, -1)) {
      resetAll(environments);
      TimeStep[] steps = environments.step(actions(3));

      for (int i = 0; i < 3; i++) {
        DummyEnvironment alone = new DummyEnvironment(i, 10);
        alone.reset();
        TimeStep expected = alone.step(new float[5]);
        assertEquals(expected.reward(), steps[i].reward());
        assertArrayEquals(expected.observation().image(), steps[i].observation().image());
      }
    }
  }

  @Test
  void someCanBeSteppedWhileOthersRest() {
    try (VectorEnvironment environments = watched(3, -1)) {
      environments.reset(2);
      environments.reset(0);

      TimeStep[] steps = environments.step(new int[] {2, 0}, actions(2));

      assertEquals(2, steps.length);
      assertEquals(1, made[2].steps);
      assertEquals(1, made[0].steps);
      assertEquals(0, made[1].steps);
      DummyEnvironment alone = new DummyEnvironment(2, 10);
      alone.reset();
      assertEquals(alone.step(new float[5]).reward(), steps[0].reward());
    }
  }

  @Test
  void failureNamesTheEnvironmentAfterTheOthersHaveFinished() {
    try (VectorEnvironment environments = watched(3, 1)) {
      resetAll(environments);
      environments.step(actions(3));

      Exception error =
          assertThrows(IllegalStateException.class, () -> environments.step(actions(3)));

      assertEquals("environment 1: the simulator burst", error.getMessage());
      assertEquals(UnsupportedOperationException.class, error.getCause().getClass());
      assertEquals(2, made[2].steps);
    }
    for (int i = 0; i < 3; i++) {
      assertTrue(made[i].calls.contains("close"));
    }
  }

  @Test
  void refusedActionsStayTheCallersFault() {
    try (VectorEnvironment environments = watched(2, -1)) {
      resetAll(environments);
      float[][] bad = {new float[5], {0, 0, 0, 0, Float.NaN}};

      Exception error = assertThrows(IllegalArgumentException.class, () -> environments.step(bad));

      assertTrue(error.getMessage().startsWith("environment 1: action[4] is NaN"));
      assertThrows(IllegalArgumentException.class, () -> environments.step(actions(3)));
      assertThrows(IllegalArgumentException.class, () -> environments.reset(2));
      assertThrows(
          IllegalArgumentException.class, () -> environments.step(new int[] {0, -1}, actions(2)));
    }
  }

  @Test
  void severalFailuresAreAllReported() {
    try (VectorEnvironment environments = watched(3, -1)) {
      environments.reset(1);

      Exception error =
          assertThrows(IllegalStateException.class, () -> environments.step(actions(3)));

      assertTrue(error.getMessage().startsWith("environment 0: "));
      assertEquals(1, error.getSuppressed().length);
      assertTrue(error.getSuppressed()[0].getMessage().startsWith("environment 2: "));
    }
  }

  @Test
  void errorsOfTheMachineAreNotDisguised() {
    OutOfMemoryError full = new OutOfMemoryError("full");
    List<Supplier<Environment>> makers =
        List.of(
            () -> {
              throw full;
            });

    assertSame(full, assertThrows(OutOfMemoryError.class, () -> new VectorEnvironment(makers)));
  }

  @Test
  void environmentsAlreadyMadeAreClosedIfOneCannotBeMade() {
    List<Supplier<Environment>> makers =
        List.of(
            () -> made[0] = new Watched(0, -1),
            () -> {
              throw new IllegalArgumentException("unknown task 'x'");
            });

    Exception error =
        assertThrows(IllegalArgumentException.class, () -> new VectorEnvironment(makers));

    assertEquals("environment 1: unknown task 'x'", error.getMessage());
    assertTrue(made[0].calls.contains("close"));
    assertFalse(made[0].threads.iterator().next().isAlive());
  }

  @Test
  void differentEnvironmentsAreRefused() {
    Supplier<Environment> plain = () -> new DummyEnvironment(0);
    Supplier<Environment> repeated = () -> new ActionRepeat(new DummyEnvironment(0), 2);
    Supplier<Environment> padded =
        () ->
            new PadActions(
                new DummyEnvironment(0), List.of(Spec.Box.of(5, -1, 1), Spec.Box.of(6, -1, 1)));

    assertThrows(
        IllegalArgumentException.class, () -> new VectorEnvironment(List.of(plain, repeated)));
    assertThrows(
        IllegalArgumentException.class, () -> new VectorEnvironment(List.of(plain, padded)));
    assertThrows(IllegalArgumentException.class, () -> new VectorEnvironment(List.of()));
  }

  @Test
  void nothingWorksOnceClosedAndClosingAgainDoesNothing() {
    VectorEnvironment environments = watched(2, -1);
    resetAll(environments);
    environments.close();
    environments.close();

    assertThrows(IllegalStateException.class, () -> environments.reset(0));
    assertThrows(IllegalStateException.class, () -> environments.step(actions(2)));
    assertEquals(1, made[0].calls.stream().filter("close"::equals).count());
  }

  @Test
  void interruptedCallerStillGetsItsStepsAndStaysInterrupted() {
    try (VectorEnvironment environments = watched(2, -1)) {
      Thread.currentThread().interrupt();
      resetAll(environments);

      assertEquals(2, environments.step(actions(2)).length);
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertFalse(made[1].threads.stream().anyMatch(Thread::isAlive));
  }

  @Test
  void specAndRepeatAreThoseOfTheEnvironments() {
    try (VectorEnvironment environments =
        new VectorEnvironment(List.of(() -> new ActionRepeat(new DummyEnvironment(0), 2)))) {
      assertEquals(2, environments.actionRepeat());
      assertEquals(new DummyEnvironment(0).spec(), environments.spec());
    }
  }
}
