package org.dreamer4j.replay.npz;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.dreamer4j.core.Array;

/** Reads one array. */
final class NpyReader {
  private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

  private NpyReader() {}

  /**
   * Reads an entry whole.
   *
   * @param in the uncompressed entry
   * @param entryBytes its length, which the caller has found plausible
   * @throws NpzFormatException if header and length disagree or the data does not end where it
   *     should
   */
  static Array read(InputStream in, long entryBytes, Place place) throws IOException {
    NpyHeader header = header(in, entryBytes, place);
    int bytes = (int) (entryBytes - header.bytes());
    byte[] raw = new byte[bytes];
    if (in.readNBytes(raw, 0, raw.length) != raw.length || in.read() >= 0) {
      throw place.problem("data is shorter or longer than the zip directory says");
    }
    if (header.fortranOrder() && header.shape().length > 1) {
      raw = header.type().elements().toCOrder(raw, header.shape());
    }
    return header.type().elements().decode(raw, ByteOrder.LITTLE_ENDIAN, header.shape());
  }

  /**
   * Reads what stands before the data of an entry.
   *
   * @throws NpzFormatException if the data cannot be as long as the header says
   */
  static NpyHeader header(InputStream in, long entryBytes, Place place) throws IOException {
    NpyHeader header = NpyHeader.read(new DataInputStream(in), place);
    long bytes = dataBytes(header, place);
    if (header.bytes() + bytes != entryBytes) {
      throw place.problem(
          "shape "
              + Arrays.toString(header.shape())
              + " needs "
              + bytes
              + " bytes of data, there are "
              + (entryBytes - header.bytes()));
    }
    return header;
  }

  private static long dataBytes(NpyHeader header, Place place) throws NpzFormatException {
    long bytes;
    try {
      bytes = Math.multiplyExact(header.count(), (long) header.type().bytes());
      // Array refuses shapes whose partial products are too large even if another size is 0.
      Array.count(header.shape());
    } catch (ArithmeticException | IllegalArgumentException e) {
      bytes = Long.MAX_VALUE;
    }
    if (bytes > MAX_ARRAY_BYTES) {
      throw place.problem("shape " + Arrays.toString(header.shape()) + " is too large");
    }
    return bytes;
  }
}
