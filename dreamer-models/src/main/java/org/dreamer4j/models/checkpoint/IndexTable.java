package org.dreamer4j.models.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dreamer4j.core.MaskedCrc;

/**
 * Reads the sorted table of keys and values that the index of a tensor bundle is: LevelDB's table
 * format, which TensorFlow uses uncompressed (tensorflow/core/lib/io/format.cc).
 *
 * <p>A block holds entries of (bytes shared with the key before, further key bytes, value bytes,
 * key suffix, value), then the positions of restarts and their number. After it come its
 * compression and its checksum. The last block lists the others; the footer of the file says where
 * it is.
 */
final class IndexTable {
  private static final int FOOTER_BYTES = 48;
  private static final int TRAILER_BYTES = 5;
  private static final long MAGIC = 0xdb4775248b80fb57L;
  private static final int SNAPPY = 1;
  // Keys share prefixes, so that few bytes of a hostile file could stand for very many.
  private static final int MAX_KEY_BYTES = 64 << 20;
  private static final int MAX_ENTRIES = 1 << 17;

  private final byte[] file;
  private final Path path;
  private int keyBytes;
  private int count;

  /** One key with its value. */
  record Entry(byte[] key, byte[] value) {}

  private record Handle(int offset, int size) {}

  private IndexTable(byte[] file, Path path) {
    this.file = file;
    this.path = path;
  }

  /**
   * All entries, in the order of their keys.
   *
   * @param file the whole file
   * @param path its name, for messages
   */
  static List<Entry> read(byte[] file, Path path) throws CheckpointFormatException {
    return new IndexTable(file, path).entries();
  }

  private List<Entry> entries() throws CheckpointFormatException {
    int footer = file.length - FOOTER_BYTES;
    if (footer < 0 || buffer().getLong(file.length - Long.BYTES) != MAGIC) {
      throw problem(
          "is no whole index of a tensor bundle (" + file.length + " bytes, wrong last bytes)");
    }
    Cursor cursor = new Cursor(footer, file.length - Long.BYTES);
    cursor.handle(); // of blocks that say more about the table; bundles have none
    List<Entry> blocks = block(cursor.handle());
    List<Entry> entries = new ArrayList<>();
    int end = 0;
    for (Entry block : blocks) {
      Handle handle = handle(block.value());
      if (handle.offset < end) {
        throw problem("is corrupt: a block begins at byte " + handle.offset + ", within another");
      }
      end = handle.offset + handle.size;
      for (Entry entry : block(handle)) {
        checkOrder(entries, entry);
        entries.add(entry);
      }
    }
    return entries;
  }

  private void checkOrder(List<Entry> before, Entry next) throws CheckpointFormatException {
    if (!before.isEmpty()
        && Arrays.compareUnsigned(before.get(before.size() - 1).key, next.key) >= 0) {
      throw problem("is corrupt: its names are not in order");
    }
  }

  private List<Entry> block(Handle handle) throws CheckpointFormatException {
    checkTrailer(handle);
    int end = handle.offset + handle.size;
    int restarts = handle.size < Integer.BYTES ? -1 : buffer().getInt(end - Integer.BYTES);
    if (restarts < 0 || restarts > handle.size / Integer.BYTES - 1) {
      throw problem("is corrupt: a block of " + handle.size + " bytes, " + restarts + " restarts");
    }
    Cursor cursor = new Cursor(handle.offset, end - Integer.BYTES * (restarts + 1));
    List<Entry> entries = new ArrayList<>();
    byte[] key = {};
    while (cursor.at < cursor.end) {
      int shared = cursor.length();
      int added = cursor.length();
      int value = cursor.length();
      if (shared > key.length) {
        throw problem("is corrupt at byte " + cursor.at + ": a name continues a shorter one");
      }
      cursor.require((long) added + value);
      keyBytes += shared + added; // neither exceeds the file, which is far below 2 GiB
      if (keyBytes > MAX_KEY_BYTES) {
        throw problem("has more than " + MAX_KEY_BYTES + " bytes of names");
      }
      if (++count > MAX_ENTRIES) {
        throw problem("has more than " + MAX_ENTRIES + " names");
      }
      key = Arrays.copyOf(key, shared + added);
      System.arraycopy(file, cursor.at, key, shared, added);
      cursor.at += added;
      entries.add(new Entry(key, Arrays.copyOfRange(file, cursor.at, cursor.at + value)));
      cursor.at += value;
    }
    return entries;
  }

  private void checkTrailer(Handle handle) throws CheckpointFormatException {
    int end = handle.offset + handle.size;
    int compression = file[end];
    int stored = buffer().getInt(end + 1);
    int actual = MaskedCrc.of(ByteBuffer.wrap(file, handle.offset, handle.size + 1));
    if (stored != actual) {
      throw problem("is corrupt: wrong checksum of the block at byte " + handle.offset);
    }
    if (compression != 0) {
      throw problem(
          "has a block compressed with "
              + (compression == SNAPPY ? "Snappy" : "method " + compression)
              + ", which is not read; TensorFlow writes bundles uncompressed");
    }
  }

  private Handle handle(byte[] encoded) throws CheckpointFormatException {
    IndexTable inner = new IndexTable(encoded, path);
    Cursor cursor = inner.new Cursor(0, encoded.length);
    return checked(cursor.varint(), cursor.varint());
  }

  private Handle checked(long offset, long size) throws CheckpointFormatException {
    int most = file.length - FOOTER_BYTES - TRAILER_BYTES;
    if (offset < 0 || size < 0 || offset > most || size > most - offset) {
      throw problem(
          "is corrupt: a block of "
              + Long.toUnsignedString(size)
              + " bytes at byte "
              + Long.toUnsignedString(offset)
              + " of "
              + file.length);
    }
    return new Handle((int) offset, (int) size);
  }

  private ByteBuffer buffer() {
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  private CheckpointFormatException problem(String problem) {
    return new CheckpointFormatException(path, problem);
  }

  /** Walks over a range of the file. */
  private final class Cursor {
    private int at;
    private final int end;

    Cursor(int at, int end) {
      this.at = at;
      this.end = end;
    }

    Handle handle() throws CheckpointFormatException {
      return checked(varint(), varint());
    }

    /** A varint that is the length of something that follows or came before. */
    int length() throws CheckpointFormatException {
      long length = varint();
      if (length < 0 || length > file.length) {
        throw problem(
            "is corrupt at byte "
                + at
                + ": something of "
                + Long.toUnsignedString(length)
                + " bytes in a file of "
                + file.length);
      }
      return (int) length;
    }

    void require(long bytes) throws CheckpointFormatException {
      if (bytes > end - at) {
        throw problem(
            "is corrupt at byte " + at + ": " + bytes + " bytes wanted, " + (end - at) + " left");
      }
    }

    long varint() throws CheckpointFormatException {
      long value = 0;
      for (int shift = 0; shift < Long.SIZE; shift += 7) {
        require(1);
        byte next = file[at++];
        value |= (long) (next & 0x7f) << shift;
        if (next >= 0) {
          return value;
        }
      }
      throw problem("is corrupt at byte " + at + ": a number without end");
    }
  }
}
