package org.dreamer4j.models.checkpoint;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.ElementType;

/**
 * Writes arrays as the pickle that Python's {@code pickle.dump} makes of a tuple of NumPy arrays:
 * protocol 4, which Python reads since 3.4, with the names of NumPy 1, which NumPy 2 reads too. As
 * there, arrays of rank 0 become NumPy scalars. The same arrays give the same bytes.
 */
public final class PickleWriter {
  private static final int PROTOCOL = 4;
  private static final String MULTIARRAY = "numpy.core.multiarray";

  private final DataOutputStream out;

  private PickleWriter(OutputStream out) {
    this.out = new DataOutputStream(out);
  }

  /**
   * Writes a tuple; the stream stays open.
   *
   * @param out buffered, since most writes are of a few bytes
   * @throws IOException if the stream refuses them
   */
  public static void write(OutputStream out, List<Array> arrays) throws IOException {
    PickleWriter writer = new PickleWriter(out);
    writer.out.writeByte(0x80); // PROTO
    writer.out.writeByte(PROTOCOL);
    writer.out.writeByte('('); // MARK
    for (Array array : arrays) {
      if (array.shape().length == 0) {
        writer.scalar(array);
      } else {
        writer.array(array);
      }
    }
    writer.out.writeByte('t'); // TUPLE
    writer.out.writeByte('.'); // STOP
    writer.out.flush();
  }

  /** {@code scalar(dtype, bytes)}. */
  private void scalar(Array array) throws IOException {
    global(MULTIARRAY, "scalar");
    dtype(ElementType.of(array));
    data(array);
    out.writeByte(0x86); // TUPLE2
    out.writeByte('R'); // REDUCE
  }

  /** {@code _reconstruct(ndarray, (0,), b'b')}, then its state. */
  private void array(Array array) throws IOException {
    global(MULTIARRAY, "_reconstruct");
    global("numpy", "ndarray");
    integer(0);
    out.writeByte(0x85); // TUPLE1
    out.writeByte('C'); // SHORT_BINBYTES
    out.writeByte(1);
    out.writeByte('b');
    out.writeByte(0x87); // TUPLE3
    out.writeByte('R'); // REDUCE
    out.writeByte('('); // MARK
    integer(1); // version of the state
    out.writeByte('('); // MARK
    for (int size : array.shape()) {
      integer(size);
    }
    out.writeByte('t'); // TUPLE
    dtype(ElementType.of(array));
    out.writeByte(0x89); // NEWFALSE: not in Fortran order
    data(array);
    out.writeByte('t'); // TUPLE
    out.writeByte('b'); // BUILD
  }

  /** {@code dtype(name, False, True)}, then its state: version 3, byte order, nothing special. */
  private void dtype(ElementType type) throws IOException {
    global("numpy", "dtype");
    text(code(type));
    out.writeByte(0x89); // NEWFALSE
    out.writeByte(0x88); // NEWTRUE
    out.writeByte(0x87); // TUPLE3
    out.writeByte('R'); // REDUCE
    out.writeByte('('); // MARK
    integer(3);
    text(type.bytes() == 1 ? "|" : "<");
    for (int i = 0; i < 3; i++) {
      out.writeByte('N'); // NONE: subdtype, names, fields
    }
    integer(-1); // size and alignment of flexible types
    integer(-1);
    integer(0); // flags
    out.writeByte('t'); // TUPLE
    out.writeByte('b'); // BUILD
  }

  private static String code(ElementType type) {
    return switch (type) {
      case UINT8 -> "u1";
      case BOOL -> "b1";
      case FLOAT16, BFLOAT16 -> throw new IllegalStateException("no array is of type " + type);
      case FLOAT32 -> "f4";
      case FLOAT64 -> "f8";
      case INT32 -> "i4";
      case INT64 -> "i8";
    };
  }

  private void data(Array array) throws IOException {
    out.writeByte(0x8e); // BINBYTES8
    littleEndian((long) array.size() * ElementType.of(array).bytes());
    ElementType.encode(array, out);
  }

  private void global(String module, String name) throws IOException {
    text(module);
    text(name);
    out.writeByte(0x93); // STACK_GLOBAL
  }

  private void text(String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeByte(0x8c); // SHORT_BINUNICODE
    out.writeByte(utf8.length);
    out.write(utf8);
  }

  private void integer(int value) throws IOException {
    out.writeByte('J'); // BININT
    out.writeInt(Integer.reverseBytes(value));
  }

  private void littleEndian(long value) throws IOException {
    out.writeLong(Long.reverseBytes(value));
  }
}
