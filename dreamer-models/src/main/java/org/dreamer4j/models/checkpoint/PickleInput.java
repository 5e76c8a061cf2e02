package org.dreamer4j.models.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The bytes of a pickle, taken one piece after the other; none is taken that is not there. */
final class PickleInput {
  private final byte[] file;
  private final Path path;
  private final ByteBuffer bytes;

  PickleInput(byte[] file, Path path) {
    this.file = file;
    this.path = path;
    this.bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Where the next byte stands. */
  int position() {
    return bytes.position();
  }

  /** Bytes that are left. */
  int left() {
    return bytes.remaining();
  }

  int unsignedByte() throws CheckpointFormatException {
    require(1);
    return bytes.get() & 0xff;
  }

  int unsignedShort() throws CheckpointFormatException {
    require(Short.BYTES);
    return bytes.getShort() & 0xffff;
  }

  int signedInt() throws CheckpointFormatException {
    require(Integer.BYTES);
    return bytes.getInt();
  }

  long unsignedInt() throws CheckpointFormatException {
    return signedInt() & 0xffff_ffffL;
  }

  /** A length of eight bytes; those of 2^63 and more come out as the largest. */
  long longLength() throws CheckpointFormatException {
    require(Long.BYTES);
    long length = bytes.getLong();
    return length < 0 ? Long.MAX_VALUE : length;
  }

  double bigEndianDouble() throws CheckpointFormatException {
    require(Double.BYTES);
    return Double.longBitsToDouble(Long.reverseBytes(bytes.getLong()));
  }

  /** An integer in little-endian two's complement of up to eight bytes. */
  long integer(long length) throws CheckpointFormatException {
    if (length > Long.BYTES) {
      throw problem("an integer of " + length + " bytes, at most 8 are read");
    }
    require(length);
    long value = 0;
    for (int shift = 0; shift < 8 * length; shift += 8) {
      value |= (bytes.get() & 0xffL) << shift;
    }
    int unused = Long.SIZE - 8 * (int) length;
    return length == 0 ? 0 : value << unused >> unused;
  }

  /** Bytes that stay where they are. */
  PickleValue.Part part(long length) throws CheckpointFormatException {
    require(length);
    PickleValue.Part part = new PickleValue.Part(file, bytes.position(), (int) length);
    bytes.position(bytes.position() + (int) length);
    return part;
  }

  /** A string in UTF-8. */
  String utf8(long length) throws CheckpointFormatException {
    PickleValue.Part part = part(length);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(file, part.offset(), part.length()))
          .toString();
    } catch (CharacterCodingException e) {
      // Python writes lone surrogates too; names and Latin-1 data have none.
      throw problem("a string that is not UTF-8");
    }
  }

  /** What stands before the next line feed. */
  String line() throws CheckpointFormatException {
    int start = bytes.position();
    int end = start;
    while (end < file.length && file[end] != '\n') {
      end++;
    }
    require((long) end - start + 1);
    bytes.position(end + 1);
    return new String(file, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /** A line with code points beyond Latin-1, line feeds and backslashes as hexadecimal escapes. */
  String escapedLine() throws CheckpointFormatException {
    String line = line();
    StringBuilder text = new StringBuilder(line.length());
    int at = 0;
    while (at < line.length()) {
      int digits = line.startsWith("\\u", at) ? 4 : line.startsWith("\\U", at) ? 8 : 0;
      if (digits == 0) {
        text.append(line.charAt(at++));
      } else {
        int end = Math.min(line.length(), at + 2 + digits);
        text.appendCodePoint(codePoint(line.substring(at + 2, end), digits));
        at = end;
      }
    }
    return text.toString();
  }

  private int codePoint(String hexadecimal, int digits) throws CheckpointFormatException {
    if (hexadecimal.matches("[0-9a-fA-F]{" + digits + "}")) {
      long value = Long.parseLong(hexadecimal, 16);
      if (value <= Character.MAX_CODE_POINT) {
        return (int) value;
      }
    }
    throw problem("a malformed escape in a string");
  }

  /** Makes sure that so many bytes are left. */
  void require(long length) throws CheckpointFormatException {
    if (length > bytes.remaining()) {
      throw problem(length + " bytes wanted, " + bytes.remaining() + " left");
    }
  }

  /** Something wrong at this place. */
  CheckpointFormatException problem(String problem) {
    return new CheckpointFormatException(path, "at byte " + bytes.position() + ": " + problem);
  }
}
