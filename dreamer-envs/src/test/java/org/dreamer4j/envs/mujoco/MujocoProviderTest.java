package org.dreamer4j.envs.mujoco;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.SimulatorConfig.Renderer;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.Registry;
import org.dreamer4j.envs.SimulatorOptions;
import org.dreamer4j.envs.SimulatorOptions.MujocoOptions;
import org.dreamer4j.envs.TaskInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MujocoProviderTest {
  private static final int SIZE = 8;

  @TempDir private Path empty;

  private static SimulatorOptions with(MujocoOptions mujoco, int camera, boolean normalize) {
    SimulatorOptions defaults = SimulatorOptions.DEFAULT;
    return new SimulatorOptions(
        SIZE,
        camera < 0 ? OptionalInt.empty() : OptionalInt.of(camera),
        normalize,
        mujoco,
        defaults.atari(),
        defaults.remote());
  }

  private static MujocoOptions installed(boolean nativePhysics) {
    return new MujocoOptions(
        Optional.of(InstalledMujoco.file()), Optional.empty(), Renderer.RAY_CASTER, nativePhysics);
  }

  private static Environment make(String task, SimulatorOptions simulators) {
    return new MujocoProvider().make(task, new EnvironmentOptions(1, 0, 0, 0, simulators));
  }

  private Map<String, TaskInfo> bare(MujocoOptions options) {
    return new MujocoProvider(new SearchPlaces(Map.of(), empty, empty))
        .tasks(with(options, -1, true)).stream()
            .collect(Collectors.toMap(TaskInfo::name, info -> info));
  }

  private static MujocoOptions nothing(Renderer renderer, boolean nativePhysics) {
    return new MujocoOptions(Optional.empty(), Optional.empty(), renderer, nativePhysics);
  }

  @Test
  void machineWithoutMujocoSaysWhatIsMissing() {
    Map<String, TaskInfo> tasks = bare(nothing(Renderer.RAY_CASTER, false));
    assertEquals(18, tasks.size());
    for (TaskInfo task : tasks.values()) {
      assertTrue(task.unavailable().startsWith("needs libmujoco"), task.unavailable());
    }
    MujocoProvider provider = new MujocoProvider(new SearchPlaces(Map.of(), empty, empty));
    EnvironmentOptions options =
        new EnvironmentOptions(1, 0, 0, 0, with(nothing(Renderer.RAY_CASTER, true), -1, true));
    String refusal =
        assertThrows(IllegalArgumentException.class, () -> provider.make("walker_walk", options))
            .getMessage();
    assertTrue(refusal.startsWith("needs libmujoco"), refusal);
  }

  @Test
  void embeddedTasksAreTakenOverWhenAskedForOnly() {
    for (MujocoOptions taking :
        List.of(nothing(Renderer.RAY_CASTER, true), nothing(Renderer.EGL, false))) {
      Set<String> names = bare(taking).keySet();
      assertEquals(26, names.size());
      assertTrue(names.containsAll(List.of("pendulum_swingup", "reacher_hard", "cheetah_run")));
      assertFalse(names.contains("quickstart_shuttle"));
    }
  }

  @Test
  void registryDoesNotFallBackToTheEmbeddedEngine() {
    Path none = empty.resolve("none.so");
    MujocoOptions options =
        new MujocoOptions(Optional.of(none), Optional.empty(), Renderer.RAY_CASTER, true);
    Registry registry = Registry.load(with(options, -1, true));
    assertEquals(
        "no libmujoco at " + none + ", the path that mujoco_library names",
        registry.task("pendulum_swingup").unavailable());
    assertTrue(registry.task("quickstart_shuttle").isAvailable());
  }

  @Test
  void tasksWithoutAModelOfOursNeedTheSuite() throws IOException {
    MujocoOptions installed = installed(false);
    Map<String, TaskInfo> tasks = bare(installed);
    assertTrue(tasks.get("walker_walk").isAvailable());
    assertTrue(tasks.get("humanoid_walk").unavailable().startsWith("needs dm_control's models"));
    Files.writeString(empty.resolve("humanoid.xml"), "<mujoco/>");
    MujocoOptions given =
        new MujocoOptions(installed.library(), Optional.of(empty), Renderer.RAY_CASTER, false);
    assertTrue(bare(given).get("humanoid_walk").isAvailable());
    assertTrue(bare(given).get("walker_walk").unavailable().startsWith("no walker.xml in "));
  }

  @Test
  void imageHasTheSizeAskedForAndActionsAreRepeatedTwice() {
    try (Environment environment = make("cheetah_run", with(installed(false), -1, true))) {
      assertEquals(new Spec.Image(SIZE, SIZE, 3), environment.spec().observation().get("image"));
      assertEquals(2, environment.actionRepeat());
      assertEquals(Spec.Box.of(6, -1, 1), environment.spec().action());
    }
  }

  @Test
  void quadrupedsActionsAreScaledUnlessToldOtherwise() {
    try (Environment environment = make("quadruped_walk", with(installed(false), -1, true))) {
      assertEquals(Spec.Box.of(12, -1, 1), environment.spec().action());
    }
    try (Environment environment = make("quadruped_walk", with(installed(false), -1, false))) {
      Spec.Box action = (Spec.Box) environment.spec().action();
      assertArrayEquals(new float[] {-1, -1, -.8f}, Arrays.copyOf(action.low(), 3));
      assertArrayEquals(new float[] {1, 1.1f, .8f}, Arrays.copyOf(action.high(), 3));
    }
  }

  @Test
  void otherCamerasShowSomethingElse() {
    byte[] own = picture(with(installed(false), -1, true));
    assertArrayEquals(own, picture(with(installed(false), 0, true)));
    assertFalse(Arrays.equals(own, picture(with(installed(false), 1, true))));
    SimulatorOptions ninth = with(installed(false), 9, true);
    String refusal =
        assertThrows(IllegalArgumentException.class, () -> make("walker_walk", ninth)).getMessage();
    assertTrue(refusal.startsWith("no camera 9: this model has "), refusal);
  }

  private static byte[] picture(SimulatorOptions simulators) {
    try (Environment environment = make("walker_walk", simulators)) {
      return ((Array.Uint8) environment.reset().observation().get("image")).data();
    }
  }

  @Test
  void unknownTaskIsRefused() {
    SimulatorOptions simulators = with(nothing(Renderer.RAY_CASTER, false), -1, true);
    assertThrows(IllegalArgumentException.class, () -> make("walker_fly", simulators));
  }
}
