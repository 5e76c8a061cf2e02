package org.dreamer4j.envs.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.dreamer4j.core.Spec;
import org.dreamer4j.envs.remote.protocol.DataType;
import org.dreamer4j.envs.remote.protocol.Tensor;
import org.dreamer4j.envs.remote.protocol.TensorSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ActionPlanTest {
  private static final TensorSpec ANGLE = Messages.spec("angle", DataType.DOUBLE, 2);
  private static final TensorSpec GAS = Messages.spec("gas", DataType.FLOAT);

  private static String refusal(TensorSpec... actions) {
    Map<Long, TensorSpec> offered = new HashMap<>();
    for (TensorSpec action : actions) {
      offered.put((long) offered.size(), action);
    }
    RemoteFailure refusal = assertThrows(RemoteFailure.class, () -> ActionPlan.of(offered));
    assertEquals(RemoteFailure.Kind.LASTING, refusal.kind);
    return refusal.getMessage();
  }

  @Test
  void floatActionsBecomeOneVectorInTheOrderOfTheirNumbers() throws RemoteFailure {
    TensorSpec angle =
        ANGLE.toBuilder().setMin(Messages.bound(-1, -3)).setMax(Messages.bound(1, 3)).build();
    ActionPlan plan = ActionPlan.of(Map.of(8L, Messages.bounded(GAS, 0, 1), 3L, angle));

    assertEquals(new Spec.Box(new float[] {-1, -3, 0}, new float[] {1, 3, 1}), plan.spec());
    assertEquals(
        Map.of(3L, Messages.doubles(0.5, -2), 8L, Messages.number(0.25f)),
        plan.tensors(new float[] {0.5f, -2, 0.25f}));
  }

  @Test
  void roundingToFloatsLeavesNoBound() throws RemoteFailure {
    TensorSpec narrow =
        ANGLE.toBuilder().setMin(Messages.bound(-0.1)).setMax(Messages.bound(0.1)).build();
    ActionPlan plan = ActionPlan.of(Map.of(1L, narrow));

    assertEquals(Map.of(1L, Messages.doubles(-0.1, 0.1)), plan.tensors(new float[] {-0.1f, 0.1f}));
  }

  static Stream<Arguments> integers() {
    Tensor.Builder tensor = Tensor.newBuilder();
    ByteString minusOne = ByteString.copyFrom(new byte[] {-1});
    TensorSpec.Value.Builder bound = TensorSpec.Value.newBuilder();
    return Stream.of(
        Arguments.of(
            DataType.INT8,
            bound.setInt8(-2).build(),
            tensor.setInt8S(Tensor.Int8Array.newBuilder().setArray(minusOne)).build()),
        Arguments.of(
            DataType.INT32,
            bound.setInt32S(Tensor.Int32Array.newBuilder().addArray(-2)).build(),
            tensor.setInt32S(Tensor.Int32Array.newBuilder().addArray(-1)).build()),
        Arguments.of(
            DataType.INT64,
            bound.setInt64(-2).build(),
            tensor.setInt64S(Tensor.Int64Array.newBuilder().addArray(-1)).build()),
        Arguments.of(
            DataType.UINT8,
            bound.setUint8(254).build(),
            tensor.setUint8S(Tensor.Uint8Array.newBuilder().setArray(minusOne)).build()),
        Arguments.of(
            DataType.UINT32,
            bound.setUint32(6).build(),
            tensor.setUint32S(Tensor.Uint32Array.newBuilder().addArray(7)).build()),
        Arguments.of(
            DataType.UINT64,
            bound.setUint64S(Tensor.Uint64Array.newBuilder().addArray(6)).build(),
            tensor.setUint64S(Tensor.Uint64Array.newBuilder().addArray(7)).build()));
  }

  @ParameterizedTest
  @MethodSource("integers")
  void integerOfAnyTypeIsAChoiceThatBeginsAtItsSmallest(
      DataType type, TensorSpec.Value min, Tensor second) throws RemoteFailure {
    TensorSpec integer =
        Messages.spec("go", type).toBuilder()
            .setMin(min)
            .setMax(type == DataType.UINT8 ? Messages.bound(255) : Messages.bound(9))
            .build();
    ActionPlan plan = ActionPlan.of(Map.of(4L, integer));

    int choices = min.hasInt64() || min.hasInt8() || min.hasInt32S() ? 12 : 4;
    assertEquals(new Spec.Discrete(type == DataType.UINT8 ? 2 : choices), plan.spec());
    assertEquals(Map.of(4L, second), plan.tensors(new float[] {0.1f, 0.9f}));
  }

  @Test
  void boundsThatAreNoneAreRefused() {
    String finite = "has no finite bounds; the server must give min and max";
    assertEquals("'gas' (FLOAT []) " + finite, refusal(GAS));
    assertEquals(
        "'gas' (FLOAT []) " + finite, refusal(Messages.bounded(GAS, 0, Double.POSITIVE_INFINITY)));
    assertEquals("'gas' (FLOAT []) " + finite, refusal(Messages.bounded(GAS, -1e300, 0)));
    assertEquals(
        "action element 1 may lie in [1.0, -1.0]: nowhere",
        refusal(Messages.bounded(GAS, 0, 1), Messages.bounded(GAS, 1, -1)));
    assertEquals(
        "'go' (INT32 []) has no bounds; the server must give min and max",
        refusal(Messages.spec("go", DataType.INT32)));
  }

  @Test
  void boundsOfAnotherLengthAreRefused() {
    RemoteFailure refusal =
        assertThrows(
            RemoteFailure.class,
            () ->
                ActionPlan.of(
                    Map.of(1L, ANGLE.toBuilder().setMin(Messages.bound(1, 2, 3)).build())));
    assertEquals("'angle' (DOUBLE [2]) came with 3 elements", refusal.getMessage());
  }

  @Test
  void tooManyChoicesAreRefused() {
    assertEquals(
        "'go' (INT32 []) goes from 0 to 10000; there must be 1 to 10000 choices",
        refusal(Messages.bounded(Messages.spec("go", DataType.INT32), 0, 10_000)));
    assertEquals(
        "'go' (INT32 []) goes from 1 to 0; there must be 1 to 10000 choices",
        refusal(Messages.bounded(Messages.spec("go", DataType.INT32), 1, 0)));
  }

  @Test
  void otherActionsAreRefused() {
    String only = ", but only float vectors or one integer can be given";
    assertEquals(
        "the world takes ['a' (INT32 []), 'b' (INT32 [])]" + only,
        refusal(Messages.spec("a", DataType.INT32), Messages.spec("b", DataType.INT32)));
    assertEquals(
        "the world takes ['a' (FLOAT [2, 2])]" + only,
        refusal(Messages.spec("a", DataType.FLOAT, 2, 2)));
    assertEquals("the world takes []" + only, refusal());
    assertEquals(
        "'go' (INT32 [3]) must be a single integer",
        refusal(Messages.bounded(Messages.spec("go", DataType.INT32, 3), 0, 1)));
  }
}
