package org.dreamer4j.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dreamer4j.cli.metrics.MetricsFile;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.dreamer4j.models.export.ExportSettings;
import org.dreamer4j.models.export.SavedModelExporter;
import org.jspecify.annotations.Nullable;

/** The agent of a run, with the weights of its latest checkpoint that can be read. */
record RunSource(RunDirectory run, CheckpointDirectory checkpoints) implements AgentSource {
  /**
   * The agent of a run.
   *
   * @throws UsageException if the run has no checkpoint yet
   * @throws IOException if its directory cannot be read
   */
  static RunSource of(RunDirectory run) throws IOException {
    RunSource source = new RunSource(run, new CheckpointDirectory(run.path()));
    source.require(source.checkpoints.latest());
    return source;
  }

  private Path newestWhole() throws IOException {
    return require(checkpoints.newestWhole());
  }

  private Path require(Optional<Path> checkpoint) {
    return checkpoint.orElseThrow(
        () ->
            new UsageException(
                "no checkpoint in "
                    + run.path()
                    + " yet; let "
                    + Hint.command("train")
                    + " save one"));
  }

  @Override
  public Environment fit(Environment environment, DreamerConfig config) {
    return environment;
  }

  @Override
  public void restore(DreamerAgent agent) throws IOException {
    checkpoints.restore(agent);
  }

  @Override
  public Path export(
      DreamerConfig config, EnvironmentSpec spec, Path model, ExportSettings settings)
      throws IOException {
    return SavedModelExporter.export(config, spec, newestWhole(), model, settings);
  }

  /** Simulator frames when the checkpoint was saved, as the run's figures have them. */
  @Override
  public @Nullable Long envSteps(DreamerConfig config) throws IOException {
    if (!Files.isRegularFile(run.metrics())) {
      return null;
    }
    long updates = CheckpointDirectory.step(newestWhole()) / config.data().batchSize();
    MetricsFile.Series counted = MetricsFile.read(run.metrics()).series("updates");
    Long envSteps = null;
    for (int i = 0; i < counted.values().size(); i++) {
      if (counted.values().get(i) <= updates) {
        envSteps = counted.envSteps().get(i).longValue();
      }
    }
    return envSteps;
  }
}
