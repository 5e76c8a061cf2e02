package org.dreamer4j.replay.npz;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What stands before the data of an {@code .npy} array (format versions 1.0, 2.0 and 3.0).
 *
 * @param type element type
 * @param fortranOrder whether the first index varies fastest
 * @param shape sizes, outermost first
 * @param bytes length of the header itself, magic included
 */
record NpyHeader(NpyType type, boolean fortranOrder, int[] shape, int bytes) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_TEXT = 65_536;
  private static final int ALIGNMENT = 64;

  /** Number of elements. */
  long count() {
    long product = 1;
    for (int size : shape) {
      product = Math.multiplyExact(product, size);
    }
    return product;
  }

  /** Reads the header at the start of an entry. */
  static NpyHeader read(DataInputStream in, Place place) throws IOException {
    byte[] start = new byte[8];
    in.readFully(start);
    if (!Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
      throw place.problem("is no NumPy array (wrong magic bytes)");
    }
    int major = start[6];
    if (major < 1 || major > 3 || start[7] != 0) {
      throw place.problem("npy format version " + major + "." + start[7] + " is not supported");
    }
    int lengthBytes = major == 1 ? 2 : 4;
    long length = 0;
    for (int i = 0; i < lengthBytes; i++) {
      length |= (long) in.readUnsignedByte() << (8 * i);
    }
    if (length > MAX_TEXT) {
      throw place.problem("header of " + length + " bytes, at most " + MAX_TEXT + " are read");
    }
    byte[] text = new byte[(int) length];
    in.readFully(text);
    String header =
        new String(text, major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    int bytes = start.length + lengthBytes + text.length;
    return new NpyHeaderParser(header, place).parse(bytes);
  }

  /** A version 1.0 header in C order, padded so that the data is aligned to 64 bytes. */
  static byte[] encode(NpyType type, int[] shape) {
    StringBuilder text = new StringBuilder("{'descr': '").append(type.descr());
    text.append("', 'fortran_order': False, 'shape': (");
    for (int i = 0; i < shape.length; i++) {
      text.append(shape[i]).append(shape.length == 1 ? "," : i + 1 < shape.length ? ", " : "");
    }
    text.append("), }");
    int prefix = MAGIC.length + 4;
    int padding = Math.floorMod(-(prefix + text.length() + 1), ALIGNMENT);
    text.append(" ".repeat(padding)).append('\n');
    byte[] out = new byte[prefix + text.length()];
    System.arraycopy(MAGIC, 0, out, 0, MAGIC.length);
    out[6] = 1;
    out[8] = (byte) text.length();
    out[9] = (byte) (text.length() >> 8);
    byte[] encoded = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(encoded, 0, out, prefix, encoded.length);
    return out;
  }
}
