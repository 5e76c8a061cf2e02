package org.dreamer4j.models.checkpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.ElementType;
import org.dreamer4j.core.Printable;
import org.dreamer4j.models.checkpoint.PickleValue.Dtype;
import org.dreamer4j.models.checkpoint.PickleValue.Global;
import org.dreamer4j.models.checkpoint.PickleValue.Int;
import org.dreamer4j.models.checkpoint.PickleValue.Latin1;
import org.dreamer4j.models.checkpoint.PickleValue.NdArray;
import org.dreamer4j.models.checkpoint.PickleValue.None;
import org.dreamer4j.models.checkpoint.PickleValue.Part;
import org.dreamer4j.models.checkpoint.PickleValue.Raw;
import org.dreamer4j.models.checkpoint.PickleValue.Text;
import org.dreamer4j.models.checkpoint.PickleValue.Truth;
import org.dreamer4j.models.checkpoint.PickleValue.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * What the calls in a pickle of arrays come to: {@code ndarray.__reduce__}, {@code __setstate__}
 * and their like, in the forms of NumPy 1 and 2.
 */
final class NumPyCalls {
  private static final int ARRAY_STATE = 5;
  private static final int MAX_RANK = 64; // NumPy's own
  private static final Set<String> LATIN_1 = Set.of("latin1", "latin-1");

  private final PickleInput in;

  /**
   * Calls of one pickle.
   *
   * @param in where the pickle is read, for messages
   */
  NumPyCalls(PickleInput in) {
    this.in = in;
  }

  /** A function or class by name. */
  Global global(String module, String name) throws CheckpointFormatException {
    Global global = Global.of(module + "." + name);
    if (global == null) {
      throw in.problem(
          "names "
              + Printable.name(module + "." + name)
              + ", which is refused; only NumPy arrays are constructed");
    }
    return global;
  }

  /** What a call returns. */
  PickleValue call(PickleValue function, PickleValue arguments) throws CheckpointFormatException {
    if (!(function instanceof Global global) || !(arguments instanceof Tuple tuple)) {
      throw in.problem(
          "a call of a " + function.kind() + " with a " + arguments.kind() + " of arguments");
    }
    List<PickleValue> given = tuple.items();
    switch (global) {
      case RECONSTRUCT:
        require(given.size() == 3 && given.get(0) == Global.NDARRAY, "an array of another class");
        return new NdArray();
      case DTYPE:
        require(!given.isEmpty() && given.size() <= 3, "a dtype that is made in another way");
        return dtype(text(given.get(0)));
      case SCALAR:
        require(given.size() == 2, "a scalar without a value");
        return array(new int[0], given.get(0), false, raw(given.get(1)));
      case FROM_BUFFER:
        return fromBuffer(given);
      case ENCODE:
        require(given.size() == 2 && LATIN_1.contains(text(given.get(1))), "another encoding");
        // The bytes themselves: a pickle may ask for the same ones at each of its instructions.
        return given.get(0) instanceof Part part ? part : new Latin1(text(given.get(0)));
      case BYTES:
        require(given.isEmpty(), "bytes that are made of something");
        return new Latin1("");
      default:
        throw in.problem("a call of numpy.ndarray");
    }
  }

  private NdArray fromBuffer(List<PickleValue> given) throws CheckpointFormatException {
    boolean plain = given.size() == 4 || (given.size() == 5 && given.get(4) == None.NONE);
    String order = plain ? text(given.get(3)) : "";
    require(order.equals("C") || order.equals("F"), "an array in an order other than C and F");
    return array(shape(given.get(2)), given.get(1), order.equals("F"), raw(given.get(0)));
  }

  /** Completes an object that a call has made. */
  void setState(PickleValue target, PickleValue state) throws CheckpointFormatException {
    if (!(state instanceof Tuple tuple)) {
      throw in.problem("a " + state.kind() + " as state of a " + target.kind());
    }
    List<PickleValue> items = tuple.items();
    if (target instanceof Dtype dtype) {
      require(items.size() >= 5, "a dtype with too short a state");
      require(
          items.get(2) == None.NONE && items.get(3) == None.NONE && items.get(4) == None.NONE,
          "a structured dtype");
      dtype.bigEndian = bigEndian(text(items.get(1)));
    } else if (target instanceof NdArray array && array.data == null) {
      require(items.size() == ARRAY_STATE, "an array with another kind of state");
      require(items.get(3) instanceof Truth, "an array without an order");
      boolean fortranOrder = items.get(3) instanceof Truth order && order.value();
      NdArray built = array(shape(items.get(1)), items.get(2), fortranOrder, raw(items.get(4)));
      array.dtype = built.dtype;
      array.shape = built.shape;
      array.fortranOrder = fortranOrder;
      array.data = built.data;
    } else {
      throw in.problem("a state for a " + target.kind());
    }
  }

  private NdArray array(int[] shape, PickleValue dtype, boolean fortranOrder, Raw data)
      throws CheckpointFormatException {
    if (!(dtype instanceof Dtype type)) {
      throw in.problem("a " + dtype.kind() + " in place of a dtype");
    }
    long needed = (long) Array.count(shape) * type.type.bytes();
    if (needed != data.length()) {
      throw in.problem(
          "expected "
              + needed
              + " bytes for "
              + type.type.label()
              + " "
              + Arrays.toString(shape)
              + ", got "
              + data.length());
    }
    NdArray array = new NdArray();
    array.dtype = type;
    array.shape = shape;
    array.fortranOrder = fortranOrder;
    array.data = data;
    return array;
  }

  private Dtype dtype(String name) throws CheckpointFormatException {
    boolean hasOrder = !name.isEmpty() && "<>|=".indexOf(name.charAt(0)) >= 0;
    @Nullable ElementType type =
        switch (hasOrder ? name.substring(1) : name) {
          case "u1" -> ElementType.UINT8;
          case "b1" -> ElementType.BOOL;
          case "f2" -> ElementType.FLOAT16;
          case "f4" -> ElementType.FLOAT32;
          case "f8" -> ElementType.FLOAT64;
          case "i4" -> ElementType.INT32;
          case "i8" -> ElementType.INT64;
          default -> null;
        };
    if (type == null) {
      throw in.problem(
          "dtype '"
              + Printable.name(name)
              + "' is not read; read are u1, b1, f2, f4, f8, i4 and i8");
    }
    Dtype dtype = new Dtype(type);
    dtype.bigEndian = hasOrder && name.charAt(0) == '>';
    return dtype;
  }

  private boolean bigEndian(String order) throws CheckpointFormatException {
    require(List.of("<", ">", "|").contains(order), "a dtype with an unknown byte order");
    return order.equals(">");
  }

  private int[] shape(PickleValue value) throws CheckpointFormatException {
    if (!(value instanceof Tuple tuple)) {
      throw in.problem("a " + value.kind() + " in place of a shape");
    }
    require(tuple.items().size() <= MAX_RANK, "a shape of more than " + MAX_RANK + " dimensions");
    int[] shape = new int[tuple.items().size()];
    for (int i = 0; i < shape.length; i++) {
      long size = tuple.items().get(i) instanceof Int number ? number.value() : -1;
      require(size >= 0 && size <= Integer.MAX_VALUE, "a shape with an impossible size");
      shape[i] = (int) size;
    }
    try {
      Array.count(shape);
    } catch (IllegalArgumentException e) {
      throw in.problem(String.valueOf(e.getMessage()));
    }
    return shape;
  }

  /** A string, also one of Python 2. */
  String text(PickleValue value) throws CheckpointFormatException {
    if (value instanceof Text text) {
      return text.value();
    } else if (value instanceof Part part) {
      return new String(part.file(), part.offset(), part.length(), ISO_8859_1);
    }
    throw in.problem("a " + value.kind() + " in place of a str");
  }

  private Raw raw(PickleValue value) throws CheckpointFormatException {
    if (value instanceof Raw raw) {
      return raw;
    }
    throw in.problem("a " + value.kind() + " in place of the bytes of an array");
  }

  private void require(boolean condition, String problem) throws CheckpointFormatException {
    if (!condition) {
      throw in.problem(problem + ", which is not read");
    }
  }
}
