package org.dreamer4j.envs.remote;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.InputStream;
import org.dreamer4j.envs.remote.protocol.EnvironmentRequest;
import org.dreamer4j.envs.remote.protocol.EnvironmentResponse;

/** The only method of a dm_env_rpc server, for gRPC. */
final class EnvironmentService {
  static final String NAME = "dm_env_rpc.v1.Environment";

  /** A stream of requests, each answered by one response. */
  static final MethodDescriptor<EnvironmentRequest, EnvironmentResponse> PROCESS =
      MethodDescriptor.<EnvironmentRequest, EnvironmentResponse>newBuilder()
          .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
          .setFullMethodName(MethodDescriptor.generateFullMethodName(NAME, "Process"))
          .setRequestMarshaller(new Messages<>(EnvironmentRequest.parser()))
          .setResponseMarshaller(new Messages<>(EnvironmentResponse.parser()))
          .build();

  private EnvironmentService() {}

  /** Messages to bytes and back. */
  private record Messages<T extends MessageLite>(Parser<T> parser)
      implements MethodDescriptor.Marshaller<T> {
    @Override
    public InputStream stream(T message) {
      return message.toByteString().newInput();
    }

    @Override
    public T parse(InputStream stream) {
      try {
        return parser.parseFrom(stream);
      } catch (InvalidProtocolBufferException e) {
        throw Status.INTERNAL
            .withDescription("what came is no message of dm_env_rpc: " + e.getMessage())
            .withCause(e)
            .asRuntimeException();
      }
    }
  }
}
