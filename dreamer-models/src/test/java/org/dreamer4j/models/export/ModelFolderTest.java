package org.dreamer4j.models.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFolderTest {
  @TempDir private Path folder;

  private Path version(String name) throws IOException {
    Path version = Files.createDirectories(folder.resolve(name));
    Files.createFile(version.resolve(ModelFolder.GRAPH));
    return version;
  }

  private NewVersion begin(long number) throws IOException {
    return new ModelFolder(folder).begin(number);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_700_000_000, 2_147_483_648L, 20_240_101_120_000L, Long.MAX_VALUE})
  void versionsAreAnyPositiveNumbers(long number) throws IOException {
    version("999999999");
    Path version =
        begin(number).write(content -> Files.createFile(content.resolve(ModelFolder.GRAPH)));
    assertEquals(version, ModelFolder.find(folder));
    if (number < Long.MAX_VALUE) {
      assertEquals(number + 1, new ModelFolder(folder).begin(null).number());
    } else {
      IOException e = assertThrows(IOException.class, () -> new ModelFolder(folder).begin(null));
      assertEquals(
          folder + " has the highest version there is; name one to export", e.getMessage());
    }
  }

  @Test
  void otherNamesAreNoVersions() throws IOException {
    for (String name : List.of("0", "01", "-1", "9223372036854775808", "1e3", "one", ".1.tmp")) {
      version(name);
    }
    assertFalse(ModelFolder.isModel(folder));
    assertEquals(1, new ModelFolder(folder).begin(null).number());
  }

  @Test
  void aFolderIsAModelIfAVersionHasAGraph() throws IOException {
    assertFalse(ModelFolder.isModel(folder.resolve("missing")));
    Files.createDirectories(folder.resolve("7"));
    assertFalse(ModelFolder.isModel(folder));
    Path version = version("3");
    assertTrue(ModelFolder.isModel(folder));
    assertTrue(ModelFolder.isModel(version));
    assertEquals(version, ModelFolder.find(folder));
  }

  @Test
  void ofTwoExportsToOneVersionTheFasterWins() throws IOException {
    NewVersion slow = begin(1);
    NewVersion fast = begin(1);
    FileAlreadyExistsException e =
        assertThrows(
            FileAlreadyExistsException.class,
            () ->
                slow.write(
                    content -> {
                      Files.writeString(content.resolve("who"), "slow");
                      fast.write(other -> Files.writeString(other.resolve("who"), "fast"));
                    }));
    assertEquals(folder.resolve("1") + ": exists already; export another version", e.getMessage());
    assertEquals("fast", Files.readString(folder.resolve("1/who")));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("1")), files.toList());
    }
  }

  @Test
  void aFailureIsNotHiddenByWhatIsLeftToDelete() {
    IOException cause = new IOException("the disk is full");
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                begin(1)
                    .write(
                        content -> {
                          Files.createDirectories(content.resolve("deep/er"));
                          Files.writeString(content.resolve("deep/er/file"), "half");
                          throw cause;
                        }));
    assertEquals(cause, e);
    assertEquals(List.of(), List.of(folder.toFile().list()));
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    IOException e =
        assertThrows(IOException.class, () -> new ModelFolder(file).begin(1L).write(content -> {}));
    assertTrue(e.getMessage().startsWith("cannot write " + file.resolve("1")), e.getMessage());
  }
}
