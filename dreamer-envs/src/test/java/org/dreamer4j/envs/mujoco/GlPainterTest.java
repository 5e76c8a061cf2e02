package org.dreamer4j.envs.mujoco;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.core.config.SimulatorConfig.Renderer;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.SimulatorOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MuJoCo's own pictures through EGL, and the ray caster's of the same state. */
class GlPainterTest {
  private static final int SIZE = 64;

  @BeforeAll
  static void requireEgl() {
    InstalledMujoco.library();
    InstalledMujoco.requireEgl();
  }

  private static Environment make(String task, Renderer renderer) {
    SimulatorOptions simulators = InstalledMujoco.options(renderer, SIZE);
    return new MujocoProvider().make(task, new EnvironmentOptions(4, 0, 0, 0, simulators));
  }

  private static byte[] picture(TimeStep step) {
    return ((Array.Uint8) step.observation().get("image")).data();
  }

  private static byte[] first(String task, Renderer renderer) {
    try (Environment environment = make(task, renderer)) {
      return picture(environment.reset());
    }
  }

  /** Root of the mean squared difference, 1 between black and white. */
  private static double difference(byte[] one, byte[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      double gap = ((one[i] & 255) - (other[i] & 255)) / 255.0;
      sum += gap * gap;
    }
    return Math.sqrt(sum / one.length);
  }

  @ParameterizedTest
  @CsvSource({
    "cartpole_balance",
    "cheetah_run",
    "walker_walk",
    "hopper_stand",
    "finger_spin",
    "quadruped_walk"
  })
  void bothRenderersShowTheSame(String task) {
    byte[] drawn = first(task, Renderer.EGL);
    byte[] cast = first(task, Renderer.RAY_CASTER);
    byte[] upsideDown = new byte[cast.length];
    for (int y = 0; y < SIZE; y++) {
      System.arraycopy(cast, 3 * SIZE * y, upsideDown, 3 * SIZE * (SIZE - 1 - y), 3 * SIZE);
    }
    double same = difference(drawn, cast);
    double other = difference(drawn, upsideDown);
    // They differ in the floor's tint and in reflections; a wrong camera or pose differs more.
    assertTrue(same < 0.12 && same < 0.65 * other, "differ by " + same + ", upside down " + other);
  }

  @Test
  void pictureFollowsTheState() {
    try (Environment environment = make("cheetah_run", Renderer.EGL)) {
      byte[] before = picture(environment.reset());
      float[] push = new float[environment.spec().action().size()];
      Arrays.fill(push, 1);
      byte[] after = picture(environment.step(push));
      assertFalse(Arrays.equals(before, after));
    }
    assertArrayEquals(first("cheetah_run", Renderer.EGL), first("cheetah_run", Renderer.EGL));
  }

  @Test
  void environmentsDrawSideBySideOnThreadsOfTheirOwn() {
    byte[] alone = first("walker_walk", Renderer.EGL);
    List<CompletableFuture<byte[]>> others =
        Stream.generate(
                () -> CompletableFuture.supplyAsync(() -> first("walker_walk", Renderer.EGL)))
            .limit(3)
            .toList();
    for (CompletableFuture<byte[]> other : others) {
      assertArrayEquals(alone, other.join());
    }
  }

  @Test
  void simulationClosesItsPainter() {
    SuiteModel task = SuiteModel.of("pendulum_swingup");
    MujocoPhysics physics =
        MujocoPhysics.open(
            InstalledMujoco.library(), ModelSource.own().read(task.domain()), task.aliases());
    GlPainter painter = new GlPainter(physics, Renderer.EGL, 0, SIZE);
    byte[] out = new byte[3 * SIZE * SIZE];
    painter.paint(out);
    assertTrue(new String(out, StandardCharsets.ISO_8859_1).chars().distinct().count() > 20);
    physics.close();
    painter.close();
    assertThrows(IllegalStateException.class, () -> painter.paint(out));
  }

  @Test
  void anotherGraphicsLibraryInTheSameProgramIsRefused() {
    first("pendulum_swingup", Renderer.EGL);
    assertEquals(
        "this program draws with EGL already and cannot draw with OSMESA too",
        assertThrows(
                IllegalArgumentException.class, () -> make("pendulum_swingup", Renderer.OSMESA))
            .getMessage());
  }
}
