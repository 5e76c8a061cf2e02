package org.dreamer4j.cli.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dreamer4j.cli.metrics.MetricsFile;
import org.dreamer4j.core.config.ConfigFile;
import org.dreamer4j.core.config.DreamerConfig;

/**
 * Where one run keeps everything: {@code <logdir>/00001} with {@code config.yaml}, {@code
 * train_episodes}, {@code test_episodes}, checkpoints, {@code metrics.jsonl} and {@code
 * dreamer.log}.
 *
 * @param path the run's folder
 */
public record RunDirectory(Path path) {
  /** Folder of the first run below a base directory. */
  public static final String FIRST = "00001";

  private static final Pattern NUMBER = Pattern.compile("\\d{5}");
  private static final Pattern PROCESS = Pattern.compile("\\d{1,19}");

  /**
   * The first run of a base directory; a directory that holds a configuration is the run itself.
   */
  public static RunDirectory in(Path logdir) {
    return isRun(logdir) ? new RunDirectory(logdir) : numbered(logdir, 1);
  }

  /**
   * One of the runs of a base directory.
   *
   * @param number from 1
   */
  public static RunDirectory numbered(Path logdir, int number) {
    return new RunDirectory(logdir.resolve(String.format(Locale.ROOT, "%05d", number)));
  }

  static boolean isRun(Path path) {
    return Files.isRegularFile(path.resolve(ConfigFile.NAME));
  }

  /** The last part of the path. */
  String name() {
    return String.valueOf(path.toAbsolutePath().normalize().getFileName());
  }

  /** The run's number, from 1; 1 for a folder whose name is no number. */
  public int number() {
    return NUMBER.matcher(name()).matches() ? Math.max(1, Integer.parseInt(name())) : 1;
  }

  /** Whether someone began to train here. */
  public boolean isBegun() {
    return isRun(path);
  }

  /** Whether nothing is left to do. */
  public boolean isDone() {
    return marks().isDone();
  }

  /** Whether the run failed and nobody has taken it up again. */
  public boolean hasFailed() {
    return marks().hasFailed();
  }

  RunMarks marks() {
    return new RunMarks(path);
  }

  /** Episodes that are learned from. */
  public Path trainEpisodes() {
    return path.resolve("train_episodes");
  }

  /** Episodes of tests. */
  public Path testEpisodes() {
    return path.resolve("test_episodes");
  }

  /** Figures, one JSON object a line. */
  public Path metrics() {
    return path.resolve(MetricsFile.NAME);
  }

  /** What went on, failures with their stack traces included. */
  public Path log() {
    return path.resolve("dreamer.log");
  }

  Path lock() {
    return path.resolve("lock");
  }

  Path config() {
    return path.resolve(ConfigFile.NAME);
  }

  /**
   * Makes the directory and takes it for this process, if no other process of this machine has it.
   *
   * @return to be closed when the run ends
   * @throws UsageException if it cannot be written
   */
  public Optional<RunClaim> tryClaim() {
    try {
      Files.createDirectories(path);
      return RunClaim.of(this);
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(
          "cannot write logdir " + path + ": " + e.getFile() + " is a file; use another --logdir");
    } catch (IOException e) {
      throw new UsageException(
          "cannot write logdir " + path + ": " + reason(e) + "; use another --logdir");
    }
  }

  /** The process of this machine that has the run, or had it last, in words. */
  String owner() {
    try {
      // A lock file of this process must not be opened again.
      if (RunClaim.isHeldHere(this)) {
        return "process " + ProcessHandle.current().pid();
      }
      String owner = RunMarks.beginning(lock()).strip();
      return PROCESS.matcher(owner).matches() ? "process " + owner : "another process";
    } catch (IOException e) {
      return "another process";
    }
  }

  /**
   * The configuration of the run.
   *
   * @return empty if no run was started here
   * @throws UsageException if the file is no configuration
   * @throws IOException if it cannot be read
   */
  public Optional<DreamerConfig> stored() throws IOException {
    if (!Files.exists(config())) {
      return Optional.empty();
    }
    try {
      return Optional.of(ConfigFile.read(config()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }

  /**
   * Whether parameters ask for more than the run was made for: for a later end.
   *
   * @throws UsageException if the run was made with other values, or its file is no configuration
   * @throws IOException if its configuration cannot be read
   */
  public boolean isLengthenedBy(Parameters given) throws IOException {
    Optional<DreamerConfig> stored = stored();
    return stored.isPresent()
        && Resumption.isLonger(stored.get(), Resumption.of(this, stored.get(), given));
  }

  /**
   * Keeps a failure with its stack trace.
   *
   * @return the file that holds it
   * @throws IOException if it cannot be written
   */
  public Path record(Throwable failure) throws IOException {
    StringWriter trace = new StringWriter();
    trace.append(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()).append(" failed: ");
    failure.printStackTrace(new PrintWriter(trace, true));
    Files.writeString(
        log(), trace.toString(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return log();
  }

  private static String reason(IOException e) {
    String kind = e.getClass().getSimpleName().replace("Exception", "");
    return e.getMessage() == null ? kind : kind + ": " + e.getMessage();
  }
}
