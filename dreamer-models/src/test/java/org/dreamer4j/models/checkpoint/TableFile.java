package org.dreamer4j.models.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import org.dreamer4j.core.MaskedCrc;

/**
 * Index files whose checksums are right, whatever is in them: so that a hostile file gets beyond
 * the checksum.
 */
final class TableFile {
  private TableFile() {}

  /** A whole index with entries in one block. */
  static byte[] of(SortedMap<String, byte[]> entries) {
    return around(block(entries));
  }

  /** Contents of a block, keys written as what they add to the one before. */
  static byte[] block(SortedMap<String, byte[]> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] before = {};
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      byte[] key = entry.getKey().getBytes(StandardCharsets.ISO_8859_1);
      int shared = 0;
      while (shared < Math.min(before.length, key.length) && before[shared] == key[shared]) {
        shared++;
      }
      entry(out, shared, key.length - shared, entry.getValue().length);
      out.write(key, shared, key.length - shared);
      out.writeBytes(entry.getValue());
      before = key;
    }
    return restarts(out, 1);
  }

  /** The three lengths that stand before an entry. */
  static void entry(ByteArrayOutputStream out, long shared, long added, long value) {
    out.writeBytes(varint(shared));
    out.writeBytes(varint(added));
    out.writeBytes(varint(value));
  }

  /** Ends a block with restarts at its beginning. */
  static byte[] restarts(ByteArrayOutputStream block, int count) {
    block.writeBytes(new byte[Integer.BYTES * count]);
    block.writeBytes(littleEndian(count));
    return block.toByteArray();
  }

  /** A whole index around one block of entries. */
  static byte[] around(byte[] block) {
    return around(block, 0);
  }

  /**
   * A whole index around one block of entries.
   *
   * @param compression what it claims to be compressed with
   */
  static byte[] around(byte[] block, int compression) {
    ByteArrayOutputStream handle = new ByteArrayOutputStream();
    handle.writeBytes(varint(0));
    handle.writeBytes(varint(block.length));
    return around(block, compression, handle.toByteArray());
  }

  /**
   * A whole index.
   *
   * @param handle where it says that the block of entries is
   */
  static byte[] around(byte[] block, int compression, byte[] handle) {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    entry(list, 0, 1, handle.length);
    list.write('z');
    list.writeBytes(handle);
    byte[] blocks = restarts(list, 1);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    write(file, block, compression);
    int start = file.size();
    write(file, blocks, 0);
    ByteArrayOutputStream footer = new ByteArrayOutputStream();
    footer.writeBytes(varint(0));
    footer.writeBytes(varint(0));
    footer.writeBytes(varint(start));
    footer.writeBytes(varint(blocks.length));
    footer.writeBytes(new byte[40 - footer.size()]);
    footer.writeBytes(littleEndian(0x8b80fb57));
    footer.writeBytes(littleEndian(0xdb477524));
    file.writeBytes(footer.toByteArray());
    return file.toByteArray();
  }

  private static void write(ByteArrayOutputStream file, byte[] block, int compression) {
    ByteBuffer checked = ByteBuffer.allocate(block.length + 1).put(block).put((byte) compression);
    file.writeBytes(checked.array());
    file.writeBytes(littleEndian(MaskedCrc.of(checked.flip())));
  }

  /** A number as seven bits a byte. */
  static byte[] varint(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) (left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.write((int) left);
    return out.toByteArray();
  }

  private static byte[] littleEndian(int value) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }
}
