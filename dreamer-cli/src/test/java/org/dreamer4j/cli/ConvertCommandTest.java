package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dreamer4j.models.checkpoint.Checkpoint;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertCommandTest {
  @TempDir private static Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void trainForTwoUpdates() throws IOException {
    TinyRun.train(folder.resolve("danijar"), TinyRun.params("[debug, danijar]"));
    TinyRun.copyTo(folder.resolve("dreamer"));
  }

  @Test
  void weightsSurviveARoundThroughAllFormats() throws IOException {
    Path bundle = folder.resolve("danijar/00001/model.ckpt-10");
    Path pickle = folder.resolve("round/variables.pkl");
    Path model = folder.resolve("round/model");
    Path again = folder.resolve("round/again.ckpt-10");
    Path last = folder.resolve("round/last.pkl");
    convert(bundle, pickle);
    convert(bundle, model);
    convert(model, again);
    convert(again, last);
    assertArrayEquals(Files.readAllBytes(pickle), Files.readAllBytes(last));
    try (Checkpoint first = Checkpoint.open(bundle);
        Checkpoint end = Checkpoint.open(last)) {
      assertEquals(first.weights(), end.weights());
      for (String weight : first.weights()) {
        assertArrayEquals(first.read(weight).toFloats(), end.read(weight).toFloats(), weight);
      }
    }
  }

  @Test
  void bundleToBundleKeepsOptimizersAndStep() throws IOException {
    Path bundle = folder.resolve("dreamer/00001/model.ckpt-10");
    Path copy = folder.resolve("copy/model.ckpt-10");
    convert(bundle, copy);
    try (Checkpoint first = Checkpoint.open(bundle);
        Checkpoint second = Checkpoint.open(copy)) {
      assertTrue(second.hasOptimizers());
      assertEquals(first.extras(), second.extras());
    }
  }

  @Test
  void whatCannotBeExactIsRefusedWithTheReason() throws IOException {
    Path pickle = folder.resolve("refused/variables.pkl");
    assertEquals(2, run(folder.resolve("dreamer/00001/model.ckpt-10"), pickle));
    assertTrue(err.toString().contains("resets its memory before multiplying it"), err.toString());
    assertEquals(1, err.toString().lines().count());
    try (var files = Files.list(folder.resolve("refused"))) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    Path there = Files.writeString(folder.resolve("precious.pkl"), "mine");
    assertEquals(2, run(folder.resolve("danijar/00001/model.ckpt-10"), there));
    assertTrue(err.toString().contains("exists already"), err.toString());
    assertEquals("mine", Files.readString(there));
  }

  @Test
  void modelNeedsToKnowItsTask() throws IOException {
    Path alone = folder.resolve("alone.pkl");
    convert(folder.resolve("danijar/00001/model.ckpt-10"), alone);
    Path model = folder.resolve("nameless");
    assertEquals(2, run(alone, model));
    assertTrue(err.toString().contains("name the task"), err.toString());
    assertFalse(Files.exists(model.resolve("1")));
    assertEquals(0, run(alone, model, "--params", "{tasks: [dummy]}"), err.toString());
    String card = Files.readString(model.resolve("1/assets.extra/card.json"));
    assertTrue(card.contains("\"dummy\""), card);
    assertTrue(card.contains("sha256"), card);
  }

  private void convert(Path from, Path to) {
    assertEquals(0, run(from, to), err.toString());
    assertTrue(out.toString().contains("wrote " + to), out.toString());
  }

  private int run(Path from, Path to, String... more) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] args = new String[3 + more.length];
    args[0] = "convert";
    args[1] = from.toString();
    args[2] = to.toString();
    System.arraycopy(more, 0, args, 3, more.length);
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
