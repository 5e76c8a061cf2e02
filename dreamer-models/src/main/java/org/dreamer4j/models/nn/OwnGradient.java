package org.dreamer4j.models.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Operations whose gradients are ours.
 *
 * <p>TensorFlow knows gradients by the type of an operation, for the whole process. {@code
 * IdentityN} has none of its own; one is registered here. It hands gradients on, except to those
 * operations that {@link #join} has named: their first input is a value whose own gradient is
 * stopped; the others are what it was computed from, which get their gradients from us, or what
 * these gradients take. See docs/adr/0006.
 */
final class OwnGradient {
  /** Type of the operation with a gradient of its own. */
  static final String TYPE = "IdentityN";

  /** An attribute with the number that {@link #join} was given. */
  private static final String NUMBER = "_number";

  /** What a joined value is. */
  enum Kind {
    /** See {@link RectifierGradient}; the number is the length of the bias. */
    RECTIFIED("dreamer4j.rectified"),

    /** See {@link RowGradient}; the number is that of the layers. */
    ROWS("dreamer4j.rows");

    /** Part of the names of such operations. */
    private final String label;

    Kind(String label) {
      this.label = label;
    }

    private static Optional<Kind> of(GraphOperation operation) {
      return Arrays.stream(values()).filter(k -> operation.name().contains(k.label)).findFirst();
    }
  }

  private static final boolean REGISTERED = register();

  private OwnGradient() {}

  /**
   * Whether the gradient is there: not on Windows, where none can be registered, nor where another
   * library has registered its own before.
   */
  static boolean isRegistered() {
    return REGISTERED;
  }

  private static boolean register() {
    try {
      return TensorFlow.registerCustomGradient(TYPE, OwnGradient::of);
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  /**
   * Hands y on, with a gradient of ours.
   *
   * @param number that the gradient asks for
   * @param inputs what the gradient is for or asks for, after y
   */
  static Operand<TFloat32> join(
      Net net, Kind kind, long number, Operand<TFloat32> y, List<Operand<TFloat32>> inputs) {
    List<Output<?>> all = new ArrayList<>(List.of(net.tf().stopGradient(y).asOutput()));
    inputs.forEach(input -> all.add(input.asOutput()));
    return net.tf()
        .withName(kind.label)
        .scope()
        .opBuilder(TYPE, kind.label)
        .addInputList(all.toArray(Output<?>[]::new))
        .setAttr(NUMBER, number)
        .build()
        .output(0)
        .expect(net.type());
  }

  /**
   * Called while TensorFlow holds the graph, so that to ask for a shape would wait forever.
   *
   * @param outputs gradients of the operation's outputs
   * @return gradients of its inputs
   */
  private static List<Operand<?>> of(Ops tf, GraphOperation operation, List<Output<?>> outputs) {
    Optional<Kind> kind = Kind.of(operation);
    if (kind.isEmpty()) {
      return new ArrayList<>(outputs);
    }
    Operand<TFloat32> given = floats(outputs.get(0));
    int number = Math.toIntExact(operation.attributes().getAttrInt(NUMBER));
    return switch (kind.get()) {
      case RECTIFIED -> RectifierGradient.of(tf, operation, number, given);
      case ROWS -> RowGradient.of(tf, operation, number, given);
    };
  }

  /** Floats in single or double precision; the operations take either. */
  @SuppressWarnings("unchecked")
  static Operand<TFloat32> floats(Output<?> output) {
    return (Output<TFloat32>) output;
  }
}
