package org.dreamer4j.envs.remote;

import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What gRPC reports, in words for a person. */
final class Failures {
  private Failures() {}

  /** The end of a conversation that should have gone on. */
  static RemoteFailure of(Status status) {
    String details = oneLine(status.getDescription(), status.getCode().toString());
    return switch (status.getCode()) {
      case OK -> RemoteFailure.passing("the server ended the connection");
      case UNAVAILABLE ->
          RemoteFailure.passing("no server can be reached there (" + reason(status) + ")");
      case RESOURCE_EXHAUSTED ->
          RemoteFailure.passing("more than can be taken in one message came: " + details);
      case UNIMPLEMENTED ->
          RemoteFailure.lasting("the server there does not speak dm_env_rpc v1: " + details);
      default ->
          RemoteFailure.passing("the connection broke: " + status.getCode() + ": " + details);
    };
  }

  /** The innermost cause says most, e.g. "Connection refused: /127.0.0.1:7000". */
  private static String reason(Status status) {
    Optional<Throwable> cause = Optional.ofNullable(status.getCause());
    while (cause.map(Throwable::getCause).isPresent()) {
      cause = cause.map(Throwable::getCause);
    }
    return oneLine(
        cause.map(Throwable::getMessage).orElseGet(status::getDescription), "connection lost");
  }

  /** A message without its line breaks, or something else if there is none. */
  static String oneLine(@Nullable String message, String otherwise) {
    return message == null || message.isBlank()
        ? otherwise
        : message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** Seconds without needless zeros. */
  static String seconds(Duration duration) {
    double seconds = duration.toMillis() / 1e3;
    return seconds == Math.rint(seconds) ? String.valueOf((long) seconds) : "" + seconds;
  }
}
