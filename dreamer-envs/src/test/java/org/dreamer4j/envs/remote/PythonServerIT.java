package org.dreamer4j.envs.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentLostException;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.EnvironmentContract;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.render.ImageScalerGoldenTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The real server script, in Python, with small environments. */
class PythonServerIT {
  private static PythonServer continuous;
  private static PythonServer discrete;

  @BeforeAll
  static void serve() {
    if (PythonServer.isPossible()) {
      continuous = PythonServer.serve("continuous");
      discrete = PythonServer.serve("discrete");
    }
  }

  @BeforeEach
  void require() {
    PythonServer.require();
  }

  @AfterAll
  static void end() {
    if (continuous != null) {
      continuous.close();
    }
    if (discrete != null) {
      discrete.close();
    }
  }

  @Nested
  class ContinuousActions implements EnvironmentContract {
    @Override
    public Environment make(long seed) {
      return continuous.make(seed);
    }
  }

  @Nested
  class DiscreteActions implements EnvironmentContract {
    @Override
    public Environment make(long seed) {
      return discrete.make(seed);
    }
  }

  private static final float[] FIRST = {1, 0, 0};
  private static final float[] SECOND = {0, 1, 0};
  private static final float[] THIRD = {0, 0, 1};

  @Test
  void specsComeFromPython() {
    try (Environment environment = continuous.make(1)) {
      assertEquals(Spec.Box.of(2, -1, 1), environment.spec().action());
      assertEquals(
          Map.of(
              "point", Spec.Box.unbounded(2),
              "time", Spec.Box.unbounded(1),
              "image", Spec.Image.RGB64),
          environment.spec().observation());
    }
    try (Environment environment = discrete.make(1)) {
      assertEquals(new Spec.Discrete(3), environment.spec().action());
      assertEquals(Spec.Box.unbounded(4), environment.spec().observation().get("state"));
    }
  }

  @Test
  void observationsWithinOthersGetJoinedNamesAndImagesAreResizedAsHere() {
    try (PythonServer server = PythonServer.serve("nested");
        Environment environment = server.make(1)) {
      Observation first = environment.reset().observation();

      assertEquals(Set.of("arm/angle", "marks/0", "marks/1", "image"), first.arrays().keySet());
      assertArrayEquals(new float[] {0.25f, -0.5f}, first.get("arm/angle").toFloats());
      assertEquals(2, first.get("marks/0").get(0));
      assertEquals(7, first.get("marks/1").get(0));
      assertEquals(ImageScalerGoldenTest.SCREEN, ImageScalerGoldenTest.checksum(first.image()));
    }
  }

  @Test
  void observationsOfOneNameAreRefused() {
    try (PythonServer server = PythonServer.serve("ambiguous")) {
      assertTrue(
          assertThrows(IllegalStateException.class, () -> server.make(1))
              .getMessage()
              .endsWith("the server says: ValueError: two observations would be called 'a/b'"));
    }
  }

  @Test
  void actionsReachPythonWithinTheirBounds() {
    try (Environment environment = continuous.make(1)) {
      TimeStep before = environment.reset();
      TimeStep after = environment.step(new float[] {0.5f, 1});

      assertEquals(
          before.observation().get("point").get(0) + 0.25,
          after.observation().get("point").get(0),
          1e-6);
      assertEquals(
          before.observation().get("point").get(1) + 0.05,
          after.observation().get("point").get(1),
          1e-6);
      assertEquals(after.observation().get("point").get(0), after.reward(), 1e-6);
      assertEquals(1, after.observation().image()[1]);
    }
  }

  @Test
  void terminationOfPythonIsTheEndOfTheTask() {
    try (Environment environment = discrete.make(1)) {
      environment.reset();
      TimeStep step = environment.step(SECOND);
      assertEquals(2, step.reward());
      TimeStep end = environment.step(THIRD);
      assertTrue(end.last());
      assertEquals(0, end.pcont());
    }
  }

  @Test
  void truncationOfPythonIsTheEndOfTheTime() {
    try (Environment environment = discrete.make(1)) {
      environment.reset();
      TimeStep step = environment.step(FIRST);
      int steps = 1;
      while (!step.last()) {
        step = environment.step(FIRST);
        steps++;
      }
      assertEquals(7, steps);
      assertEquals(1, step.pcont());
    }
  }

  @Test
  void environmentsOfOneServerAreIndependent() {
    try (Environment one = discrete.make(1);
        Environment same = discrete.make(1);
        Environment other = discrete.make(2)) {
      double first = one.reset().observation().get("state").get(0);
      one.step(FIRST);
      assertEquals(first, same.reset().observation().get("state").get(0));
      assertTrue(first != other.reset().observation().get("state").get(0));
    }
  }

  @Test
  void exceptionInPythonLosesTheEpisodeOnly() {
    try (PythonServer server = PythonServer.serve("failing");
        Environment environment = server.make(1)) {
      environment.reset();
      String loss =
          assertThrows(EnvironmentLostException.class, () -> environment.step(FIRST)).getMessage();
      assertTrue(loss.endsWith("the server says: RuntimeError: the gears are stuck"), loss);
      assertTrue(environment.reset().first());
    }
  }

  @Test
  void deathOfPythonLosesTheEpisode() {
    try (PythonServer server = PythonServer.serve("dying");
        Environment environment = server.make(1)) {
      environment.reset();
      environment.step(FIRST);
      assertThrows(EnvironmentLostException.class, () -> environment.step(SECOND));
    }
  }

  @Test
  void worldThatPythonDoesNotHaveIsRefused() {
    String refusal =
        assertThrows(IllegalStateException.class, () -> discrete.make("/maze", 1)).getMessage();

    assertTrue(refusal.endsWith("no world 'maze' here; small_env:discrete makes but one"), refusal);
  }

  @Test
  void listeningBeyondThisMachineIsWarnedOf() {
    assertEquals("", discrete.warnings);
    assertTrue(discrete.task.startsWith("remote:127.0.0.1:"), discrete.task);
    try (PythonServer server =
        PythonServer.with("--factory", "small_env:discrete", "--host", "0.0.0.0")) {
      assertTrue(
          server.warnings.startsWith("WARNING: listening on 0.0.0.0, beyond this machine"),
          server.warnings);
    }
  }

  /** As the system has it: addresses and ports in hexadecimal digits, 0A is listening. */
  @Test
  void listensOnTheLoopbackInterfaceAloneUnlessToldOtherwise() throws IOException {
    Path table = Path.of("/proc/net/tcp");
    assumeTrue(Files.isReadable(table), "the system tells on Linux only");
    String port =
        "%04X".formatted(RemoteAddress.parse(discrete.task.substring("remote:".length())).port());
    List<String> listening = new ArrayList<>();
    for (Path protocol : List.of(table, Path.of("/proc/net/tcp6"))) {
      if (Files.isReadable(protocol)) {
        Files.readAllLines(protocol).stream()
            .map(line -> line.strip().split("\\s+"))
            .filter(parts -> parts[1].endsWith(":" + port) && parts[3].equals("0A"))
            .forEach(parts -> listening.add(parts[1]));
      }
    }
    // 127.0.0.1, by itself or as an address of the newer protocol.
    Set<String> loopback = Set.of("0100007F:" + port, "0000000000000000FFFF00000100007F:" + port);
    assertEquals(1, listening.size(), listening.toString());
    assertTrue(loopback.containsAll(listening), listening.toString());
  }

  @Test
  void hostThatIsNotThisMachineIsSaid() throws InterruptedException {
    String said = PythonServer.refusal("--factory", "small_env:discrete", "--host", "no.invalid");

    assertTrue(said.contains("cannot listen on no.invalid:7755"), said);
  }

  @Test
  void portInUseIsSaid() throws InterruptedException {
    String port = String.valueOf(RemoteAddress.parse(discrete.task.substring(7)).port());
    String said = PythonServer.refusal("--factory", "small_env:discrete", "--port", port);

    assertTrue(said.contains("is the port in use?"), said);
  }

  @Test
  void missingPackagesAreNamed() throws InterruptedException {
    assertTrue(
        PythonServer.refusal("--factory", "no_such_module:make")
            .contains("No module named 'no_such_module'"));
    assertTrue(
        PythonServer.refusal("--factory", "small_env:missing")
            .contains("module small_env has no function 'missing'"));
  }

  private static Environment reference(PythonServer server, String task) {
    String address = server.task.substring("remote:".length());
    return new RemoteProvider(name -> Optional.of(address), Patience.REAL)
        .make(task, EnvironmentOptions.seeded(1));
  }

  @Test
  void labLevelsAreServed() {
    try (PythonServer server = PythonServer.with("--dmlab");
        Environment environment = reference(server, "dmlab_watermaze")) {
      TimeStep first = environment.reset();
      assertTrue(first.observation().image()[0] != 0);
      float[] aheadTurningLeft = {0, 0, 0, 0, 0, 0, 1, 0, 0};
      assertEquals(4 * (100 - 20), environment.step(aheadTurningLeft).reward());
      environment.step(aheadTurningLeft);

      TimeStep last = environment.step(aheadTurningLeft);

      assertEquals(2 * (100 - 20), last.reward());
      assertTrue(last.last());
      assertEquals(0, last.pcont());
      assertEquals(0, last.observation().image()[0]);
    }
  }

  @Test
  void oneOfSeveralGymEnvironmentsIsChosenByName() {
    try (PythonServer server =
            PythonServer.with(
                "--gym", "HalfCheetah-v5", "CarRacing-v3", "--kwargs", "{\"laps\": 3}");
        Environment cheetah = reference(server, "gym_cheetah");
        Environment car = reference(server, "gym_racecar")) {
      assertEquals(2, cheetah.spec().action().size());
      assertEquals(5, car.spec().action().size());
      String refusal =
          assertThrows(IllegalStateException.class, () -> reference(server, "dmlab_keys"))
              .getMessage();
      assertTrue(
          refusal.endsWith(
              "no world 'rooms_keys_doors_puzzle' here; this server has HalfCheetah-v5,"
                  + " CarRacing-v3"),
          refusal);
    }
  }

  @Test
  void controlTasksAreDrawnByTheirPhysics() {
    try (PythonServer server = PythonServer.with("--dm_control", "quadruped", "run");
        Environment environment = server.make("/quadruped_run", 1)) {
      assertEquals(3, environment.reset().observation().image()[5]);
      assertEquals(Spec.Box.of(2, -1, 1), environment.spec().action());
    }
  }
}
