package org.dreamer4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", ".index", ".meta", ".data-00000-of-00001"})
  void aBundleIsOpenedByItsPrefixOrAnyOfItsFiles(String suffix) throws IOException {
    Path prefix = new SmallBundle().write(folder.resolve("model.ckpt-7"));
    assertOpens(prefix, folder.resolve("model.ckpt-7" + suffix));
  }

  @Test
  void aFolderStandsForTheCheckpointThatItNames() throws IOException {
    new SmallBundle().write(folder.resolve("model.ckpt-9"));
    Path named = new SmallBundle().write(folder.resolve("model.ckpt-7"));
    state("model.ckpt-7");
    assertOpens(named, folder);
    state("/home/someone/logdir/model.ckpt-7");
    assertOpens(named, folder);
    Path other = new SmallBundle().write(folder.resolve("agent"));
    state("agent");
    assertOpens(other, folder);
  }

  @Test
  void aFolderWhoseNamedCheckpointIsGoneStandsForTheNewest() throws IOException {
    new SmallBundle().write(folder.resolve("model.ckpt-7"));
    Path newest = new SmallBundle().write(folder.resolve("model.ckpt-9"));
    state("model.ckpt-11");
    assertOpens(newest, folder);
  }

  @Test
  void aFolderWithoutCheckpointsIsRefused() throws IOException {
    assertRefused(
        folder, folder + ": holds no file 'checkpoint' that names one; name a checkpoint itself");
    state("model.ckpt-11");
    assertRefused(folder, folder.resolve("model.ckpt-11.index") + ": is missing");
    state("\u0000");
    assertRefused(
        folder, folder + ": holds no file 'checkpoint' that names one; name a checkpoint itself");
  }

  @Test
  void aPickleIsKnownByItsFirstBytesOrItsName() throws IOException {
    Path named = Files.writeString(folder.resolve("old.pkl"), "(t.");
    assertOpens(named, named);
    Path unnamed = Files.write(folder.resolve("x"), new byte[] {(byte) 0x80, 4, ')', '.'});
    assertOpens(unnamed, unnamed);
  }

  @Test
  void anythingElseIsRefusedInOneLine() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "hello");
    assertRefused(
        text, text + ": is neither a TensorFlow checkpoint (.index and .data files) nor a pickle");
    Path none = folder.resolve("none");
    assertRefused(
        none,
        none
            + ": there is no such file, nor one with .index after it; name a checkpoint by its"
            + " prefix or folder, or a pickle");
    Path alone = Files.writeString(folder.resolve("lost.data-00000-of-00001"), "hello");
    assertRefused(alone, folder.resolve("lost.index") + ": is missing");
  }

  private void state(String name) throws IOException {
    Files.writeString(
        folder.resolve("checkpoint"), "model_checkpoint_path: \"" + name + "\"\nall: 1\n");
  }

  private static void assertOpens(Path expected, Path path) throws IOException {
    try (WeightFile file = WeightFiles.open(path)) {
      assertEquals(expected, file.path());
    }
  }

  private static void assertRefused(Path path, String message) {
    assertEquals(
        message,
        assertThrows(CheckpointFormatException.class, () -> WeightFiles.open(path)).getMessage());
  }
}
