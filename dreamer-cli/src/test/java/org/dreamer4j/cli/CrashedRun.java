package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dreamer4j.cli.metrics.MetricsFile;
import org.dreamer4j.core.AtomicFile;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.dreamer4j.models.checkpoint.StoredTensor;
import org.dreamer4j.models.checkpoint.WeightFile;
import org.dreamer4j.models.checkpoint.WeightFiles;
import org.dreamer4j.replay.EpisodeFile;
import org.dreamer4j.replay.EpisodeStore;

/**
 * The files of a run whose process was killed.
 *
 * @param path the run's folder
 */
record CrashedRun(Path path) {
  /** Sequences of a batch in the runs that are looked at. */
  static final int BATCH = 5;

  private static final List<String> FOLDERS =
      List.of("", "train_episodes", "test_episodes", "best");

  private static final DreamerConfig DEFAULTS = DreamerConfig.defaults();

  /**
   * Starts a training that can be killed.
   *
   * @param through a command that starts the process, or none
   * @param said where what it prints is kept
   * @param keys of the configuration, beside those of a small run on {@code dummy}
   */
  static ChildProcess train(
      List<String> through, Path said, Path logdir, String keys, long maxSteps) throws IOException {
    String params =
        "{defaults: [dreamer, debug], tasks: [dummy], imagination_horizon: 3, %s, max_steps: %d}"
            .formatted(keys, maxSteps);
    return ChildProcess.start(
        through,
        said,
        Main.class,
        "train",
        "--tensorboard",
        "False",
        "--logdir",
        logdir.toString(),
        "--params",
        params);
  }

  static Set<String> names(Path folder) {
    String[] names = folder.toFile().list();
    return new TreeSet<>(names == null ? List.of() : List.of(names));
  }

  /** All files, by their path within the run. */
  Set<String> files() {
    Set<String> all = new TreeSet<>();
    for (String folder : FOLDERS) {
      names(path.resolve(folder))
          .forEach(name -> all.add(folder.isEmpty() ? name : folder + "/" + name));
    }
    return all;
  }

  /** Files that a writer has not finished, and checkpoints that none names. */
  Set<String> unfinished() throws IOException {
    Set<String> out = files();
    out.removeIf(name -> !isUnfinished(name));
    for (CheckpointDirectory checkpoints : checkpoints()) {
      Set<String> named = new TreeSet<>();
      checkpoints.newestFirst().forEach(prefix -> named.add(prefix.getFileName().toString()));
      for (String name : names(checkpoints.directory())) {
        if (name.startsWith("model.ckpt-")
            && !named.contains(name.replaceFirst("\\.(data|index|test_return).*", ""))) {
          out.add(name);
        }
      }
    }
    return out;
  }

  private static boolean isUnfinished(String name) {
    return AtomicFile.isTemporary(Path.of(name)) || name.contains(".tempstate");
  }

  /** Episodes and checkpoints by their path within the run. */
  Set<String> complete() throws IOException {
    Set<String> out = files();
    out.removeIf(name -> !name.endsWith(".npz"));
    for (CheckpointDirectory checkpoints : checkpoints()) {
      checkpoints.newestFirst().forEach(prefix -> out.add(path.relativize(prefix).toString()));
    }
    return out;
  }

  private List<CheckpointDirectory> checkpoints() {
    CheckpointDirectory newest = new CheckpointDirectory(path);
    return List.of(newest, newest.best());
  }

  /** Everything that was complete is there and whole; a checkpoint, unless enough are newer. */
  void assertKept(Set<String> complete) throws IOException {
    Set<String> now = files();
    for (String name : complete) {
      if (name.endsWith(".npz")) {
        assertTrue(now.contains(name), "lost: " + name);
      } else {
        Path prefix = path.resolve(name);
        CheckpointDirectory folder = new CheckpointDirectory(prefix.getParent());
        int kept = name.startsWith("best/") ? 1 : DEFAULTS.schedule().keepCheckpoints();
        List<Path> there = folder.newestFirst();
        long step = CheckpointDirectory.step(prefix);
        long newer = there.stream().filter(p -> CheckpointDirectory.step(p) > step).count();
        assertTrue(there.contains(prefix) || newer >= kept, "lost: " + name + " of " + there);
      }
    }
    assertWhole();
  }

  /** Every line, episode and checkpoint can be read, to the last byte. */
  private void assertWhole() throws IOException {
    metrics();
    for (String phase : List.of("train_episodes", "test_episodes")) {
      if (Files.isDirectory(path.resolve(phase))) {
        EpisodeStore store = EpisodeStore.open(path.resolve(phase));
        for (EpisodeFile file : store.files()) {
          assertTrue(store.load(file).isPresent(), file.name());
        }
        assertFalse(Files.exists(path.resolve(phase).resolve(EpisodeStore.BROKEN)));
      }
    }
    for (CheckpointDirectory checkpoints : checkpoints()) {
      for (Path prefix : checkpoints.newestFirst()) {
        shapes(prefix);
      }
    }
  }

  /** Shapes of all variables; every value is read, and with it its checksum. */
  private static Map<String, String> shapes(Path prefix) throws IOException {
    Map<String, String> shapes = new TreeMap<>();
    try (WeightFile file = WeightFiles.open(prefix)) {
      for (StoredTensor tensor : file.tensors()) {
        file.read(tensor.name());
        shapes.put(tensor.name(), tensor.dtype() + " " + tensor.shape());
      }
    }
    return shapes;
  }

  /** Every line with a line break must be a JSON object. */
  List<JsonNode> metrics() throws IOException {
    if (!Files.exists(path.resolve(MetricsFile.NAME))) {
      return List.of();
    }
    MetricsFile file = MetricsFile.read(path.resolve(MetricsFile.NAME));
    assertEquals(List.of(), file.unreadable());
    return file.lines();
  }

  long savedUpdates() throws IOException {
    return new CheckpointDirectory(path).latest().map(CheckpointDirectory::step).orElse(0L) / BATCH;
  }

  /** The same kinds of files with the same counters, variables and figures. */
  void assertOfTheFormOf(CrashedRun other) throws IOException {
    assertWhole();
    assertEquals(other.kinds(), kinds());
    assertEquals(
        Files.readString(other.path.resolve("config.yaml")),
        Files.readString(path.resolve("config.yaml")));
    assertEquals(other.savedUpdates(), savedUpdates());
    assertEquals(other.shapes(), shapes());
    assertEquals(other.figures(), figures());
    assertEquals(
        EpisodeStore.open(other.path.resolve("train_episodes")).agentSteps(),
        EpisodeStore.open(path.resolve("train_episodes")).agentSteps(),
        "no episode is lost and none collected twice");
    assertEquals(last(other.metrics()), last(metrics()));
    double furthest = 0;
    for (JsonNode line : metrics()) {
      assertTrue(line.get("step").asDouble() >= furthest, line.toString());
      furthest = line.get("step").asDouble();
    }
  }

  private Map<String, String> shapes() throws IOException {
    return shapes(new CheckpointDirectory(path).latest().orElseThrow());
  }

  /** Names of files without numbers; what killed writers left goes by itself in time. */
  private Set<String> kinds() throws IOException {
    Set<String> kinds = new TreeSet<>();
    try (Stream<Path> walk = Files.walk(path)) {
      walk.map(file -> path.relativize(file).toString())
          .filter(name -> !isUnfinished(name))
          .map(name -> name.replaceAll("-[0-9a-f]{32}-", "-ID-").replaceAll("\\d+", "N"))
          .forEach(kinds::add);
    }
    return kinds;
  }

  private Set<String> figures() throws IOException {
    Set<String> names = new TreeSet<>();
    metrics().forEach(line -> line.fieldNames().forEachRemaining(names::add));
    return names;
  }

  /** How far the run says it came. */
  private static List<Long> last(List<JsonNode> lines) {
    JsonNode line = lines.get(lines.size() - 1);
    return List.of(line.get("step").asLong(), line.get("updates").asLong());
  }
}
