package org.dreamer4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Episode;
import org.dreamer4j.envs.Driver;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.Registry;
import org.dreamer4j.models.export.DreamerPolicy;
import org.dreamer4j.models.export.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The models that come with the project load, and do what their cards say. */
class SavedModelsTest {
  private static final Path MODELS = Path.of("../saved-models");
  private static final long MOST_BYTES = 10_000_000;

  static List<Path> models() throws IOException {
    try (Stream<Path> files = Files.list(MODELS)) {
      return files.filter(Files::isDirectory).sorted().toList();
    }
  }

  @Test
  void thereAreAtLeastTwo() throws IOException {
    assertTrue(models().size() >= 2, models().toString());
  }

  @ParameterizedTest
  @MethodSource("models")
  void modelIsSmallAndActsInTheTaskOfItsCard(Path model) throws IOException {
    try (Stream<Path> files = Files.walk(model)) {
      assertTrue(files.mapToLong(file -> file.toFile().length()).sum() < MOST_BYTES);
    }
    JsonNode card = new ObjectMapper().readTree(ModelFolder.card(ModelFolder.find(model)).toFile());
    String task = card.get("config").get("tasks").get(0).asText();
    assertEquals(model.getFileName().toString(), task);
    assertTrue(episode(model, task, 3).agentSteps() > 0);
  }

  @Test
  void theQuickStartAgentReachesItsTarget() throws IOException {
    Path model = MODELS.resolve("quickstart_shuttle");
    double mean = 0;
    for (int seed = 0; seed < 3; seed++) {
      mean += episode(model, "quickstart_shuttle", seed).episodeReturn() / 3;
    }
    assertTrue(mean > 80, "mean return " + mean);
  }

  private static Episode episode(Path model, String task, long seed) throws IOException {
    try (Environment environment = Registry.load().make(task, EnvironmentOptions.seeded(seed));
        DreamerPolicy policy = DreamerPolicy.load(model)) {
      return new Driver(environment).runEpisode(policy);
    }
  }
}
