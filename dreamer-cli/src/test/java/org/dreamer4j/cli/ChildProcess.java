package org.dreamer4j.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM started by a test, with this JVM's class path. */
final class ChildProcess implements AutoCloseable {
  /** INT is signal 2, the second bit. */
  private static final long INT_BIT = 2;

  private final Process process;
  private final Path out;
  private final Path err;

  private ChildProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static ChildProcess start(Path folder, Class<?> main, String... args) throws IOException {
    return start(List.of(), folder, main, args);
  }

  /**
   * Starts a JVM through another program.
   *
   * @param through the program and its arguments; it takes the JVM's command as further ones
   */
  static ChildProcess start(List<String> through, Path folder, Class<?> main, String... args)
      throws IOException {
    List<String> command = new ArrayList<>(through);
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(List.of("-Xmx1g", "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"));
    // For short lives.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(permissions(Runtime.version().feature()));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    Path out = Files.createTempFile(folder, "child", ".out");
    Path err = Files.createTempFile(folder, "child", ".err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new ChildProcess(process, out, err);
  }

  /** What the launcher allows newer JVMs, which warn otherwise. */
  private static List<String> permissions(int feature) {
    List<String> flags = new ArrayList<>();
    if (feature >= 22) {
      flags.add("--enable-native-access=ALL-UNNAMED");
    }
    if (feature >= 24) {
      flags.add("--sun-misc-unsafe-memory-access=allow");
    }
    return flags;
  }

  /** Waits; returns whether the process has ended. */
  boolean ends(long milliseconds) throws InterruptedException {
    return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /**
   * The signal of Ctrl-C, or TERM where these tests run in the background of a shell: their
   * children are born deaf to INT then, as theirs are.
   */
  static String interrupt() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return "INT";
    }
    long ignored =
        Files.readString(status)
            .lines()
            .filter(line -> line.startsWith("SigIgn:"))
            .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
            .findFirst()
            .orElse(0);
    return (ignored & INT_BIT) == 0 ? "INT" : "TERM";
  }

  /** The exit code of a process that a signal has ended. */
  static int exitCode(String signal) {
    return signal.equals("INT") ? 130 : 143;
  }

  /** Sends a signal by its name, e.g. INT. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  String out() throws IOException {
    return Files.readString(out);
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
