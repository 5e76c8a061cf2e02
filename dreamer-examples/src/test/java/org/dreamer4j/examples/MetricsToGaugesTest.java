package org.dreamer4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.EnvironmentCollector;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Execution;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.dreamer4j.models.train.Progress;
import org.dreamer4j.models.train.Trainer;
import org.dreamer4j.replay.EpisodeStore;
import org.dreamer4j.replay.PrefetchingSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsToGaugesTest {
  @TempDir private Path folder;

  private final Map<String, DoubleSupplier> registry = new HashMap<>();
  private final MetricsToGauges gauges =
      new MetricsToGauges(
          (name, value) -> assertEquals(null, registry.put(name, value), name + " came twice"));

  @Test
  void aGaugeIsRegisteredOnceAndShowsTheNewestValue() {
    gauges.write(100, Map.of("test/return", 3.0));
    gauges.write(200, Map.of("test/return", 4.0, "model_loss", 0.5));
    gauges.onUpdate(new Progress(200, 100, 2, 7, 0.25));

    assertEquals(4, value("dreamer.test.return"));
    assertEquals(0.5, value("dreamer.model_loss"));
    assertEquals(200, value("dreamer.env_steps"));
    assertEquals(0.25, value("dreamer.fraction"));
  }

  @Test
  void aTrainingShowsItsReturnsLossesAndProgress() throws IOException {
    DreamerConfig config = TinyRun.config(2);
    EpisodeStore episodes = EpisodeStore.open(folder.resolve("episodes"));
    try (DreamerAgent agent = DreamerAgent.create(config, Dimmer.SPEC, Execution.QUICK_START);
        PrefetchingSource batches = PrefetchingSource.of(episodes, Dimmer.SPEC, config.data(), 0);
        EnvironmentCollector train =
            EnvironmentCollector.train(config, Dimmer::new, 0, episodes::append);
        EnvironmentCollector test =
            EnvironmentCollector.test(config, Dimmer::new, 1, episode -> {})) {
      Trainer.Surroundings around =
          Trainer.Surroundings.of(config, batches, train, test, gauges, gauges);
      new Trainer(
              agent,
              new CheckpointDirectory(folder),
              around,
              new Trainer.Replayed(List.of()),
              train.actionRepeat())
          .run();
    }
    assertEquals(1, value("dreamer.fraction"));
    assertEquals(episodes.agentSteps() * config.task().actionRepeat(), value("dreamer.env_steps"));
    assertTrue(value("dreamer.train.return") >= 0);
    assertTrue(Double.isFinite(value("dreamer.model_loss")), registry.keySet().toString());
  }

  private double value(String gauge) {
    assertTrue(registry.containsKey(gauge), () -> gauge + " is not among " + registry.keySet());
    return registry.get(gauge).getAsDouble();
  }
}
