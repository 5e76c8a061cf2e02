package org.dreamer4j.envs.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.Registry;
import org.dreamer4j.envs.SimulatorOptions;
import org.dreamer4j.envs.SimulatorOptions.RemoteOptions;
import org.dreamer4j.envs.TaskInfo;
import org.dreamer4j.envs.remote.protocol.DataType;
import org.dreamer4j.envs.remote.protocol.Tensor;
import org.junit.jupiter.api.Test;

class RemoteProviderTest {
  private static final SimulatorOptions PLAIN = SimulatorOptions.DEFAULT;

  private static RemoteProvider provider(Map<String, String> variables) {
    return new RemoteProvider(
        name -> Optional.ofNullable(variables.get(name)), new HurriedPatience());
  }

  private static SimulatorOptions at(String address) {
    return PLAIN.with(new RemoteOptions(Optional.of(address), 60));
  }

  private static TaskInfo find(RemoteProvider provider, SimulatorOptions options, String name) {
    return provider.tasks(options).stream()
        .filter(task -> task.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tasksOfTheReferenceAreListed() {
    List<String> names = provider(Map.of()).tasks(PLAIN).stream().map(TaskInfo::name).toList();

    assertEquals(15, names.size());
    assertEquals(13, names.stream().filter(name -> name.startsWith("dmlab_")).count());
    assertTrue(names.containsAll(List.of("gym_cheetah", "gym_racecar", "dmlab_lasertag_3")));
  }

  @Test
  void withoutAddressATaskSaysHowToGetOne() {
    assertEquals(
        "needs an environment server: start serve_env.py --gym HalfCheetah-v5 and give its"
            + " HOST:PORT as remote_address or DREAMER_REMOTE",
        find(provider(Map.of()), PLAIN, "gym_cheetah").unavailable());
    assertTrue(
        find(provider(Map.of("DREAMER_REMOTE", " ")), PLAIN, "dmlab_keys")
            .unavailable()
            .contains("serve_env.py --dmlab and"));
  }

  @Test
  void addressOfTheOptionsGoesBeforeTheVariable() {
    RemoteProvider provider = provider(Map.of("DREAMER_REMOTE", "broken"));

    assertEquals("", find(provider, at("[::1]:7755"), "dmlab_keys").unavailable());
    assertEquals(
        "the address of the environment server is wrong: 'broken' is not HOST:PORT or"
            + " HOST:PORT/WORLD (an IPv6 host in brackets)",
        find(provider, PLAIN, "dmlab_keys").unavailable());
  }

  @Test
  void remoteNamesAreTasksWithoutAConnection() {
    RemoteProvider provider = provider(Map.of());

    assertEquals(Optional.empty(), provider.task("pendulum_swingup", PLAIN));
    assertTrue(provider.task("remote:nowhere:1/atari_ms_pacman", PLAIN).get().isAvailable());
    assertTrue(provider.task("remote:nowhere", PLAIN).get().unavailable().contains("HOST:PORT"));
  }

  @Test
  void registryMakesRemoteTasks() throws IOException {
    try (LoopbackServer server = new LoopbackServer(ToyWorld::new)) {
      Registry registry = new Registry(List.of(provider(Map.of())), PLAIN);
      String name = "remote:" + server.address() + "/atari_ms_pacman";

      assertEquals(name, registry.task(name).name());
      try (Environment environment = registry.make(name, EnvironmentOptions.seeded(3))) {
        assertEquals(Spec.Box.of(2, -1, 1), environment.spec().action());
        assertEquals(1, environment.actionRepeat());
        environment.reset();
        environment.step(new float[] {-1, 0.5f});
      }
      Tensor sent = server.requests.get(3).getStep().getActionsOrThrow(ToyWorld.DRIVE);
      assertEquals(Messages.floats(-2, 2.5f), sent);
    }
  }

  @Test
  void actionsStayAsTheyAreWhereThatIsAskedFor() throws IOException {
    SimulatorOptions raw =
        new SimulatorOptions(
            8, PLAIN.camera(), false, PLAIN.mujoco(), PLAIN.atari(), PLAIN.remote());
    try (LoopbackServer server = new LoopbackServer(ToyWorld::new);
        Environment environment =
            provider(Map.of())
                .make("remote:" + server.address(), new EnvironmentOptions(0, 0, 0, 0, raw))) {
      assertEquals(Spec.Box.of(2, -2, 4), environment.spec().action());
      assertEquals(new Spec.Image(8, 8, 3), environment.spec().observation().get("image"));
    }
  }

  @Test
  void repeatedActionsSumTheirRewardsUpToTheEnd() throws IOException {
    try (LoopbackServer server = new LoopbackServer(ToyWorld::new);
        Environment environment =
            provider(Map.of())
                .make("remote:" + server.address(), new EnvironmentOptions(0, 3, 0, 0))) {
      environment.reset();

      TimeStep step = environment.step(new float[2]);
      TimeStep last = environment.step(new float[2]);

      assertEquals(1 + 2 + 3, step.reward());
      assertEquals(4 + 5, last.reward());
      assertTrue(last.last());
      assertEquals(0, last.pcont());
      assertEquals(3, environment.actionRepeat());
    }
  }

  /** Looks like a level of the lab. */
  private static final class LabWorld extends ToyWorld {
    LabWorld() {
      actions = new LinkedHashMap<>(LabActionsTest.actions());
      observations.put(IMAGE, Messages.spec("RGB_INTERLEAVED", DataType.UINT8, 8, 8, 3));
    }
  }

  @Test
  void labTaskAsksForItsLevelAndRepeatsFourTimes() throws IOException {
    try (LoopbackServer server = new LoopbackServer(LabWorld::new);
        Environment environment =
            provider(Map.of("DREAMER_REMOTE", server.address().toString()))
                .make("dmlab_watermaze", EnvironmentOptions.seeded(0))) {
      assertEquals(
          "rooms_watermaze",
          server
              .requests
              .get(0)
              .getCreateWorld()
              .getSettingsOrThrow("world")
              .getStrings()
              .getArray(0));
      assertEquals(new Spec.Discrete(9), environment.spec().action());
      assertEquals(4, environment.actionRepeat());
      environment.reset();
      environment.step(new float[] {0, 0, 0, 0, 0, 0, 0, 0, 1});
      TimeStep last = environment.step(new float[] {0.1f, 0.9f, 0, 0, 0, 0, 0, 0, 0});
      assertTrue(last.last());
      byte[] image = last.observation().image();
      assertEquals(Spec.Image.RGB64.size(), image.length);
      for (byte pixel : image) {
        assertEquals(0, pixel);
      }
      Tensor back = server.requests.get(server.requests.size() - 1).getStep().getActionsOrThrow(3);
      assertEquals(-1, back.getInt32S().getArray(0));
    }
  }

  @Test
  void unknownNamesAreRefused() {
    RemoteProvider provider = provider(Map.of());

    assertThrows(
        IllegalArgumentException.class,
        () -> provider.make("gym_walker", EnvironmentOptions.seeded(0)));
    assertThrows(
        IllegalArgumentException.class,
        () -> provider.make("gym_cheetah", EnvironmentOptions.seeded(0)));
    assertThrows(
        IllegalArgumentException.class,
        () -> provider.make("remote:x", EnvironmentOptions.seeded(0)));
  }

  @Test
  void providerIsFoundOnTheClassPath() {
    assertTrue(Registry.load(at("127.0.0.1:1")).task("dmlab_compare").isAvailable());
  }
}
