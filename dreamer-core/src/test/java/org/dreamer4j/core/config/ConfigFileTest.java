package org.dreamer4j.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    String message =
        assertThrows(IllegalArgumentException.class, () -> ConfigFile.read(file)).getMessage();
    assertEquals(file + ": unknown key 'model_sise'; did you mean 'model_size'?", message);
  }

  @Test
  void aFileBeyondAllMeasureIsRefusedUnread() throws IOException {
    Path file = folder.resolve(ConfigFile.NAME);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(8L << 30);
    }
    assertEquals(file + " is too long to be a configuration", refusal(file));
  }

  @Test
  void aKeyThatStandsTwiceIsRefusedWithItsLine() throws IOException {
    Path file = folder.resolve("config.yaml");
    Files.writeString(file, "seed: 1\n# a note\nseed: 2 # another\n");
    assertEquals(file + " line 3, column 1: the key 'seed' stands a second time", refusal(file));
  }

  @Test
  void commentsAndQuotesOfAnEditedFileAreRead() throws IOException {
    Path file = folder.resolve("config.yaml");
    Files.writeString(
        file,
        """
        # edited by hand
        tasks: ['it''s',  "a\\u0062\\n",c_d ]  # three

        seed: -3 # negative
        camera_id: ~
        rom_dir: /home/x#y: z
        """);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ConfigFile.read(file));
    assertEquals(file + " line 6, column 19: mapping values are not allowed here", e.getMessage());

    Files.writeString(file, Files.readString(file).replace("#y: z", "#y z"));
    DreamerConfig config = ConfigFile.read(file);
    assertEquals(List.of("it's", "ab", "c_d"), config.task().tasks());
    assertEquals(-3, config.task().seed());
    assertTrue(config.task().cameraId().isEmpty());
    assertEquals("/home/x#y z", config.simulator().romDir().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- 1",
        "tasks: [a",
        "tasks: [a]]",
        "tasks: {a: 1",
        "tasks: {a: 1, a: 2}",
        "tasks: \"a",
        "tasks: \"\\x\"",
        "tasks: \"\\u00g0\"",
        "tasks: 'a",
        "tasks: !!java.lang.Thread []",
        "tasks: &a [*a]",
        "tasks: !!set {a}",
        "? [a]",
        "--- {}\n--- {}",
        "tasks: !!null [a]",
        "--- !!null {seed: 7}",
        "\u0000",
      })
  void otherTextIsRefused(String text) throws IOException {
    Path file = folder.resolve("config.yaml");
    Files.writeString(file, text);
    String message = refusal(file);
    String place = file + " line " + text.lines().count() + ", column ";
    assertTrue(message.startsWith(place), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void blocksOfAnEditedFileAreRead() throws IOException {
    Path file = folder.resolve("config.yaml");
    Files.writeString(
        file,
        """
        tasks:
          - dummy
          - catch
        test_collects:
          - name: far
            horizon: 3
        seed:
          4
        """);
    DreamerConfig config = ConfigFile.read(file);
    assertEquals(List.of("dummy", "catch"), config.task().tasks());
    assertEquals("far", config.schedule().testCollects().get(0).name());
    assertEquals(4, config.task().seed());
  }

  @Test
  void whatCannotBeSeenIsNamedWithItsPlace() throws IOException {
    Path file = folder.resolve("config.yaml");
    Files.writeString(file, "seed: 1\ntasks: [\f]\n");
    assertEquals(file + " line 2, column 9: a character that none sees, U+000C", refusal(file));
    Files.writeString(file, "tasks: [\"\\UFFFFFFFF\"]");
    assertEquals(file + ": an escaped character beyond range", refusal(file));
  }

  @ParameterizedTest
  @CsvSource({"yes, true", "On, true", "True, true", "no, false", "OFF, false"})
  void wordsForTruthAreRead(String word, boolean truth) throws IOException {
    Path file = folder.resolve("config.yaml");
    Files.writeString(file, "value_head: " + word + "\nclip_rewards: no\nseed: 010\n");
    DreamerConfig config = ConfigFile.read(file);
    assertEquals(truth, config.heads().valueHead());
    assertEquals("none", config.toMap().get("clip_rewards").toString());
    assertEquals(10, config.task().seed(), "as the reference's YAML 1.2 reads it");
  }

  @Test
  void bracketsWithoutEndAreRefusedBeforeTheStackIsFull() throws IOException {
    Path file = folder.resolve("config.yaml");
    Files.writeString(file, "tasks: " + "[".repeat(1 << 19));
    assertTrue(refusal(file).contains("Nesting Depth exceeded max 20"), refusal(file));
  }

  @Test
  void damagedFilesAreRefusedOrRead() throws IOException {
    Path file = folder.resolve("config.yaml");
    ConfigFile.write(file, DreamerConfig.defaults());
    byte[] whole = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(8);
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      Files.write(file, damaged);
      try {
        ConfigFile.read(file);
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertTrue(refused > 250 && refused < 500, refused + " refused");
  }

  private static String refusal(Path file) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> ConfigFile.read(file)).getMessage());
  }

  @Test
  void whatAPersonWroteBesideTheSameConfigurationStays() throws IOException {
    Path file = folder.resolve("config.yaml");
    DreamerConfig config = DreamerConfig.defaults().with(Map.of("seed", 7));
    ConfigFile.keep(file, config);
    String annotated = "# my seventh\n" + Files.readString(file);
    Files.writeString(file, annotated);
    ConfigFile.keep(file, config);
    assertEquals(annotated, Files.readString(file));
    DreamerConfig other = config.with(Map.of("seed", 8));
    ConfigFile.keep(file, other);
    assertEquals(other, ConfigFile.read(file));
    Files.writeString(file, "no configuration");
    ConfigFile.keep(file, other);
    assertEquals(other, ConfigFile.read(file));
  }
}
