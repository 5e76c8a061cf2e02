package org.dreamer4j.envs.remote;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.dreamer4j.envs.remote.protocol.EnvironmentRequest;
import org.dreamer4j.envs.remote.protocol.EnvironmentRequest.PayloadCase;
import org.dreamer4j.envs.remote.protocol.EnvironmentResponse;

/** A server on this machine that does what a test wants it to. */
final class LoopbackServer implements AutoCloseable {
  /** What happens to one client. */
  interface Client {
    /** Answers; empty to keep silent. */
    Optional<EnvironmentResponse> answer(EnvironmentRequest request);
  }

  /** Thrown by a client's side: the stream ends so. */
  static final class Hangup extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Status status;

    Hangup(Status status) {
      this.status = status;
    }
  }

  /** All requests in the order in which they came. */
  final List<EnvironmentRequest> requests = Collections.synchronizedList(new ArrayList<>());

  /** Where clients come from: as many entries as there are connections. */
  final Set<String> peers = ConcurrentHashMap.newKeySet();

  private final Server server;
  private volatile CompletableFuture<Void> silence = new CompletableFuture<>();

  LoopbackServer(Supplier<Client> clients) throws IOException {
    this(0, clients);
  }

  LoopbackServer(int port, Supplier<Client> clients) throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .addService(
                ServerServiceDefinition.builder(EnvironmentService.NAME)
                    .addMethod(
                        EnvironmentService.PROCESS, (call, headers) -> serve(call, clients.get()))
                    .build())
            .build()
            .start();
  }

  private ServerCall.Listener<EnvironmentRequest> serve(
      ServerCall<EnvironmentRequest, EnvironmentResponse> call, Client client) {
    peers.add(String.valueOf(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)));
    call.sendHeaders(new Metadata());
    call.request(1);
    return new ServerCall.Listener<>() {
      @Override
      public void onMessage(EnvironmentRequest request) {
        requests.add(request);
        try {
          Optional<EnvironmentResponse> answer = client.answer(request);
          answer.ifPresent(call::sendMessage);
          if (answer.isEmpty()) {
            silence.complete(null);
          }
          call.request(1);
        } catch (Hangup e) {
          call.close(e.status, new Metadata());
        }
      }
    };
  }

  int port() {
    return server.getPort();
  }

  RemoteAddress address() {
    return RemoteAddress.parse("127.0.0.1:" + port());
  }

  /** Done when a request has been left without an answer. */
  CompletableFuture<Void> silence() {
    return silence;
  }

  void speakAgain() {
    silence = new CompletableFuture<>();
  }

  List<PayloadCase> kinds() {
    synchronized (requests) {
      return requests.stream().map(EnvironmentRequest::getPayloadCase).toList();
    }
  }

  /** Ends all connections at once; to be called from any thread but the server's. */
  void die() {
    server.shutdownNow();
    try {
      if (!server.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("the server does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    die();
  }
}
