package org.dreamer4j.envs.mujoco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibrarySearchTest {
  @TempDir private Path root;
  private final Map<String, String> environment = new HashMap<>();

  /** The start of a library for a machine of an ELF number. */
  static byte[] library(int machine) {
    byte[] header = new byte[64];
    byte[] start = {0x7f, 'E', 'L', 'F', 2, 1, 1};
    System.arraycopy(start, 0, header, 0, start.length);
    header[16] = 3;
    header[18] = (byte) machine;
    return header;
  }

  private Path put(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.write(file, library(MujocoLibraryTest.thisMachine()));
  }

  private LibrarySearch.Result find(Optional<Path> option) {
    SearchPlaces places = new SearchPlaces(environment, root, root.resolve("home/user"));
    return new LibrarySearch(places).find(option);
  }

  private Path found() {
    LibrarySearch.Result result = find(Optional.empty());
    assertEquals("", result.missing());
    return result.file();
  }

  private String missing(Optional<Path> option) {
    LibrarySearch.Result result = find(option);
    assertNull(result.file());
    assertEquals(1, result.missing().lines().count());
    return result.missing();
  }

  @Test
  void missingLibraryIsExplainedInOneLine() {
    String line = missing(Optional.empty());
    assertTrue(line.startsWith("needs libmujoco, which is in none of "), line);
    assertTrue(line.contains("apt-get install libmujoco2.2.2"), line);
    assertTrue(line.contains("MUJOCO_LIB or mujoco_library"), line);
  }

  @Test
  void versionedNamesAreFoundInTheSystemsFolders() throws IOException {
    Path old = put("usr/lib/x86_64-linux-gnu/libmujoco.so.2.2.2");
    assertEquals(old, found());
    put("usr/lib/x86_64-linux-gnu/libmujoco.so.backup");
    put("usr/lib/x86_64-linux-gnu/libmujoco.so.2.2.10");
    assertEquals(old.resolveSibling("libmujoco.so.2.2.10"), found());
    Path own = put("usr/local/lib/libmujoco.dylib");
    assertEquals(own, found());
    environment.put("LD_LIBRARY_PATH", root.resolve("mine").toString());
    assertEquals(put("mine/libmujoco.so"), found());
  }

  @Test
  void aBrokenLibraryDoesNotHideOneThatFits() throws IOException {
    Path broken = put("usr/local/lib/libmujoco.so");
    Files.writeString(broken, "not a library but a text of some length that says nothing at all");
    assertTrue(missing(Optional.empty()).contains(broken.toString()));

    assertEquals(put("usr/lib/x86_64-linux-gnu/libmujoco.so.2.2.2"), found());
  }

  @Test
  void pythonsPackageAndMujocosArchiveAreFound() throws IOException {
    Path system = put("usr/local/lib/python3.11/dist-packages/mujoco/libmujoco.so.3.14.0");
    assertEquals(system, found());
    Path user = put("home/user/.local/lib/python3.12/site-packages/mujoco/libmujoco.3.3.7.dylib");
    assertEquals(user, found());
    environment.put("VIRTUAL_ENV", root.resolve("venv").toString());
    assertEquals(put("venv/lib/python3.10/site-packages/mujoco/libmujoco.so.3.1.6"), found());
    assertEquals(put("home/user/.mujoco/mujoco-3.2.0/lib/libmujoco.so"), found());
  }

  @Test
  void optionGoesBeforeVariableBeforeTheRest() throws IOException {
    put("usr/lib/libmujoco.so");
    environment.put("MUJOCO_LIB", put("one/lib.so").toString());
    assertEquals(root.resolve("one/lib.so"), found());
    Path folder = put("two/libmujoco.so.3.0.0").getParent();
    assertEquals(folder.resolve("libmujoco.so.3.0.0"), find(Optional.of(folder)).file());
    Path file = put("three/any.so");
    assertEquals(file, find(Optional.of(file)).file());
  }

  @Test
  void pathThatLeadsNowhereIsNotReplacedByAnother() throws IOException {
    put("usr/lib/libmujoco.so");
    Path nowhere = root.resolve("nowhere.so");
    assertEquals(
        "no libmujoco at " + nowhere + ", the path that mujoco_library names",
        missing(Optional.of(nowhere)));
    environment.put("MUJOCO_LIB", nowhere.toString());
    assertEquals(
        "no libmujoco at " + nowhere + ", the path that MUJOCO_LIB names",
        missing(Optional.empty()));
    Path empty = Files.createDirectory(root.resolve("empty"));
    assertEquals(
        "no libmujoco in the folder " + empty + " that mujoco_library names",
        missing(Optional.of(empty)));
  }

  @Test
  void fileThatCannotBeLoadedIsFoundOutWithoutLoading() throws IOException {
    Path text =
        Files.writeString(root.resolve("text.so"), "not a library but a text of some length");
    assertEquals(text + " is not a shared library", missing(Optional.of(text)));
    Path tiny = Files.writeString(root.resolve("tiny.so"), "x");
    assertEquals(tiny + " is not a shared library", missing(Optional.of(tiny)));
  }
}
