package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dreamer4j.core.TemporaryFolder;
import org.jspecify.annotations.Nullable;

/**
 * A run of two updates on {@code dummy}, trained once for all tests that look at a finished one.
 */
public final class TinyRun {
  /** Its configuration. */
  public static final String PARAMS = params("[dreamer, debug]");

  private static @Nullable Path trained;

  private TinyRun() {}

  /** The configuration of such a run with other presets. */
  static String params(String defaults) {
    return "{defaults: "
        + defaults
        + ", tasks: [dummy], conv_depth: 2, imagination_horizon: 3, max_steps: 10}";
  }

  /** Trains into a folder that has no run yet. */
  public static void train(Path logdir, String params) {
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said, true);
    String[] line = {
      "train", "--tensorboard", "False", "--logdir", logdir.toString(), "--params", params
    };
    assertEquals(0, Main.run(writer, writer, line), said.toString());
    assertTrue(said.toString().contains("2 updates"), said.toString());
  }

  /** Puts a copy of the run into {@code <logdir>/00001}. */
  public static synchronized void copyTo(Path logdir) throws IOException {
    if (trained == null) {
      TemporaryFolder folder = TemporaryFolder.create("dreamer-tiny-run");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      train(folder.path(), PARAMS);
      trained = folder.path();
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(trained)) {
      files = walk.toList();
    }
    for (Path file : files) {
      Path copy = logdir.resolve(trained.relativize(file));
      if (Files.isDirectory(file)) {
        Files.createDirectories(copy);
      } else {
        Files.copy(file, copy);
      }
    }
  }

  /** Lets a copy be one of other tasks. */
  static void rename(Path logdir, String tasks) throws IOException {
    Path config = logdir.resolve("00001/config.yaml");
    String text = Files.readString(config);
    Files.writeString(config, text.replace("tasks: [dummy]", "tasks: [" + tasks + "]"));
    assertNotEquals(text, Files.readString(config));
  }

  private static void delete(TemporaryFolder folder) {
    try {
      folder.close();
    } catch (IOException e) {
      // The system clears its temporary files itself.
    }
  }
}
