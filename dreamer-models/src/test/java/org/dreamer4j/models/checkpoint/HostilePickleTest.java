package org.dreamer4j.models.checkpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles by hand; instructions are those of Python's pickletools.py. */
class HostilePickleTest {
  private static final String DTYPE = "cnumpy\ndtype\n(Vf4\nI00\nI01\ntR";
  private static final String ARRAY =
      "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntVb\ntR";

  @TempDir Path folder;

  @Test
  void whatAPickleWantsToRunIsNamedAndNotRun() throws IOException {
    Path trace = folder.resolve("trace");
    String message = refused("cos\nsystem\n(Vtouch " + trace + "\ntR.");
    assertEquals(
        "at byte 11: names os.system, which is refused; only NumPy arrays are constructed",
        message);
    assertFalse(Files.exists(trace));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c__builtin__\neval\n(V1\ntR.",
        "\u0080\u0004\u008c\bbuiltins\u008c\u0004eval\u0093.",
        "(i__builtin__\neval\n.",
        "(c__builtin__\neval\nV1\no.",
        "cnumpy.core.multiarray\nfromfile\n.",
        "cnumpy\nload\n.",
        "cnumpy.ndarray\n__reduce__\n.",
        "ccollections\nOrderedDict\n)R."
      })
  void everyOtherNameIsRefused(String pickle) throws IOException {
    assertTrue(refused(pickle).contains("which is refused"), refused(pickle));
  }

  @Test
  void aNameThatWouldSpoilATerminalIsShownWithoutIt() throws IOException {
    assertTrue(refused("cos\u001b[2J\nx\r\n.").contains(": names os?[2J.x?, which is refused"));
    assertTrue(refused("c" + "x".repeat(5000) + "\ny\n.").length() < 400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cnumpy\\nndarray\\n)R.|a call of numpy.ndarray",
        "cnumpy.core.multiarray\\n_reconstruct\\n(cnumpy\\ndtype\\nI0\\nVb\\ntR.|another class",
        "cnumpy\\ndtype\\n(VO8\\ntR.|dtype 'O8' is not read",
        "cnumpy\\ndtype\\n(VU3\\ntR.|dtype 'U3' is not read",
        "c_codecs\\nencode\\n(Vx\\nVrot13\\ntR.|another encoding",
        "c__builtin__\\nbytes\\n(I9999999999\\ntR.|bytes that are made of something",
        "I1\\n)R.|a call of a int",
        "Vtext\\n.|expected an array, got str",
        "(N.|the pickle ends with 1 objects",
        "N.|expected an array, got None",
        "].x|1 bytes after it",
        "S'x'\\n.|a text-mode string of Python 2",
        "Pabc\\n.|a reference to an object outside the file",
        "~|the unknown instruction 0x7e",
        "t.|a mark is missing",
        "a.|an object is missing",
        "(0.|an object is missing",
        "g5\\n.|recalls object 5, which was never stored",
        "I99999999999999999999\\n.|is no integer",
        "V\\\\uZZZZ\\n.|a malformed escape",
        "}](I1\\ntI2\\ns.|put into no dict",
        "}]I2\\ns.|a dict with a list for a key",
        "}(Va\\nI1\\nVa\\nI2\\nu.|'a' is twice in one dict",
        "N]b.|a list as state of a None",
        "N)b.|a state for a None"
      })
  void whatDoesNotBelongIntoAPickleOfArraysIsRefused(String pickle, String problem)
      throws IOException {
    String bytes = pickle.replace("\\n", "\n").replace("\\\\", "\\");
    assertTrue(refused(bytes).contains(problem), refused(bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0080\u0004\u0095\u0000\u0000\u0000@\u0000\u0000\u0000\u0000.",
        "B\u0000\u0000\u0000@x.",
        "X\u0000\u0000\u0000@x.",
        "X\u00ff\u00ff\u00ff\u00ffx.",
        "T\u0000\u0000\u0000@x.",
        "\u008d\u0000\u0000\u0000@\u0000\u0000\u0000\u0000x.",
        "\u008e\u0000\u0000\u0000@\u0000\u0000\u0000\u0000x.",
        "\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ffx.",
        "\u0096\u0000\u0000\u0000@\u0000\u0000\u0000\u0000x."
      })
  void lengthsBeyondTheFileAreRefusedBeforeAnythingIsAllocated(String pickle) throws IOException {
    assertTrue(refused(pickle).matches("at byte \\d+: \\d+ bytes wanted, \\d left"));
  }

  @Test
  void aShapeNeedsExactlyItsBytes() throws IOException {
    assertEquals("1 tensors", read(array("(I1\nt", "abcd")));
    assertTrue(
        read(array("(I1073741824\nt", "abcd"))
            .endsWith("expected 4294967296 bytes for float32 [1073741824], got 4"));
    assertTrue(read(array("(I65536\nI65536\nI0\nt", "")).contains("shape too large"));
    assertTrue(read(array("(I-1\nt", "")).contains("a shape with an impossible size"));
    assertTrue(read(array("(I4294967297\nt", "abcd")).contains("impossible size"));
    assertTrue(read(array("(I1\nI1\nI1\nt", "abc")).contains("got 3"));
  }

  @Test
  void aShapeHasAtMostTheDimensionsOfNumPy() throws IOException {
    assertEquals("1 tensors", read(array("(" + "I1\n".repeat(64) + "t", "abcd")));
    String million = "(" + "I1\n".repeat(100_000) + "t";
    assertTrue(read(array(million, "abcd")).contains("a shape of more than 64 dimensions"));
  }

  @Test
  void bytesThatAreEncodedVeryOftenAreNotCopied() throws IOException {
    int length = 1 << 20;
    String bytes = "T\0\0\u0010\0" + "x".repeat(length) + "p0\n0";
    String encode = "(g0\nVlatin1\ntp1\n0c_codecs\nencode\np2\n0";
    // Each call is kept; copies would be 20 GB.
    String pickle = bytes + encode + "(" + "g2\ng1\nR".repeat(20_000) + "t.";
    assertTrue(refused(pickle).contains("expected an array, got bytes"), refused(pickle));
  }

  @Test
  void anArrayWithoutAStateIsNone() throws IOException {
    assertTrue(refused(ARRAY + ".").endsWith("variable '0': expected an array, got array"));
  }

  @Test
  void containersThatHoldThemselvesAreRefused() throws IOException {
    assertTrue(refused("]2a.").contains("has more than 131072 values or 16 levels"));
  }

  @Test
  void aFewBytesThatStandForVeryMuchAreRefused() throws IOException {
    String million = "(".repeat(6) + "I1\n" + ("2".repeat(9) + "t").repeat(6);
    assertTrue(refused(million + ".").contains("has more than 131072 values"));
    String data = "x".repeat(4000);
    StringBuilder repeated = new StringBuilder("(").append(array("(I1000\nt", data));
    repeated.append("2".repeat(500)).append("t.");
    assertTrue(refused(repeated.toString()).contains("claims arrays of 2004000 bytes in a file"));
    assertTrue(refused("(".repeat(1 << 20) + ".").contains("more than 1048576 instructions"));
  }

  @Test
  void aLongKeyIsNotMultipliedByWhatItHolds() throws IOException {
    String ints = "(" + "I1\n".repeat(60) + "l";
    assertTrue(
        refused("}(V" + "k".repeat(1 << 20) + "\n" + ints + "u.")
            .endsWith("the key has more than 1000 characters"));
    assertEquals("60 tensors", read("}(V" + "k".repeat(1000) + "\n" + ints + "u"));
    String many = "(" + "I1\n".repeat(10_000) + "l";
    assertTrue(
        refused("}(V" + "k".repeat(1000) + "\n" + many + "u.")
            .contains("its names have more than 4194304 characters together"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"values_0", "values_2", "values_4", "values_5"})
  void aPickleTruncatedAnywhereIsRefused(String name) throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.path("/pickle/" + name + ".pkl"));
    for (int length = 0; length < whole.length; length++) {
      String message = refused(new String(Arrays.copyOf(whole, length), ISO_8859_1));
      assertTrue(message.contains("at byte "), message);
    }
  }

  @Test
  void bytesAsTextBeyondLatin1AreRefusedWhenTheyAreRead() throws IOException {
    String text = "c_codecs\nencode\n(Vabc\\u0100\nVlatin1\ntR";
    Path path = write(ARRAY + "(I1\n(I1\nt" + DTYPE + "I00\n" + text + "tb.");
    try (WeightFile file = WeightFiles.open(path)) {
      CheckpointFormatException e =
          assertThrows(CheckpointFormatException.class, () -> file.read("0"));
      assertTrue(e.getMessage().endsWith("bytes written as text beyond Latin-1"));
    }
  }

  /** An array whose bytes are those of a Python 2 string. */
  private static String array(String shape, String data) {
    int length = data.length();
    String size = "" + (char) (length & 0xff) + (char) (length >> 8) + "\0\0";
    return ARRAY + "(I1\n" + shape + DTYPE + "I00\nT" + size + data + "tb";
  }

  private String read(String pickle) throws IOException {
    try (WeightFile file = WeightFiles.open(write(pickle + "."))) {
      return file.tensors().size() + " tensors";
    } catch (CheckpointFormatException e) {
      return e.getMessage();
    }
  }

  private String refused(String pickle) throws IOException {
    Path path = write(pickle);
    String message =
        assertThrows(CheckpointFormatException.class, () -> WeightFiles.open(path)).getMessage();
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.startsWith(path.toString()), message);
    return message.replace(path + ": ", "");
  }

  private Path write(String pickle) throws IOException {
    Path path = folder.resolve("hostile.pkl");
    Files.deleteIfExists(path);
    return Files.write(path, pickle.getBytes(ISO_8859_1));
  }
}
