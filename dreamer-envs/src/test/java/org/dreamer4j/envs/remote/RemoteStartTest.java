package org.dreamer4j.envs.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.dreamer4j.envs.remote.protocol.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong before the first episode is told on one line. */
class RemoteStartTest {
  private final Servers servers = new Servers();

  private String refusal(RemoteAddress address, HurriedPatience patience) {
    RemoteEnvironment.Terms terms =
        new RemoteEnvironment.Terms(patience, Duration.ofMillis(2500), 8);
    IllegalStateException refusal =
        assertThrows(
            IllegalStateException.class, () -> new RemoteEnvironment(address, servers, terms, 1));
    assertEquals(0, servers.size());
    String start = "remote environment " + address + ": ";
    assertTrue(refusal.getMessage().startsWith(start), refusal.getMessage());
    assertFalse(refusal.getMessage().contains("\n"));
    return refusal.getMessage().substring(start.length());
  }

  private String refusal(LoopbackServer.Client client, int attempts) throws IOException {
    try (LoopbackServer server = new LoopbackServer(() -> client)) {
      HurriedPatience patience = new HurriedPatience(server::silence);
      String refusal = refusal(server.address(), patience);
      assertEquals(attempts - 1, patience.pauses.size());
      return refusal;
    }
  }

  private String refusal(Consumer<ToyWorld> change) throws IOException {
    ToyWorld world = new ToyWorld();
    change.accept(world);
    return refusal(world, 1);
  }

  @Test
  void nobodyThere() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    HurriedPatience patience = new HurriedPatience();

    String refusal = refusal(RemoteAddress.parse("127.0.0.1:" + port), patience);

    assertTrue(refusal.contains("no server can be reached there (Connection refused"), refusal);
    assertEquals(RetryPlan.AT_START.attempts() - 1, patience.pauses.size());
  }

  @Test
  void nameOfNoMachine() {
    assertEquals(
        "there is no host 'no-such-host.invalid'",
        refusal(RemoteAddress.parse("no-such-host.invalid:1"), new HurriedPatience()));
  }

  @Test
  void serverThatNeverAnswers() throws IOException {
    assertEquals(
        "no answer within 2.5 s (remote_deadline)", refusal(request -> Optional.empty(), 3));
  }

  /** Less than a frame of HTTP/2, which begins with its length. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8})
  void serverThatStopsWithinItsFirstBytes(int bytes) throws Exception {
    byte[] settingsFrame = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    CompletableFuture<Void> silence = new CompletableFuture<>();
    try (ServerSocket socket = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Thread drip =
          new Thread(
              () -> {
                try (Socket client = socket.accept()) {
                  client.getOutputStream().write(settingsFrame, 0, bytes);
                  client.getOutputStream().flush();
                  client.getInputStream().read();
                  silence.complete(null);
                  client.getInputStream().readAllBytes();
                } catch (IOException e) {
                  silence.completeExceptionally(e);
                }
              });
      drip.start();

      String refusal =
          refusal(
              RemoteAddress.parse("127.0.0.1:" + socket.getLocalPort()),
              new HurriedPatience(() -> silence));

      assertEquals("no answer within 2.5 s (remote_deadline)", refusal);
      drip.join();
    }
  }

  @Test
  void serverOfSomethingElse() throws IOException {
    assertEquals(
        "the server there does not speak dm_env_rpc v1: Method not found",
        refusal(
            request -> {
              throw new LoopbackServer.Hangup(
                  Status.UNIMPLEMENTED.withDescription("Method not found"));
            },
            1));
  }

  @Test
  void serverWithoutSuchAWorld() throws IOException {
    assertEquals(
        "the server says: no world 'x'",
        refusal(request -> Optional.of(Messages.error("no world 'x'")), 1));
  }

  @Test
  void errorWithoutAWordHasItsCode() throws IOException {
    assertEquals(
        "the server says: error 3", refusal(request -> Optional.of(Messages.error(" ")), 1));
  }

  @Test
  void worldWithoutImage() throws IOException {
    assertEquals(
        "the world's observations lack one image (UINT8 [height, width, 3], several need one named"
            + " 'image'): ['reward' (FLOAT []), 'speed' (FLOAT []), 'note' (STRING []), 'place'"
            + " (DOUBLE [2])]",
        refusal(world -> world.observations.remove(ToyWorld.IMAGE)));
  }

  @Test
  void worldWithoutReward() throws IOException {
    assertTrue(
        refusal(world -> world.observations.remove(ToyWorld.REWARD))
            .startsWith("the world's observations lack the reward: ['speed'"));
  }

  @Test
  void rewardOfSeveralNumbers() throws IOException {
    assertEquals(
        "'reward' (FLOAT [2]) must be one float",
        refusal(
            world ->
                world.observations.put(
                    ToyWorld.REWARD, Messages.spec("reward", DataType.FLOAT, 2))));
  }

  @Test
  void imageOfOpenSize() throws IOException {
    assertEquals(
        "'image' (UINT8 [-1, 8, 3]) has no fixed size",
        refusal(
            world ->
                world.observations.put(
                    ToyWorld.IMAGE, Messages.spec("image", DataType.UINT8, -1, 8, 3))));
  }

  @Test
  void vectorOfOpenSize() throws IOException {
    assertEquals(
        "'place' (DOUBLE [-1]) has no fixed size",
        refusal(
            world ->
                world.observations.put(
                    ToyWorld.PLACE, Messages.spec("place", DataType.DOUBLE, -1))));
  }

  @Test
  void vectorBeyondMeasure() throws IOException {
    assertEquals(
        "'place' (DOUBLE [2000000000]) is too large, 16777216 elements are the most",
        refusal(
            world ->
                world.observations.put(
                    ToyWorld.PLACE, Messages.spec("place", DataType.DOUBLE, 2_000_000_000))));
  }

  @Test
  void imageBeyondMeasure() throws IOException {
    int large = Integer.MAX_VALUE;
    assertTrue(
        refusal(
                world ->
                    world.observations.put(
                        ToyWorld.IMAGE, Messages.spec("image", DataType.UINT8, large, large, 3)))
            .contains("is too large"));
  }

  @Test
  void actionsThatCannotBeGiven() throws IOException {
    assertEquals(
        "the world takes ['drive' (STRING [])], but only float vectors or one integer can be given",
        refusal(
            world -> world.actions.put(ToyWorld.DRIVE, Messages.spec("drive", DataType.STRING))));
  }

  @Test
  void actionsOfAnUnknownType() throws IOException {
    assertEquals(
        "the world takes ['drive' (UNRECOGNIZED [])], but only float vectors or one integer can be"
            + " given",
        refusal(
            world ->
                world.actions.put(
                    ToyWorld.DRIVE,
                    Messages.spec("drive", DataType.FLOAT).toBuilder().setDtypeValue(99).build())));
  }
}
