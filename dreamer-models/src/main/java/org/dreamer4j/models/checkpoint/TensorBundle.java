package org.dreamer4j.models.checkpoint;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.ElementType;
import org.dreamer4j.core.MaskedCrc;
import org.dreamer4j.core.Printable;
import org.tensorflow.proto.BundleHeaderProto;

/**
 * A V2 checkpoint of TensorFlow, read without TensorFlow's native library: {@code PREFIX.index}
 * says what is in {@code PREFIX.data-00000-of-00001} and, where there are several shards, the
 * following (tensorflow/core/util/tensor_bundle). Every checksum is compared.
 *
 * <p>Read are uint8, bool, float16, bfloat16 (both as float32), float32, float64, int32 and int64.
 * Tensors of other types, and variables that are partitioned into slices, are listed but not read.
 */
public final class TensorBundle implements WeightFile {
  /** What ends the name of an index. */
  static final String INDEX = ".index";

  private static final int MAX_INDEX_BYTES = 64 << 20;
  private static final int MAX_TENSOR_BYTES = Integer.MAX_VALUE - 8;

  private final Path prefix;
  private final Map<String, BundleEntry> entries;
  private final Map<Integer, FileChannel> shards = new HashMap<>();
  private boolean closed;

  private TensorBundle(Path prefix, Map<String, BundleEntry> entries) {
    this.prefix = prefix;
    this.entries = entries;
  }

  /**
   * Opens a bundle and reads its index.
   *
   * @param prefix path of the index without {@code .index}
   * @throws CheckpointFormatException if the index is damaged, or a data file is missing or shorter
   *     than the index says
   * @throws IOException if the files cannot be read at all
   */
  public static TensorBundle open(Path prefix) throws IOException {
    Path index = index(prefix);
    byte[] bytes = readIndex(index);
    List<IndexTable.Entry> table = IndexTable.read(bytes, index);
    BundleHeaderProto header = header(index, table);
    Map<String, BundleEntry> entries = new LinkedHashMap<>();
    for (IndexTable.Entry entry : table) {
      // Slices of partitioned variables have keys that begin with 0; the variable itself is listed.
      if (entry.key().length > 0 && entry.key()[0] != 0) {
        String name = name(index, entry.key());
        entries.put(name, BundleEntry.parse(index, name, entry.value()));
      }
    }
    TensorBundle bundle = new TensorBundle(prefix, entries);
    try {
      bundle.openShards(header.getNumShards());
      return bundle;
    } catch (IOException | RuntimeException e) {
      bundle.close();
      throw e;
    }
  }

  /**
   * Looks at a bundle before TensorFlow's native library reads it: the index as a whole, and
   * whether all that is wanted is there. The checksums of the data are left to whoever reads it.
   *
   * @param prefix path of the index without {@code .index}
   * @param wanted shapes by name
   * @throws CheckpointFormatException if the index is damaged, a data file missing or too short, or
   *     a variable missing, of another shape or of a kind that is not read
   * @throws IOException if the files cannot be read at all
   */
  public static void require(Path prefix, Map<String, List<Long>> wanted) throws IOException {
    try (TensorBundle bundle = open(prefix)) {
      for (Map.Entry<String, List<Long>> variable : wanted.entrySet()) {
        bundle.require(variable.getKey(), variable.getValue());
      }
    }
  }

  private void require(String name, List<Long> shape) throws CheckpointFormatException {
    StoredTensor stored = entry(name).tensor();
    if (!isReadable(name)) {
      throw new CheckpointFormatException(
          prefix, name, "is partitioned or of type " + stored.dtype() + ", which is not read");
    }
    if (!stored.shape().equals(shape)) {
      throw CheckpointFormatException.mismatch(
          prefix, name, "shape " + shape, stored.shape().toString());
    }
  }

  /**
   * Reads everything that can be read, to compare the checksums.
   *
   * @throws CheckpointFormatException if one is wrong
   * @throws IOException if the files cannot be read at all
   */
  void requireWhole() throws IOException {
    for (String name : entries.keySet()) {
      if (isReadable(name)) {
        read(name);
      }
    }
  }

  /** The index of the bundle with a prefix. */
  static Path index(Path prefix) {
    return prefix.resolveSibling(prefix.getFileName() + INDEX);
  }

  private static byte[] readIndex(Path index) throws IOException {
    try {
      long size = Files.size(index);
      if (size > MAX_INDEX_BYTES) {
        throw new CheckpointFormatException(
            index, "has " + size + " bytes, at most " + MAX_INDEX_BYTES + " are read");
      }
      return Files.readAllBytes(index);
    } catch (NoSuchFileException e) {
      throw new CheckpointFormatException(index, "is missing");
    }
  }

  private static BundleHeaderProto header(Path index, List<IndexTable.Entry> table)
      throws CheckpointFormatException {
    if (table.isEmpty() || table.get(0).key().length > 0) {
      throw new CheckpointFormatException(index, "has no header of a tensor bundle");
    }
    BundleHeaderProto header;
    try {
      header = BundleHeaderProto.parseFrom(table.get(0).value());
    } catch (InvalidProtocolBufferException e) {
      throw new CheckpointFormatException(index, "malformed header (" + e.getMessage() + ")");
    }
    if (header.getEndianness() != BundleHeaderProto.Endianness.LITTLE) {
      throw new CheckpointFormatException(index, "big-endian bundles are not read");
    }
    return header;
  }

  private static String name(Path index, byte[] key) throws CheckpointFormatException {
    String name;
    try {
      name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
    } catch (CharacterCodingException e) {
      throw new CheckpointFormatException(index, "has a variable name that is not UTF-8");
    }
    if (!Printable.is(name)) {
      throw new CheckpointFormatException(index, name, "name with control characters");
    }
    return name;
  }

  private void openShards(int count) throws IOException {
    Map<Integer, Long> claimed = new HashMap<>();
    for (BundleEntry entry : entries.values()) {
      if (entry.partitioned()) {
        continue;
      }
      String name = entry.tensor().name();
      if (entry.shard() >= count) {
        throw new CheckpointFormatException(
            index(prefix), name, "in shard " + entry.shard() + " of " + count);
      }
      Path data = shard(entry.shard(), count);
      FileChannel channel = shards.get(entry.shard());
      if (channel == null) {
        channel = open(data, name);
        shards.put(entry.shard(), channel);
      }
      long size = channel.size();
      if (entry.offset() > size || entry.tensor().bytes() > size - entry.offset()) {
        throw new CheckpointFormatException(
            data,
            name,
            entry.tensor().bytes()
                + " bytes at byte "
                + entry.offset()
                + " wanted, the file has "
                + size);
      }
      // Entries that share their data would let a small file stand for very much.
      if (claimed.merge(entry.shard(), entry.tensor().bytes(), Long::sum) > size) {
        throw new CheckpointFormatException(
            data,
            name,
            "it and those before it claim more than the " + size + " bytes of the file");
      }
    }
  }

  private Path shard(int shard, int count) {
    return prefix.resolveSibling(
        String.format(Locale.ROOT, "%s.data-%05d-of-%05d", prefix.getFileName(), shard, count));
  }

  private static FileChannel open(Path data, String variable) throws IOException {
    try {
      return FileChannel.open(data, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw new CheckpointFormatException(data, variable, "its data file is missing");
    }
  }

  @Override
  public Path path() {
    return prefix;
  }

  @Override
  public List<Path> files() throws IOException {
    return WeightPaths.ofBundle(path());
  }

  @Override
  public String format() {
    return "tensor bundle";
  }

  @Override
  public List<StoredTensor> tensors() {
    return entries.values().stream().map(BundleEntry::tensor).toList();
  }

  @Override
  public boolean isReadable(String name) {
    BundleEntry entry = entries.get(name);
    return entry != null && entry.type() != null && !entry.partitioned();
  }

  @Override
  public Array read(String name) throws IOException {
    if (closed) {
      throw new IllegalStateException(prefix + " is closed");
    }
    BundleEntry entry = entry(name);
    StoredTensor tensor = entry.tensor();
    ElementType type = entry.type();
    if (type == null) {
      throw new CheckpointFormatException(
          prefix, name, "elements of type " + tensor.dtype() + " are not read");
    }
    if (entry.partitioned()) {
      throw new CheckpointFormatException(
          prefix, name, "is partitioned into slices, which are not read");
    }
    byte[] raw = data(entry);
    if (MaskedCrc.of(ByteBuffer.wrap(raw)) != entry.checksum()) {
      throw new CheckpointFormatException(prefix, name, "wrong checksum: its data is corrupt");
    }
    return type.decode(raw, ByteOrder.LITTLE_ENDIAN, shape(tensor));
  }

  private BundleEntry entry(String name) throws CheckpointFormatException {
    BundleEntry entry = entries.get(name);
    if (entry == null) {
      throw new CheckpointFormatException(prefix, name, "there is no such variable");
    }
    return entry;
  }

  private int[] shape(StoredTensor tensor) throws CheckpointFormatException {
    int[] shape = new int[tensor.shape().size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = (int) Math.min(tensor.shape().get(i), Integer.MAX_VALUE);
    }
    try {
      Array.count(shape);
      return shape;
    } catch (IllegalArgumentException e) {
      throw tooLarge(tensor);
    }
  }

  private byte[] data(BundleEntry entry) throws IOException {
    StoredTensor tensor = entry.tensor();
    if (tensor.bytes() > MAX_TENSOR_BYTES) {
      throw tooLarge(tensor);
    }
    FileChannel channel = shards.get(entry.shard());
    ByteBuffer raw = ByteBuffer.allocate((int) tensor.bytes());
    while (raw.hasRemaining()) {
      if (channel == null || channel.read(raw, entry.offset() + raw.position()) < 0) {
        throw new CheckpointFormatException(prefix, tensor.name(), "its data ends too early");
      }
    }
    return raw.array();
  }

  private CheckpointFormatException tooLarge(StoredTensor tensor) {
    return new CheckpointFormatException(
        prefix, tensor.name(), "shape " + tensor.shape() + " is too large");
  }

  @Override
  public void close() throws IOException {
    closed = true;
    for (FileChannel channel : shards.values()) {
      channel.close();
    }
  }
}
