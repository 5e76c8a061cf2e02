package org.dreamer4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.BundleHeaderProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorShapeProto;

class HostileBundleTest {
  private static final String BIAS = "graph/encoder/conv2d/bias";
  private static final long GIGABYTE = 1L << 30;

  @TempDir Path folder;
  private final SmallBundle bundle = new SmallBundle();
  private Path prefix;
  private Path index;
  private Path data;

  @BeforeEach
  void write() throws IOException {
    prefix = bundle.write(folder.resolve("small"));
    index = folder.resolve("small.index");
    data = folder.resolve("small.data-00000-of-00001");
  }

  @Test
  void anIndexTruncatedAnywhereIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(index);
    for (int length = 0; length < whole.length; length++) {
      Files.write(index, Arrays.copyOf(whole, length));
      refusedIndex("is no whole index of a tensor bundle (" + length + " bytes, wrong last bytes)");
    }
  }

  @Test
  void aDataFileTruncatedAnywhereIsRefusedBeforeAnythingIsRead() throws IOException {
    byte[] whole = bundle.data();
    for (int length = 0; length < whole.length; length++) {
      Files.write(data, Arrays.copyOf(whole, length));
      assertTrue(refused().endsWith("wanted, the file has " + length), refused());
    }
  }

  @Test
  void aWrongChecksumOfTheIndexIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(index);
    bytes[10] ^= 1;
    Files.write(index, bytes);
    refusedIndex("is corrupt: wrong checksum of the block at byte 0");
  }

  @Test
  void aWrongChecksumOfATensorIsRefusedAndTheOthersAreRead() throws IOException {
    byte[] bytes = bundle.data();
    bytes[3] ^= 1;
    Files.write(data, bytes);
    try (WeightFile file = WeightFiles.open(prefix)) {
      CheckpointFormatException e =
          assertThrows(CheckpointFormatException.class, () -> file.read(BIAS));
      assertEquals(
          prefix + ", variable '" + BIAS + "': wrong checksum: its data is corrupt",
          e.getMessage());
      assertEquals(1000, file.read("global_step").get(0));
    }
  }

  @Test
  void weightsThatAreNoNumbersAreReadAndCounted() throws IOException {
    try (WeightFile file = WeightFiles.open(prefix)) {
      TensorStatistics statistics = TensorStatistics.of(file.read(BIAS));
      assertEquals(1, statistics.nan());
      assertEquals(1, statistics.max());
    }
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    Files.delete(data);
    assertEquals(data + ", variable 'global_step': its data file is missing", refused());
    Files.delete(index);
    assertTrue(refused().startsWith(prefix + ": there is no such file"), refused());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1073741824",
    "0, 1073741824, 0",
    "1073741824, 1, 0",
    "0, 4611686018427387904, 4611686018427387904",
    "0, -1, 1",
    "0, 100, 100"
  })
  void lengthsBeyondTheFileAreRefusedBeforeAnythingIsAllocated(long shared, long added, long value)
      throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    TableFile.entry(block, shared, added, value);
    block.writeBytes("some bytes".getBytes(StandardCharsets.US_ASCII));
    Files.write(index, TableFile.around(TableFile.restarts(block, 1)));
    assertTrue(refused().startsWith(index + ": is corrupt at byte "), refused());
  }

  @ParameterizedTest
  @CsvSource({"0, 1073741824", "1073741824, 1", "-1, 1", "1, -1", "9223372036854775807, 7"})
  void blocksBeyondTheFileAreRefused(long offset, long size) throws IOException {
    ByteArrayOutputStream handle = new ByteArrayOutputStream();
    handle.writeBytes(TableFile.varint(offset));
    handle.writeBytes(TableFile.varint(size));
    byte[] block = TableFile.block(bundle.entries);
    Files.write(index, TableFile.around(block, 0, handle.toByteArray()));
    assertTrue(refused().startsWith(index + ": is corrupt: a block of "), refused());
  }

  @ParameterizedTest
  @CsvSource({"-1", "1073741824", "100"})
  void moreRestartsThanTheBlockHasRoomForAreRefused(int restarts) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(new byte[20]);
    byte[] bytes = TableFile.restarts(block, 1);
    for (int i = 0; i < 4; i++) {
      bytes[bytes.length - 4 + i] = (byte) (restarts >> (8 * i));
    }
    Files.write(index, TableFile.around(bytes));
    refusedIndex("is corrupt: a block of 28 bytes, " + restarts + " restarts");
  }

  @Test
  void namesThatGrowWithoutEndAreRefused() throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    int length = 100_000;
    TableFile.entry(block, 0, length, 0);
    block.write(new byte[length]);
    for (int i = 0; i < 1000; i++) {
      TableFile.entry(block, length + i, 1, 0);
      block.write('a');
    }
    Files.write(index, TableFile.around(TableFile.restarts(block, 1)));
    refusedIndex("has more than 67108864 bytes of names");
  }

  @Test
  void moreNamesThanAnyAgentHasAreRefused() throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < 1 << 17; i++) {
      TableFile.entry(block, 0, 3, 0);
      block.write(new byte[] {(byte) (i >> 16), (byte) (i >> 8), (byte) i});
    }
    // With the entry that lists the block one too many.
    Files.write(index, TableFile.around(TableFile.restarts(block, 1)));
    refusedIndex("has more than 131072 names");
  }

  @Test
  void entriesThatShareTheirDataAreRefused() throws IOException {
    bundle.entries.put(BIAS + "_2", bundle.entries.get(BIAS));
    Files.write(index, TableFile.of(bundle.entries));
    assertEquals(
        data
            + ", variable 'graph/encoder/conv2d/kernel': it and those before it claim more than"
            + " the 40 bytes of the file",
        refused());
  }

  @Test
  void compressedBlocksAreRefusedByName() throws IOException {
    Files.write(index, TableFile.around(TableFile.block(bundle.entries), 1));
    refusedIndex(
        "has a block compressed with Snappy, which is not read; TensorFlow writes bundles"
            + " uncompressed");
  }

  @Test
  void namesOutOfOrderAreRefused() throws IOException {
    SortedMap<String, byte[]> reversed = new TreeMap<>(Comparator.reverseOrder());
    reversed.putAll(bundle.entries);
    Files.write(index, TableFile.of(reversed));
    refusedIndex("is corrupt: its names are not in order");
  }

  @Test
  void aTableWithoutTheHeaderOfABundleIsRefused() throws IOException {
    bundle.entries.remove("");
    Files.write(index, TableFile.of(bundle.entries));
    refusedIndex("has no header of a tensor bundle");
  }

  @Test
  void bigEndianBundlesAreRefused() throws IOException {
    bundle.entries.put(
        "",
        BundleHeaderProto.newBuilder()
            .setNumShards(1)
            .setEndianness(BundleHeaderProto.Endianness.BIG)
            .build()
            .toByteArray());
    Files.write(index, TableFile.of(bundle.entries));
    refusedIndex("big-endian bundles are not read");
  }

  @Test
  void namesThatWouldSpoilATerminalAreRefused() throws IOException {
    bundle.entries.put("graph\u001b[2J", bundle.entries.get(BIAS));
    Files.write(index, TableFile.of(bundle.entries));
    assertEquals(index + ", variable 'graph?[2J': name with control characters", refused());
  }

  @Test
  void entriesThatContradictThemselvesAreRefused() throws IOException {
    changed(entry -> entry.setSize(GIGABYTE), "expected 8 bytes for float32 [2], got 1073741824");
    changed(entry -> entry.setSize(-1), "negative offset, size or shard");
    changed(entry -> entry.setOffset(-1), "negative offset, size or shard");
    changed(entry -> entry.setDtypeValue(99), "unknown element type 99");
    changed(entry -> entry.setDtypeValue(0), "unknown element type 0");
    changed(entry -> entry.setShardId(7), "in shard 7 of 1");
    changed(entry -> entry.setShape(shape(1L << 40, 1L << 40)), "is too large");
    changed(entry -> entry.setShape(shape(-2)), "negative size in its shape");
    changed(entry -> entry.setShape(TensorShapeProto.newBuilder().setUnknownRank(true)), "rank");
  }

  @Test
  void claimsBeyondTheDataFileAreRefusedBeforeAnythingIsAllocated() throws IOException {
    changed(
        entry -> entry.setShape(shape(GIGABYTE)).setSize(4 * GIGABYTE),
        "4294967296 bytes at byte 0 wanted, the file has 40");
    changed(
        entry -> entry.setOffset(GIGABYTE), "8 bytes at byte 1073741824 wanted, the file has 40");
    changed(
        entry -> entry.setOffset(Long.MAX_VALUE),
        "8 bytes at byte 9223372036854775807 wanted, the file has 40");
    changed(entry -> entry.setDtype(DataType.DT_STRING).setSize(GIGABYTE), "the file has 40");
  }

  @Test
  void anEntryThatIsNoMessageIsRefused() throws IOException {
    bundle.entries.put(BIAS, new byte[] {-1, -1, -1});
    Files.write(index, TableFile.of(bundle.entries));
    assertTrue(refused().contains("'" + BIAS + "': malformed entry ("), refused());
  }

  private void changed(Consumer<BundleEntryProto.Builder> change, String problem)
      throws IOException {
    byte[] before = bundle.entries.get(BIAS);
    BundleEntryProto.Builder entry = bundle.entry(BIAS);
    change.accept(entry);
    bundle.put(BIAS, entry);
    Files.write(index, TableFile.of(bundle.entries));
    String message = refused();
    assertTrue(message.contains(", variable '" + BIAS + "': "), message);
    assertTrue(message.contains(problem), message);
    bundle.entries.put(BIAS, before);
  }

  private static TensorShapeProto.Builder shape(long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return shape;
  }

  private void refusedIndex(String problem) {
    assertEquals(index + ": " + problem, refused());
  }

  private String refused() {
    String message =
        assertThrows(CheckpointFormatException.class, () -> WeightFiles.open(prefix)).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }
}
