package org.dreamer4j.envs.remote;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import org.dreamer4j.envs.remote.protocol.ActionObservationSpecs;
import org.dreamer4j.envs.remote.protocol.CreateWorldResponse;
import org.dreamer4j.envs.remote.protocol.DataType;
import org.dreamer4j.envs.remote.protocol.EnvironmentResponse;
import org.dreamer4j.envs.remote.protocol.EnvironmentStateType;
import org.dreamer4j.envs.remote.protocol.JoinWorldResponse;
import org.dreamer4j.envs.remote.protocol.StepResponse;
import org.dreamer4j.envs.remote.protocol.Tensor;
import org.dreamer4j.envs.remote.protocol.TensorSpec;

/** Messages of the protocol in few words. */
final class Messages {
  private Messages() {}

  static TensorSpec spec(String name, DataType type, Integer... shape) {
    return TensorSpec.newBuilder().setName(name).setDtype(type).addAllShape(List.of(shape)).build();
  }

  static TensorSpec bounded(TensorSpec spec, double low, double high) {
    return spec.toBuilder().setMin(bound(low)).setMax(bound(high)).build();
  }

  static TensorSpec.Value bound(double... values) {
    TensorSpec.Value.Builder bound = TensorSpec.Value.newBuilder();
    for (double value : values) {
      bound.getDoublesBuilder().addArray(value);
    }
    return bound.build();
  }

  static Tensor floats(float... values) {
    Tensor.Builder tensor = Tensor.newBuilder().addShape(values.length);
    for (float value : values) {
      tensor.getFloatsBuilder().addArray(value);
    }
    return tensor.build();
  }

  static Tensor number(float value) {
    return floats(value).toBuilder().clearShape().build();
  }

  static Tensor doubles(double... values) {
    Tensor.Builder tensor = Tensor.newBuilder().addShape(values.length);
    for (double value : values) {
      tensor.getDoublesBuilder().addArray(value);
    }
    return tensor.build();
  }

  static Tensor bytes(byte[] values, Integer... shape) {
    return Tensor.newBuilder()
        .setUint8S(Tensor.Uint8Array.newBuilder().setArray(ByteString.copyFrom(values)))
        .addAllShape(List.of(shape))
        .build();
  }

  static EnvironmentResponse created(String name) {
    return EnvironmentResponse.newBuilder()
        .setCreateWorld(CreateWorldResponse.newBuilder().setWorldName(name))
        .build();
  }

  static EnvironmentResponse joined(ActionObservationSpecs specs) {
    return EnvironmentResponse.newBuilder()
        .setJoinWorld(JoinWorldResponse.newBuilder().setSpecs(specs))
        .build();
  }

  static EnvironmentResponse stepped(EnvironmentStateType state, Map<Long, Tensor> observations) {
    return EnvironmentResponse.newBuilder()
        .setStep(StepResponse.newBuilder().setState(state).putAllObservations(observations))
        .build();
  }

  static EnvironmentResponse error(String message) {
    return EnvironmentResponse.newBuilder()
        .setError(EnvironmentResponse.Status.newBuilder().setCode(3).setMessage(message))
        .build();
  }
}
