package org.dreamer4j.envs.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.dreamer4j.core.EnvironmentLostException;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.remote.protocol.EnvironmentRequest;
import org.dreamer4j.envs.remote.protocol.EnvironmentResponse;
import org.dreamer4j.envs.remote.protocol.EnvironmentStateType;
import org.dreamer4j.envs.remote.protocol.StepRequest;
import org.dreamer4j.envs.remote.protocol.StepResponse;
import org.dreamer4j.envs.remote.protocol.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes wrong within an episode costs the episode, not the environment. */
class LostEnvironmentTest {
  private static final float[] ACTION = {0, 0};

  private final Servers servers = new Servers();
  private final AtomicReference<LoopbackServer> server = new AtomicReference<>();
  private final HurriedPatience patience = new HurriedPatience(() -> server.get().silence());
  private RemoteEnvironment environment;

  @AfterEach
  void close() {
    environment.close();
    server.get().close();
  }

  /** Its second step of the first client comes changed. */
  private void enter(UnaryOperator<EnvironmentResponse> flaw) throws IOException {
    boolean[] isOver = new boolean[1];
    server.set(
        new LoopbackServer(
            () ->
                new ToyWorld() {
                  @Override
                  public Optional<EnvironmentResponse> answer(EnvironmentRequest request) {
                    Optional<EnvironmentResponse> answer = super.answer(request);
                    if (!request.hasStep() || request.getStep().getActionsCount() == 0) {
                      return answer;
                    }
                    if (isOver[0]) {
                      return answer;
                    }
                    isOver[0] = true;
                    return answer.map(flaw);
                  }
                }));
    connect();
  }

  private void connect() {
    environment =
        new RemoteEnvironment(
            server.get().address(),
            servers,
            new RemoteEnvironment.Terms(patience, Duration.ofSeconds(60), 8),
            1);
    environment.reset();
  }

  /** Loses the episode, then starts another; gives why it was lost. */
  private String loss() {
    EnvironmentLostException loss =
        assertThrows(EnvironmentLostException.class, () -> environment.step(ACTION));
    assertThrows(IllegalStateException.class, () -> environment.step(ACTION));
    server.get().speakAgain();
    assertTrue(environment.reset().first());
    assertEquals(1, environment.step(ACTION).reward());
    String start = "remote environment " + server.get().address() + ": ";
    assertTrue(loss.getMessage().startsWith(start), loss.getMessage());
    assertFalse(loss.getMessage().contains("\n"));
    return loss.getMessage().substring(start.length());
  }

  private static UnaryOperator<EnvironmentResponse> showing(long uid, Tensor tensor) {
    return answer ->
        answer.toBuilder()
            .setStep(answer.getStep().toBuilder().putObservations(uid, tensor))
            .build();
  }

  @Test
  void silenceEndsWithTheDeadline() throws IOException {
    enter(answer -> null);

    assertEquals("no answer within 60 s (remote_deadline)", loss());
    assertEquals(Duration.ofSeconds(60), patience.limits.get(0));
  }

  @Test
  void streamThatBreaksCostsTheEpisode() throws IOException {
    enter(
        answer -> {
          throw new LoopbackServer.Hangup(Status.UNAVAILABLE.withDescription("going\n down"));
        });

    assertEquals("no server can be reached there (going down)", loss());
  }

  @Test
  void streamThatEndsCostsTheEpisode() throws IOException {
    enter(
        answer -> {
          throw new LoopbackServer.Hangup(Status.OK);
        });

    assertEquals("the server ended the connection", loss());
  }

  @Test
  void errorOfTheServerIsPassedOn() throws IOException {
    enter(answer -> Messages.error("the motor\nis broken"));

    assertEquals("the server says: the motor is broken", loss());
  }

  @Test
  void answerToSomethingElseIsRefused() throws IOException {
    enter(answer -> Messages.created("again"));

    assertEquals("the server answered CREATE_WORLD when asked for STEP", loss());
  }

  @Test
  void emptyAnswerIsRefused() throws IOException {
    enter(answer -> EnvironmentResponse.getDefaultInstance());

    assertEquals("the server answered PAYLOAD_NOT_SET when asked for STEP", loss());
  }

  @Test
  void imageOfAnotherShapeIsRefused() throws IOException {
    enter(showing(ToyWorld.IMAGE, Messages.bytes(new byte[12], 2, 2, 3)));

    assertEquals("'image' (UINT8 [8, 8, 3]) came as UINT8S [2, 2, 3]", loss());
  }

  @Test
  void imageThatIsTooShortIsRefused() throws IOException {
    enter(showing(ToyWorld.IMAGE, Messages.bytes(new byte[12], 8, 8, 3)));

    assertEquals("'image' (UINT8 [8, 8, 3]) came with 12 elements", loss());
  }

  @Test
  void vectorOfAnotherTypeIsRefused() throws IOException {
    enter(showing(ToyWorld.PLACE, Messages.floats(1, 2)));

    assertEquals("'place' (DOUBLE [2]) came as FLOATS [2]", loss());
  }

  @Test
  void rewardThatIsNoNumberIsRefused() throws IOException {
    enter(showing(ToyWorld.REWARD, Messages.number(Float.NaN)));

    assertEquals("'reward' (FLOAT []) came with NaN", loss());
  }

  @Test
  void vectorTooLargeForAFloatIsRefused() throws IOException {
    enter(showing(ToyWorld.PLACE, Messages.doubles(1, 1e300)));

    assertEquals("'place' (DOUBLE [2]) came with 1.0E300", loss());
  }

  @Test
  void missingObservationIsRefused() throws IOException {
    enter(
        answer ->
            answer.toBuilder()
                .setStep(answer.getStep().toBuilder().removeObservations(ToyWorld.SPEED))
                .build());

    assertEquals("'speed' (FLOAT []) did not come", loss());
  }

  @Test
  void stateThatIsNoneIsRefused() throws IOException {
    enter(
        answer ->
            answer.toBuilder()
                .setStep(
                    answer.getStep().toBuilder()
                        .setState(EnvironmentStateType.INVALID_ENVIRONMENT_STATE))
                .build());

    assertEquals("a step came with the state INVALID_ENVIRONMENT_STATE", loss());
  }

  @Test
  void messageBeyondTheLimitIsRefused() throws IOException {
    enter(
        showing(
            ToyWorld.IMAGE, Messages.bytes(new byte[Servers.MOST_MESSAGE_BYTES], 1 << 24, 1, 1)));

    String loss = loss();
    assertTrue(loss.startsWith("more than can be taken in one message came: "), loss);
    assertTrue(loss.contains("16777216"), loss);
  }

  @Test
  void serverThatDiesAndComesBackIsFoundAgain() throws IOException {
    server.set(new LoopbackServer(ToyWorld::new));
    connect();
    environment.step(ACTION);
    int port = server.get().port();
    server.get().die();
    patience.duringPauses(
        () -> {
          if (patience.pauses.size() == 3) {
            server.set(start(port));
          }
        });

    assertThrows(EnvironmentLostException.class, () -> environment.step(ACTION));
    TimeStep first = environment.reset();

    assertTrue(first.first());
    assertEquals(3, patience.pauses.size());
    for (int i = 0; i < 3; i++) {
      long usual = 1000L << i;
      long pause = patience.pauses.get(i).toMillis();
      assertTrue(pause >= usual / 2 && pause < usual * 3 / 2, "pause " + i + " is " + pause);
    }
  }

  private static LoopbackServer start(int port) {
    try {
      return new LoopbackServer(port, ToyWorld::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void serverThatStaysAwayIsGivenUp() throws IOException {
    server.set(new LoopbackServer(ToyWorld::new));
    connect();
    server.get().die();

    assertThrows(EnvironmentLostException.class, () -> environment.step(ACTION));
    EnvironmentLostException end =
        assertThrows(EnvironmentLostException.class, () -> environment.reset());

    assertEquals(RetryPlan.WITHIN_RUN.attempts() - 1, patience.pauses.size());
    assertTrue(end.getMessage().contains("Connection refused"), end.getMessage());
    assertTrue(end.getMessage().endsWith("; gave up after 8 attempts"), end.getMessage());
  }

  @Test
  void worldOfAnotherKindAfterALossIsNotTaken() throws IOException {
    server.set(new LoopbackServer(ToyWorld::new));
    connect();
    LoopbackServer old = server.get();
    int port = old.port();
    old.die();
    server.set(
        new LoopbackServer(
            port,
            () -> {
              ToyWorld world = new ToyWorld();
              world.observations.remove(ToyWorld.SPEED);
              return world;
            }));

    assertThrows(EnvironmentLostException.class, () -> environment.step(ACTION));
    EnvironmentLostException end =
        assertThrows(EnvironmentLostException.class, () -> environment.reset());

    assertTrue(end.getMessage().contains("the world is another one"), end.getMessage());
    assertEquals(0, patience.pauses.size());
  }

  @Test
  void newWorldAfterALossHasAnotherSeed() throws IOException {
    enter(answer -> null);
    loss();

    long[] seeds =
        server.get().requests.stream()
            .filter(EnvironmentRequest::hasCreateWorld)
            .map(request -> request.getCreateWorld().getSettingsMap())
            .mapToLong(settings -> settings.get("seed").getInt64S().getArray(0))
            .toArray();
    assertEquals(2, seeds.length);
    assertNotEquals(seeds[0], seeds[1]);
  }

  @Test
  void episodeThatEndsBeforeItBeginsIsTriedAgain() throws IOException {
    int[] steps = new int[1];
    server.set(
        new LoopbackServer(
            () ->
                new ToyWorld() {
                  @Override
                  public Optional<EnvironmentResponse> answer(EnvironmentRequest request) {
                    Optional<EnvironmentResponse> answer = super.answer(request);
                    if (!request.hasStep() || steps[0]++ > 0) {
                      return answer;
                    }
                    StepResponse.Builder ended =
                        answer.get().getStep().toBuilder()
                            .setState(EnvironmentStateType.TERMINATED);
                    return Optional.of(answer.get().toBuilder().setStep(ended).build());
                  }
                }));
    connect();

    assertEquals(1, patience.pauses.size());
    assertEquals(1, environment.step(ACTION).reward());
  }

  @Test
  void lossOfOneLeavesAnotherOfTheSameServerAlone() throws IOException {
    int[] clients = new int[1];
    server.set(
        new LoopbackServer(
            () -> {
              boolean isFirst = clients[0]++ == 0;
              return new ToyWorld() {
                @Override
                Map<Long, Tensor> show(StepRequest request, int number) {
                  Map<Long, Tensor> shown = super.show(request, number);
                  if (isFirst && number == 2) {
                    shown.put(REWARD, Messages.number(Float.POSITIVE_INFINITY));
                  }
                  return shown;
                }
              };
            }));
    connect();
    RemoteEnvironment.Terms terms =
        new RemoteEnvironment.Terms(patience, Duration.ofSeconds(60), 8);
    try (RemoteEnvironment other =
        new RemoteEnvironment(server.get().address(), servers, terms, 2)) {
      other.reset();
      other.step(ACTION);
      environment.step(ACTION);
      assertThrows(EnvironmentLostException.class, () -> environment.step(ACTION));
      assertEquals(2, other.step(ACTION).reward());
      environment.reset();
      assertEquals(3, other.step(ACTION).reward());
      assertEquals(1, environment.step(ACTION).reward());
    }
  }
}
