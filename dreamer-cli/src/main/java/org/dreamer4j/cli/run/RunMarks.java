package org.dreamer4j.cli.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dreamer4j.core.AtomicFile;

/**
 * The files by which workers know the state of a run: PING while or after one worked on it, DONE
 * when it needs no more work, FAIL with a stack trace when it failed. Names and meaning are those
 * of google-research/dreamer {@code training/running.py}; PING is text here.
 *
 * @param run the run's folder
 */
record RunMarks(Path run) {
  static final String PING = "PING";
  static final String DONE = "DONE";
  static final String FAIL = "FAIL";

  private static final int MOST_BYTES = 1 << 14;

  boolean isDone() {
    return Files.exists(run.resolve(DONE));
  }

  boolean hasFailed() {
    return Files.exists(run.resolve(FAIL));
  }

  /**
   * The last sign of life.
   *
   * @return empty if no worker ever had the run
   * @throws UnreadablePing if there is one that cannot be understood
   * @throws IOException if the file cannot be read
   */
  Optional<Ping> ping() throws UnreadablePing, IOException {
    if (!Files.exists(run.resolve(PING))) {
      return Optional.empty();
    }
    return Optional.of(Ping.parse(beginning(run.resolve(PING))));
  }

  /** The beginning of a small file; a longer one is none of these marks, whatever follows. */
  static String beginning(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      // A pickle is no UTF-8; every file is Latin-1.
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
    }
  }

  void ping(Ping ping) throws IOException {
    write(PING, ping.text());
  }

  void done() throws IOException {
    write(DONE, "\n");
  }

  /** Takes DONE back: there is more to do. */
  void notDone() throws IOException {
    Files.deleteIfExists(run.resolve(DONE));
  }

  /** Takes PING back: nothing was done. */
  void noPing() throws IOException {
    Files.deleteIfExists(run.resolve(PING));
  }

  /** Keeps the stack trace, and that no worker should go on. */
  void failed(Throwable failure) throws IOException {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    write(FAIL, trace.toString());
    done();
  }

  private void write(String name, String text) throws IOException {
    AtomicFile.write(run.resolve(name), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
