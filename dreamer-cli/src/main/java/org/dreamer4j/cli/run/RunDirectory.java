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
import java.util.Optional;
import org.dreamer4j.cli.metrics.MetricsFile;
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

  /** The run of a base directory; a directory that holds a configuration is the run itself. */
  public static RunDirectory in(Path logdir) {
    boolean isRun = Files.isRegularFile(logdir.resolve(ConfigFile.NAME));
    return new RunDirectory(isRun ? logdir : logdir.resolve(FIRST));
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

  Path config() {
    return path.resolve(ConfigFile.NAME);
  }

  /**
   * Makes the directory and takes it for this process.
   *
   * @return to be closed when the run ends
   * @throws UsageException if it cannot be written or another process has it
   */
  public RunClaim claim() {
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

  /**
   * The configuration of the run.
   *
   * @return empty if no run was started here
   * @throws UsageException if the file is no configuration
   * @throws IOException if it cannot be read
   */
  public Optional<DreamerConfig> stored() throws IOException {
    return Files.exists(config()) ? Optional.of(ConfigFile.read(config())) : Optional.empty();
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
