package org.dreamer4j.envs.mujoco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MujocoLibraryTest {
  @TempDir private Path folder;

  private static String refusal(Path file) {
    return assertThrows(IllegalArgumentException.class, () -> MujocoLibrary.load(file))
        .getMessage();
  }

  @Test
  void libraryIsLoadedOnceForAllThreads() {
    Path file = InstalledMujoco.file();
    List<CompletableFuture<MujocoLibrary>> loads =
        IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> MujocoLibrary.load(file)))
            .toList();
    for (CompletableFuture<MujocoLibrary> load : loads) {
      assertSame(MujocoLibrary.load(file), load.join());
    }
    assertTrue(InstalledMujoco.library().version().matches("[23]\\.\\d+\\.\\d+"));
  }

  @Test
  void textIsNoLibrary() throws IOException {
    Path text =
        Files.writeString(folder.resolve("libmujoco.so"), "a long enough text for a header");
    assertEquals(text.toRealPath() + " is not a shared library", refusal(text));
    Path missing = folder.resolve("none.so");
    assertEquals("no libmujoco at " + missing, refusal(missing));
  }

  @Test
  void libraryForAnotherMachineIsNamedAsSuch() throws IOException {
    byte[] header = LibrarySearchTest.library(40);
    Path file = Files.write(folder.resolve("libmujoco.so"), header);
    Assumptions.assumeTrue(List.of("amd64", "aarch64").contains(System.getProperty("os.arch")));
    assertTrue(refusal(file).contains(" is a library for arm, this Java runs on "));
  }

  @Test
  void brokenLibraryIsRefusedWithTheLoadersReason() throws IOException {
    Path file =
        Files.write(folder.resolve("libmujoco.so"), LibrarySearchTest.library(thisMachine()));
    String fault = refusal(file);
    assertTrue(fault.contains("libmujoco.so cannot be loaded: "), fault);
    assertEquals(1, fault.lines().count());
  }

  @Test
  void otherLibraryIsRefused() throws IOException {
    Path other;
    try (Stream<Path> files =
        Files.find(
            Path.of(System.getProperty("java.home"), "lib"),
            1,
            (path, attributes) -> path.getFileName().toString().matches("libzip\\..*|zip\\.dll"))) {
      other = files.findFirst().orElseThrow();
    }
    assertEquals(other.toRealPath() + " is a library, but not libmujoco", refusal(other));
  }

  static int thisMachine() {
    return System.getProperty("os.arch").equals("aarch64") ? 183 : 62;
  }
}
