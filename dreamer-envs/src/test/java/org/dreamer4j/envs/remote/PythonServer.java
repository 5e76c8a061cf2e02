package org.dreamer4j.envs.remote;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dreamer4j.core.Environment;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.Lacking;

/**
 * The server script in a process of its own, with an environment of {@code small_env.py}. Ends when
 * its input does, so that it cannot outlive the tests.
 */
final class PythonServer implements AutoCloseable {
  /** Where another interpreter may be named. */
  private static final String PROPERTY = "dreamer.python";

  private static final String VARIABLE = "DREAMER_PYTHON";
  private static final Path SCRIPT = Path.of("src/main/python/serve_env.py").toAbsolutePath();
  private static final Path MODULES =
      Path.of("src/test/resources/org/dreamer4j/envs/remote").toAbsolutePath();
  private static final String SERVING = "Serving ";
  private static final Optional<String> PYTHON = findPython();

  private final Process process;

  /** The task that it serves. */
  final String task;

  /** What it said before. */
  final String warnings;

  private PythonServer(Process process, String task, String warnings) {
    this.process = process;
    this.task = task;
    this.warnings = warnings;
  }

  /** Serves what a function of {@code small_env.py} makes. */
  static PythonServer serve(String function) {
    return with("--factory", "small_env:" + function);
  }

  /** Serves on a free port. */
  static PythonServer with(String... what) {
    List<String> options = new ArrayList<>(List.of(what));
    options.addAll(List.of("--port", "0"));
    Process process = start(options);
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    try {
      StringBuilder before = new StringBuilder();
      String line = out.readLine();
      while (line != null && !line.startsWith(SERVING)) {
        before.append(line).append('\n');
        line = out.readLine();
      }
      if (line == null) {
        throw new AssertionError("the server has ended: " + before);
      }
      return new PythonServer(process, line.substring(SERVING.length()), before.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the script says when it does not serve. */
  static String refusal(String... options) throws InterruptedException {
    Process process = start(List.of(options));
    String said = all(process);
    if (process.waitFor() == 0) {
      throw new AssertionError("the script ended as if all were well: " + said);
    }
    return said;
  }

  private static Process start(List<String> options) {
    List<String> command = new ArrayList<>(List.of(PYTHON.orElseThrow(), "-B", SCRIPT.toString()));
    command.addAll(options);
    command.add("--until_eof");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder
          .environment()
          .put("PYTHONPATH", MODULES + File.pathSeparator + MODULES.resolve("fakes"));
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String all(Process process) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      process.getOutputStream().close();
      return String.join("\n", reader.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Skips a test where Python lacks something, but fails it in CI. */
  static void require() {
    if (PYTHON.isEmpty()) {
      String missing =
          "no Python with grpc, google.protobuf and numpy"
              + " (python3-grpcio python3-protobuf python3-numpy)";
      Lacking.skip(missing);
    }
  }

  /** Whether {@link #require} lets tests run. */
  static boolean isPossible() {
    return PYTHON.isPresent();
  }

  private static Optional<String> findPython() {
    return Optional.ofNullable(System.getProperty(PROPERTY))
        .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
        .map(Stream::of)
        .orElse(Stream.of("/usr/bin/python3", "python3"))
        .filter(PythonServer::isAble)
        .findFirst();
  }

  private static boolean isAble(String python) {
    try {
      return new ProcessBuilder(python, "-c", "import grpc, google.protobuf, numpy")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** An environment of this server, with the waiting of a program. */
  Environment make(long seed) {
    return make("", seed);
  }

  Environment make(String world, long seed) {
    return new RemoteProvider().make(task + world, EnvironmentOptions.seeded(seed));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
