package org.dreamer4j.replay.npz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Printable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzHostileTest {
  private static final Place PLACE = new Place(Path.of("hostile.npz"), "x.npy");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {0, 6})
  void aFileTruncatedAnywhereIsNamedInAFormatException(int level) throws IOException {
    Path file = directory.resolve("whole.npz");
    Npz.write(file, small(), level);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Path cut = directory.resolve("cut" + length + ".npz");
      Files.write(cut, Arrays.copyOf(whole, length));
      NpzFormatException e =
          assertThrows(NpzFormatException.class, () -> Npz.read(cut), "length " + length);
      assertTrue(e.getMessage().contains(cut.toString()), e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 6})
  void aCorruptByteIsNoticedOrChangesNoElement(int level) throws IOException {
    Path file = directory.resolve("whole.npz");
    Npz.write(file, small(), level);
    byte[] whole = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(level);
    int noticed = 0;
    for (int i = 0; i < Math.max(500, whole.length); i++) {
      byte[] corrupt = whole.clone();
      corrupt[i % whole.length] ^= (byte) (1 + random.nextInt(255));
      Path target = directory.resolve("corrupt" + i + ".npz");
      Files.write(target, corrupt);
      try {
        assertSameElements(Npz.read(target).values());
      } catch (NpzFormatException e) {
        noticed++;
      }
    }
    assertTrue(noticed > 200, noticed + " noticed");
  }

  private static void assertSameElements(Iterable<Array> actual) {
    List<Array> arrays = new ArrayList<>();
    actual.forEach(arrays::add);
    List<Array> expected = List.copyOf(small().values());
    assertEquals(expected.size(), arrays.size());
    for (int i = 0; i < arrays.size(); i++) {
      assertEquals(expected.get(i).getClass(), arrays.get(i).getClass());
      assertArrayEquals(expected.get(i).shape(), arrays.get(i).shape());
      assertArrayEquals(expected.get(i).toFloats(), arrays.get(i).toFloats());
    }
  }

  @Test
  void aDirectoryWithAMalformedCommentIsRefused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      ZipEntry entry = new ZipEntry("x.npy");
      entry.setComment("c");
      zip.putNextEntry(entry);
    }
    byte[] bytes = out.toByteArray();
    bytes[find(bytes, new byte[] {'P', 'K', 5, 6}) - 1] = -1;
    assertRefused(bytes, "malformed directory");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x.npy",
        "/x.npy",
        "a/../../x.npy",
        "..\\x.npy",
        "C:\\x.npy",
        "a//x.npy",
        "a/./x.npy",
        "..npy",
        "...npy",
        ".npy",
        "\u001b[31m/x.npy",
        "x.npy/"
      })
  void aNameThatLeadsElsewhereIsRefusedAndNothingIsWritten(String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      if (!name.endsWith("/")) {
        zip.write(NpyHeader.encode(NpyType.UINT8, new int[] {0}));
      }
    }
    assertRefused(out.toByteArray(), "is not the name of an array");
    try (Stream<Path> files = Files.walk(directory)) {
      assertEquals(2, files.count(), "the file itself alone");
    }
  }

  @Test
  void aCommentLengthThatPointsBeyondTheEndIsRefused() throws IOException {
    byte[] bytes = zip(NpyHeader.encode(NpyType.UINT8, new int[] {0}));
    bytes[bytes.length - 2] = -1;
    assertRefused(bytes, "no whole zip file");
  }

  private void assertRefused(byte[] bytes, String message) throws IOException {
    Path file = directory.resolve("refused.npz");
    Files.write(file, bytes);
    NpzFormatException e = assertThrows(NpzFormatException.class, () -> Npz.read(file));
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertTrue(Printable.is(e.getMessage()), e.getMessage());
  }

  @Test
  void limitsOnBytesAndEntriesHold() throws IOException {
    Path file = directory.resolve("x.npz");
    Npz.write(file, small());
    int entries = small().size();
    assertEquals(entries, Npz.read(file, new NpzLimits(10_000, entries)).size());
    assertThrows(
        NpzFormatException.class, () -> Npz.read(file, new NpzLimits(10_000, entries - 1)));
    assertThrows(NpzFormatException.class, () -> Npz.read(file, new NpzLimits(300, entries)));
  }

  @Test
  void aClaimBeyondWhatDeflateCanHoldIsRefusedBeforeAnythingIsAllocated() throws IOException {
    byte[] zip = zip(NpyHeader.encode(NpyType.UINT8, new int[] {2_000_000_000}));
    int directoryEntry = find(zip, new byte[] {'P', 'K', 1, 2});
    int claimed = 2_000_000_000 + 128;
    for (int i = 0; i < 4; i++) {
      zip[directoryEntry + 24 + i] = (byte) (claimed >> (8 * i));
    }
    assertRefused(zip, "claims 2000000128 bytes");
  }

  @Test
  void aShapeThatDisagreesWithTheDataIsRefused() throws IOException {
    byte[] header = NpyHeader.encode(NpyType.FLOAT32, new int[] {3});
    for (int dataBytes : new int[] {0, 11, 13, 16}) {
      assertRefused(
          zip(Arrays.copyOf(header, header.length + dataBytes)), "shape [3] needs 12 bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), } x",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': 1}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1.0,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536, 0)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2147483647,)}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}",
        "{'descr': '<f4', 'fortran_order': False}",
        "{'descr': '<f4', 'shape': (1,), 'shape': (1,), 'fortran_order': False}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': 1}",
        "{'descr': '\\x3cf4', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': __import__('os'), 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f4, 'fortran_order': False, 'shape': (1,)}",
      })
  void headersThatAreNotExactlyWhatNumPyWritesAreRefused(String header) {
    byte[] entry = version1(header, 4);
    assertThrows(
        NpzFormatException.class,
        () -> NpyReader.read(new ByteArrayInputStream(entry), entry.length, PLACE));
  }

  @Test
  void keysOfTheHeaderMayComeInAnyOrderAndQuotes() throws IOException {
    byte[] entry = version1("{\"shape\":(1,),'fortran_order':True,'descr':'<f4'}\n", 4);
    Array array = NpyReader.read(new ByteArrayInputStream(entry), entry.length, PLACE);
    assertEquals(0, array.get(0));
  }

  @Test
  void tooManyDimensionsAndTooLongHeadersAreRefused() {
    String shape = "(" + "1, ".repeat(33) + ")";
    byte[] deep = version1("{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + "}", 4);
    assertThrows(
        NpzFormatException.class,
        () -> NpyReader.read(new ByteArrayInputStream(deep), deep.length, PLACE));
    byte[] endless = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, 127};
    assertThrows(
        NpzFormatException.class,
        () -> NpyReader.read(new ByteArrayInputStream(endless), Integer.MAX_VALUE, PLACE));
  }

  private static byte[] version1(String header, int dataBytes) {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.write(text.length);
    out.write(text.length >> 8);
    out.writeBytes(text);
    out.writeBytes(new byte[dataBytes]);
    return out.toByteArray();
  }

  private static byte[] zip(byte[] entry) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(entry);
    }
    return out.toByteArray();
  }

  private static int find(byte[] bytes, byte[] wanted) {
    for (int i = 0; i <= bytes.length - wanted.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }

  private static Map<String, Array> small() {
    Map<String, Array> arrays = new LinkedHashMap<>();
    byte[] pixels = new byte[48];
    new SplittableRandom(0).nextBytes(pixels);
    arrays.put("image", new Array.Uint8(new int[] {4, 2, 2, 3}, pixels));
    arrays.put("reward", new Array.Float64(new int[] {4}, new double[] {0, 1, 2, 3}));
    return arrays;
  }
}
