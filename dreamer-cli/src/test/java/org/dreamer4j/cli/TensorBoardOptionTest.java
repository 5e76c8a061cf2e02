package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardOptionTest {
  private static final String TINY =
      "{defaults: [dreamer, debug], tasks: [dummy], conv_depth: 2, imagination_horizon: 3,"
          + " max_steps: %d}";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void runThatGoesOnWritesFilesOfItsOwn() throws IOException {
    train("--params", TINY.formatted(10));
    assertEquals(1, files("train"));
    assertEquals(1, files("test"));
    train("--params", TINY.formatted(20));
    assertEquals(2, files("train"));
    assertEquals(2, files("test"));
  }

  @Test
  void nothingIsWrittenIfNobodyWantsIt() {
    train("--tensorboard", "False", "--params", TINY.formatted(10));
    Path run = folder.resolve("00001");
    assertTrue(Files.exists(run.resolve("metrics.jsonl")));
    assertFalse(Files.exists(run.resolve("train")));
    assertFalse(Files.exists(run.resolve("test")));
  }

  @Test
  void anyOtherWordIsRefused() {
    assertEquals(2, run("--tensorboard", "off"));
    assertEquals(
        "dreamer train: --tensorboard takes True or False, got 'off'", err.toString().strip());
  }

  private long files(String phase) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("00001").resolve(phase))) {
      return files.count();
    }
  }

  private void train(String... options) {
    assertEquals(0, run(options), err.toString());
    assertEquals("", err.toString());
  }

  private int run(String... options) {
    String[] args = new String[options.length + 3];
    args[0] = "train";
    args[1] = "--logdir";
    args[2] = folder.toString();
    System.arraycopy(options, 0, args, 3, options.length);
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
