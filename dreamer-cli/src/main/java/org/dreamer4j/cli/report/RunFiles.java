package org.dreamer4j.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dreamer4j.cli.metrics.MetricsFile;
import org.dreamer4j.cli.metrics.MetricsFile.Series;
import org.dreamer4j.cli.run.RunDirectory;
import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.dreamer4j.replay.EpisodeFile;
import org.dreamer4j.replay.npz.Npz;

/**
 * What a run has on disk, read without changing it.
 *
 * @param run its folder
 * @param metrics its figures
 * @param trainEpisodes files, the newest last
 * @param testEpisodes files, the newest last
 * @param checkpoint prefix of the newest
 */
public record RunFiles(
    RunDirectory run,
    DreamerConfig config,
    MetricsFile metrics,
    List<Path> trainEpisodes,
    List<Path> testEpisodes,
    Optional<Path> checkpoint) {
  private static final int LAST = 10;

  /**
   * Reads a run.
   *
   * @throws UsageException if there is none, or it has no figures yet
   * @throws IOException if a file cannot be read
   */
  public static RunFiles of(RunDirectory run) throws IOException {
    DreamerConfig config =
        run.stored().orElseThrow(() -> new UsageException("no run in " + run.path()));
    if (!Files.isRegularFile(run.metrics())) {
      throw new UsageException(
          "no " + MetricsFile.NAME + " in " + run.path() + " yet; train for an episode first");
    }
    return new RunFiles(
        run,
        config,
        MetricsFile.read(run.metrics()),
        episodes(run.trainEpisodes()),
        episodes(run.testEpisodes()),
        new CheckpointDirectory(run.path()).latest());
  }

  private static List<Path> episodes(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> EpisodeFile.parse(file).isPresent()).sorted().toList();
    }
  }

  /**
   * Reads an episode.
   *
   * @throws IOException if the file is broken
   */
  public static Episode read(Path file) throws IOException {
    try {
      return new Episode(Npz.read(file));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /** Mean of the last values of a figure, empty if there are none. */
  Optional<Double> lastMean(String key, int most) {
    return mean(metrics.series(key).last(most));
  }

  /** Returns of the last test; empty before the first one. */
  Series lastTest() {
    return metrics.returns("test").lastStep();
  }

  /** Returns of the last training episodes. */
  Series lastTraining() {
    return metrics.returns("train").last(LAST);
  }

  /** The mean of returns, empty if there are none. */
  static Optional<Double> mean(Series series) {
    return series.mean().stream().boxed().findFirst();
  }
}
