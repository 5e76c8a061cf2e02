package org.dreamer4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.config.DreamerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  @TempDir private Path folder;

  @Test
  void configurationComesBackAsItWas() throws IOException {
    DreamerConfig config =
        DreamerConfig.resolve(
            Map.of(
                "defaults",
                List.of("debug", "pcont"),
                "tasks",
                List.of("no"),
                "model_lr",
                1.25e-9,
                "seed",
                -7,
                "pcont_layers",
                4,
                "test_collects",
                List.of(Map.of(), Map.of("name", "far", "prefix", "No 2: x"))));
    Path file = folder.resolve("config.yaml");
    ConfigFile.write(file, config);
    assertEquals(config, ConfigFile.read(file));
  }

  @Test
  void everyKeyStandsOnALineOfItsOwn() throws IOException {
    Path file = folder.resolve("config.yaml");
    ConfigFile.write(file, DreamerConfig.defaults());
    List<String> lines = Files.readAllLines(file);
    assertEquals(DreamerConfig.defaults().toMap().size(), lines.size());
    assertTrue(lines.contains("batch_shape: [50, 50]"), lines.toString());
    assertTrue(lines.contains("model_lr: 0.0006"), lines.toString());
    assertTrue(lines.contains("tasks: [cheetah_run]"), lines.toString());
    assertTrue(lines.contains("max_steps: 50000000"), lines.toString());
  }

  @Test
  void unknownKeyIsNamedWithTheFile() throws IOException {
    Path file = folder.resolve("config.yaml");
    Files.writeString(file, "model_sise: 3\n");
    String message = assertThrows(UsageException.class, () -> ConfigFile.read(file)).getMessage();
    assertEquals(file + ": unknown key 'model_sise'; did you mean 'model_size'?", message);
  }
}
