package org.dreamer4j.envs.remote;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.dreamer4j.envs.remote.protocol.EnvironmentRequest;
import org.dreamer4j.envs.remote.protocol.EnvironmentResponse;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with a server: one answer to each request, each within a deadline. After a failure
 * other than a refusal it is over. For one thread.
 */
final class Connection implements AutoCloseable {
  private final ClientCall<EnvironmentRequest, EnvironmentResponse> call;
  private final Patience patience;
  private final Duration deadline;
  private final Answers answers = new Answers();

  Connection(Channel channel, Patience patience, Duration deadline) {
    this.patience = patience;
    this.deadline = deadline;
    call = channel.newCall(EnvironmentService.PROCESS, CallOptions.DEFAULT);
    call.start(answers, new Metadata());
  }

  /** Hands over what comes in, on gRPC's threads. Only what was asked for is let in. */
  private static final class Answers extends ClientCall.Listener<EnvironmentResponse> {
    private @Nullable CompletableFuture<EnvironmentResponse> awaited;
    private @Nullable StatusException end;

    synchronized CompletableFuture<EnvironmentResponse> next() {
      CompletableFuture<EnvironmentResponse> answer = new CompletableFuture<>();
      awaited = answer;
      if (end != null) {
        answer.completeExceptionally(end);
      }
      return answer;
    }

    @Override
    public synchronized void onMessage(EnvironmentResponse message) {
      if (awaited != null) {
        awaited.complete(message);
      }
    }

    @Override
    public synchronized void onClose(Status status, Metadata trailers) {
      end = status.asException();
      if (awaited != null) {
        awaited.completeExceptionally(end);
      }
    }
  }

  /**
   * Asks and waits.
   *
   * @throws RemoteFailure if no answer comes, or one that is an error or answers something else
   */
  EnvironmentResponse ask(EnvironmentRequest request) throws RemoteFailure {
    EnvironmentResponse response = exchange(request);
    if (response.hasError()) {
      EnvironmentResponse.Status error = response.getError();
      throw new RemoteFailure(
          RemoteFailure.Kind.REFUSED,
          "the server says: " + Failures.oneLine(error.getMessage(), "error " + error.getCode()));
    }
    int asked = request.getPayloadCase().getNumber();
    if (response.getPayloadCase().getNumber() != asked) {
      throw RemoteFailure.passing(
          "the server answered "
              + response.getPayloadCase()
              + " when asked for "
              + request.getPayloadCase());
    }
    return response;
  }

  private EnvironmentResponse exchange(EnvironmentRequest request) throws RemoteFailure {
    CompletableFuture<EnvironmentResponse> answer = answers.next();
    try {
      call.request(1);
      call.sendMessage(request);
      if (!patience.await(answer, deadline)) {
        close();
        throw RemoteFailure.passing(
            "no answer within " + Failures.seconds(deadline) + " s (remote_deadline)");
      }
      return answer.join();
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw RemoteFailure.lasting("interrupted while waiting for the server");
    } catch (CompletionException e) {
      throw Failures.of(Status.fromThrowable(e));
    }
  }

  /** Hangs up. */
  @Override
  public void close() {
    call.cancel("the client has hung up", null);
  }
}
