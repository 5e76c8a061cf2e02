package org.dreamer4j.envs.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.remote.protocol.DataType;
import org.dreamer4j.envs.remote.protocol.EnvironmentRequest;
import org.dreamer4j.envs.remote.protocol.EnvironmentRequest.PayloadCase;
import org.dreamer4j.envs.remote.protocol.EnvironmentResponse;
import org.dreamer4j.envs.remote.protocol.StepRequest;
import org.dreamer4j.envs.remote.protocol.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemoteEnvironmentTest {
  private static final float[] ACTION = {1, -2};

  private final Servers servers = new Servers();
  private LoopbackServer server;
  private RemoteEnvironment environment;

  @AfterEach
  void close() {
    if (environment != null) {
      environment.close();
    }
    server.close();
  }

  private RemoteEnvironment enter(Supplier<LoopbackServer.Client> clients) throws IOException {
    return enter(clients, "", 8);
  }

  private RemoteEnvironment enter(
      Supplier<LoopbackServer.Client> clients, String world, int renderSize) throws IOException {
    server = new LoopbackServer(clients);
    RemoteAddress address = RemoteAddress.parse("127.0.0.1:" + server.port() + world);
    RemoteEnvironment.Terms terms =
        new RemoteEnvironment.Terms(new HurriedPatience(), Duration.ofSeconds(60), renderSize);
    environment = new RemoteEnvironment(address, servers, terms, 1);
    return environment;
  }

  private TimeStep toTheEnd() {
    TimeStep step = environment.reset();
    while (!step.last()) {
      step = environment.step(ACTION);
    }
    return step;
  }

  @Test
  void specIsMadeOfWhatTheWorldOffers() throws IOException {
    EnvironmentSpec spec = enter(ToyWorld::new).spec();

    assertEquals(
        Map.of(
            "image", new Spec.Image(8, 8, 3),
            "place", Spec.Box.unbounded(2),
            "speed", Spec.Box.unbounded(1)),
        spec.observation());
    assertEquals(List.of("speed", "place", "image"), List.copyOf(spec.observation().keySet()));
    assertEquals(Spec.Box.of(2, -2, 4), spec.action());
  }

  @Test
  void stepShowsWhatTheWorldSends() throws IOException {
    enter(ToyWorld::new).reset();
    environment.step(ACTION);

    TimeStep step = environment.step(ACTION);

    assertEquals(2, step.reward());
    assertEquals(1, step.pcont());
    assertEquals(2, step.observation().get("place").get(1));
    assertArrayEquals(new int[] {1}, step.observation().get("speed").shape());
    assertEquals(1, step.observation().get("speed").get(0));
    Tensor sent = server.requests.get(server.requests.size() - 1).getStep().getActionsOrThrow(9);
    assertEquals(Messages.floats(ACTION), sent);
  }

  @Test
  void terminationAndTimeOutDiffer() throws IOException {
    enter(ToyWorld::new);

    assertEquals(0, toTheEnd().pcont());
    assertEquals(1, toTheEnd().pcont());
  }

  @Test
  void discountOfATerminationThatIsNotZeroMakesItATimeOut() throws IOException {
    float[] discount = {0.5f};
    enter(() -> new Discounting(discount));

    assertEquals(1, toTheEnd().pcont());
    assertEquals(1, toTheEnd().pcont());
    discount[0] = 0;
    assertEquals(0, toTheEnd().pcont());
  }

  /** Shows its discount. */
  private static final class Discounting extends ToyWorld {
    private final float[] discount;

    Discounting(float[] discount) {
      this.discount = discount;
      observations.put(1L, Messages.spec("discount", DataType.FLOAT));
    }

    @Override
    Map<Long, Tensor> show(StepRequest request, int number) {
      Map<Long, Tensor> shown = super.show(request, number);
      shown.put(1L, Messages.number(discount[0]));
      return shown;
    }
  }

  @Test
  void resetIsAskedForOnlyWithinAnEpisode() throws IOException {
    enter(ToyWorld::new);
    toTheEnd();
    environment.reset();
    environment.step(ACTION);

    TimeStep first = environment.reset();

    assertTrue(first.first());
    assertEquals(0, first.observation().get("speed").get(0));
    List<PayloadCase> kinds = server.kinds();
    assertEquals(1, kinds.stream().filter(kind -> kind == PayloadCase.RESET).count());
    assertEquals(PayloadCase.RESET, kinds.get(kinds.size() - 2));
  }

  @Test
  void firstStepOfAnEpisodeAsksForNoReward() throws IOException {
    enter(ToyWorld::new).reset();
    environment.step(ACTION);

    int last = server.requests.size() - 1;
    assertEquals(
        List.of(3L, 5L, 7L),
        server.requests.get(last - 1).getStep().getRequestedObservationsList());
    assertEquals(
        List.of(3L, 5L, 7L, 2L),
        server.requests.get(last).getStep().getRequestedObservationsList());
  }

  @Test
  void imageTakesTheSizeAskedFor() throws IOException {
    enter(ToyWorld::new, "", 64);

    assertEquals(Spec.Image.RGB64, environment.spec().observation().get(Observation.IMAGE));
    assertArrayEquals(
        new int[] {64, 64, 3}, environment.reset().observation().get(Observation.IMAGE).shape());
  }

  @Test
  void worldAndSeedAreSettingsOfTheNewWorld() throws IOException {
    enter(ToyWorld::new, "/maze/7", 8);

    Map<String, Tensor> settings = server.requests.get(0).getCreateWorld().getSettingsMap();
    assertEquals("maze/7", settings.get("world").getStrings().getArray(0));
    assertEquals(1, settings.get("seed").getInt64S().getArray(0));
    assertEquals("toy", server.requests.get(1).getJoinWorld().getWorldName());
  }

  /** Creates nothing with settings. */
  private static final class WithoutSettings extends ToyWorld {
    @Override
    public Optional<EnvironmentResponse> answer(EnvironmentRequest request) {
      if (request.hasCreateWorld()) {
        return Optional.of(
            request.getCreateWorld().getSettingsCount() > 0
                ? Messages.error("no settings, please")
                : Messages.created("plain"));
      }
      return super.answer(request);
    }
  }

  @Test
  void serverThatTakesNoSettingsCreatesAWorldWithoutThem() throws IOException {
    enter(WithoutSettings::new);

    assertEquals("plain", server.requests.get(2).getJoinWorld().getWorldName());
  }

  @Test
  void worldThatCannotBeCreatedIsJoinedByItsName() throws IOException {
    enter(WithoutSettings::new, "/arena", 8);

    assertEquals("arena", server.requests.get(1).getJoinWorld().getWorldName());
  }

  @Test
  void closingLeavesAndDestroysTheWorld() throws IOException {
    enter(ToyWorld::new).reset();

    environment.close();

    List<PayloadCase> kinds = server.kinds();
    assertEquals(
        List.of(PayloadCase.LEAVE_WORLD, PayloadCase.DESTROY_WORLD),
        kinds.subList(kinds.size() - 2, kinds.size()));
    assertEquals(0, servers.size());
  }

  @Test
  void worldThatWasOnlyJoinedIsNotDestroyed() throws IOException {
    enter(WithoutSettings::new, "/arena", 8).close();

    assertEquals(PayloadCase.LEAVE_WORLD, server.kinds().get(server.requests.size() - 1));
  }

  @Test
  void environmentsOfAServerShareOneConnection() throws IOException {
    enter(ToyWorld::new);
    RemoteEnvironment.Terms terms =
        new RemoteEnvironment.Terms(new HurriedPatience(), Duration.ofSeconds(60), 8);
    try (RemoteEnvironment other = new RemoteEnvironment(server.address(), servers, terms, 2)) {
      other.reset();
      environment.reset();
      assertEquals(1, servers.size());
      assertEquals(1, server.peers.size());
    }
    assertEquals(1, servers.size());
    assertEquals(1, environment.step(ACTION).reward());
  }
}
