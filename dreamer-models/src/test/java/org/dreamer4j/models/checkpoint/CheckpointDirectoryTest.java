package org.dreamer4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dreamer4j.core.Batch;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Tiny;
import org.dreamer4j.models.TrainingState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointDirectoryTest {
  private static final TrainingState STATE = new TrainingState(5, 6);
  private static DreamerAgent agent;
  private static DreamerAgent reader;
  private static Batch batch;

  @TempDir Path folder;
  private CheckpointDirectory checkpoints;

  @BeforeAll
  static void open() {
    agent = Tiny.agent(Map.of());
    reader = Tiny.agent(Map.of());
    batch = Tiny.batch(agent.config(), 1);
  }

  @AfterAll
  static void close() {
    agent.close();
    reader.close();
  }

  @BeforeEach
  void checkpoints() {
    checkpoints = new CheckpointDirectory(folder);
  }

  @Test
  void aFolderThatIsNotThereHoldsNoCheckpoint() throws IOException {
    Path missing = folder.resolve("missing");
    CheckpointDirectory empty = new CheckpointDirectory(missing);
    assertEquals(List.of(), empty.newestFirst());
    assertEquals(Optional.empty(), empty.latest());
    assertEquals(Optional.empty(), empty.restore(reader));
    assertFalse(Files.exists(missing));
    assertEquals(Optional.empty(), checkpoints.restore(reader));
  }

  @Test
  void theNewestAreKept() throws IOException {
    List<Path> saved = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      saved.add(0, save(checkpoints, STATE));
    }
    assertEquals(saved.subList(0, 3), checkpoints.newestFirst());
    assertEquals(partsOf(saved.subList(0, 3).toArray(Path[]::new)), files());
  }

  @Test
  void asManyAreKeptAsTheAgentIsConfiguredForAndTheBestBesides() throws IOException {
    List<Path> kept = new ArrayList<>();
    try (DreamerAgent two = Tiny.agent(Map.of("keep_checkpoints", 2))) {
      two.train(batch);
      Path best = checkpoints.best().save(two, STATE);
      for (int i = 0; i < 3; i++) {
        two.train(batch);
        kept.add(0, checkpoints.save(two, STATE));
      }
      assertEquals(List.of(best), checkpoints.best().newestFirst());
      assertEquals(folder.resolve("best"), best.getParent());
    }
    assertEquals(kept.subList(0, 2), checkpoints.newestFirst());
  }

  @Test
  void aFolderOfOneKeepsTheLast() throws IOException {
    CheckpointDirectory one = CheckpointDirectory.ofOne(folder);
    save(one, STATE);
    assertEquals(List.of(save(one, STATE)), one.newestFirst());
  }

  @Test
  void theAgentOfAFolderIsOpenedWithItsConfigurationAndWeights() throws IOException {
    assertOneLine(
        folder.resolve("config.yaml") + ": no training here; ",
        assertThrows(IOException.class, () -> checkpoints.open(Tiny.spec())));

    checkpoints.keep(agent.config());
    assertOneLine(
        folder + ": no checkpoint was saved here yet",
        assertThrows(IOException.class, () -> checkpoints.open(Tiny.spec())));

    save(checkpoints, STATE);
    try (DreamerAgent opened = checkpoints.open(Tiny.spec())) {
      assertEquals(agent.config(), opened.config());
      assertEquals(agent.globalStep(), opened.globalStep());
    }
  }

  @Test
  void nothingIsWrittenWithoutPermit() throws IOException {
    IOException lost = new IOException("the folder is another's");
    CheckpointDirectory refused =
        new CheckpointDirectory(
            folder,
            () -> {
              throw lost;
            });
    assertSame(lost, assertThrows(IOException.class, () -> save(refused, STATE)));
    assertSame(lost, assertThrows(IOException.class, () -> save(refused.best(), STATE)));
    assertEquals(Set.of(), files());
  }

  @Test
  void whatIsRestoredIsTheNewestWithItsCounters() throws IOException {
    save(checkpoints, new TrainingState(1, 2));
    save(checkpoints, new TrainingState(3, 4));
    assertEquals(Optional.of(new TrainingState(3, 4)), checkpoints.restore(reader));
    assertEquals(agent.globalStep(), reader.globalStep());
  }

  @Test
  void theFileCheckpointNamesTheNewestAsTheReferenceDoes() throws IOException {
    save(checkpoints, STATE);
    save(checkpoints, STATE);
    assertEquals(
        List.of(
            "model_checkpoint_path: \"model.ckpt-" + agent.globalStep() + "\"",
            "all_model_checkpoint_paths: \"model.ckpt-" + agent.globalStep() + "\""),
        Files.readAllLines(folder.resolve("checkpoint")));
  }

  @Test
  void whatTheFileCheckpointNamesComesFirst() throws IOException {
    Path older = save(checkpoints, STATE);
    Path newer = save(checkpoints, STATE);
    Files.writeString(
        folder.resolve("checkpoint"),
        "model_checkpoint_path: \"/where/it/was/"
            + older.getFileName()
            + "\"\n"
            + "all_model_checkpoint_paths: \""
            + newer.getFileName()
            + "\"\n");
    assertEquals(List.of(older, newer), checkpoints.newestFirst());

    for (String useless : List.of("", "nonsense", "model_checkpoint_path: \"model.ckpt-999999\"")) {
      Files.writeString(folder.resolve("checkpoint"), useless);
      assertEquals(List.of(newer, older), checkpoints.newestFirst());
    }
    Files.delete(folder.resolve("checkpoint"));
    assertEquals(List.of(newer, older), checkpoints.newestFirst());
  }

  @ParameterizedTest
  @CsvSource({".index, 0", ".index, 50", ".data-00000-of-00001, 0", ".data-00000-of-00001, 50"})
  void aTruncatedCheckpointGivesWayToTheOneBefore(String file, int percent) throws IOException {
    save(checkpoints, new TrainingState(1, 2));
    long before = agent.globalStep();
    truncate(save(checkpoints, new TrainingState(3, 4)), file, percent);

    assertEquals(Optional.of(new TrainingState(1, 2)), checkpoints.restore(reader));
    assertEquals(before, reader.globalStep());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ".index|.index: is no whole index",
        ".data-00000-of-00001|.data-00000-of-00001, variable '"
      })
  void aBrokenCheckpointIsToldFromInJavaInOneWarning(String file, String told) throws IOException {
    save(checkpoints, STATE);
    Path newest = save(checkpoints, STATE);
    truncate(newest, file, 50);
    checkpoints.restore(reader);
    List<String> warnings = warningsAbout(newest);
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(warnings.get(0).contains("cannot read checkpoint " + newest + told));
    assertTrue(warnings.get(0).endsWith("; trying the one before"), warnings.get(0));
  }

  @Test
  void whatDoesNotFitIsFoundInJavaWithNameAndShapes() throws IOException {
    save(checkpoints, STATE);
    try (DreamerAgent wider = Tiny.agent(Map.of("num_units", 6))) {
      IOException e = assertThrows(IOException.class, () -> checkpoints.restore(wider));
      assertTrue(e.getMessage().contains(": expected shape ["), e.getMessage());
    }
    Map<String, List<Long>> more = new TreeMap<>(agent.saved());
    more.put("graph/more", List.of());
    IOException e =
        assertThrows(
            CheckpointFormatException.class,
            () -> TensorBundle.require(checkpoints.latest().orElseThrow(), more));
    assertTrue(e.getMessage().endsWith("'graph/more': there is no such variable"), e.getMessage());
  }

  @Test
  void numbersBeyondAllMeasureNameNoCheckpoint() throws IOException {
    Path only = save(checkpoints, STATE);
    for (String number : List.of("9".repeat(20), "0" + agent.globalStep())) {
      for (String part : List.of(".index", ".data-00000-of-00001")) {
        Files.createFile(folder.resolve("model.ckpt-" + number + part));
      }
    }
    assertEquals(List.of(only), checkpoints.newestFirst());
    assertEquals(Optional.of(STATE), checkpoints.restore(reader));
  }

  @Test
  void oneThatCannotBeReadDoesNotCountAmongThoseThatAreKept() throws IOException {
    Path first = save(checkpoints, STATE);
    Path second = save(checkpoints, STATE);
    Path broken = save(checkpoints, STATE);
    truncate(broken, ".index", 50);
    assertEquals(Optional.of(STATE), checkpoints.restore(reader));
    Path next = save(checkpoints, STATE);
    assertEquals(List.of(next, broken, second, first), checkpoints.newestFirst());
    Path after = save(checkpoints, STATE);
    assertEquals(List.of(after, next, broken, second), checkpoints.newestFirst());
    Path last = save(checkpoints, STATE);
    assertEquals(List.of(last, after, next), checkpoints.newestFirst());
  }

  @Test
  void aDamagedCheckpointIsReplacedWhenTrainingReachesItsStepAgain() throws IOException {
    save(checkpoints, new TrainingState(1, 2));
    Path newest = save(checkpoints, new TrainingState(3, 4));
    truncate(newest, ".data-00000-of-00001", 50);
    checkpoints.restore(reader);
    reader.train(batch);
    assertEquals(agent.globalStep(), reader.globalStep());

    assertEquals(newest, checkpoints.save(reader, new TrainingState(7, 8)));

    assertEquals(Optional.of(new TrainingState(7, 8)), checkpoints.restore(reader));
  }

  @Test
  void aFolderWithoutAnyReadableCheckpointIsAnError() throws IOException {
    truncate(save(checkpoints, STATE), ".data-00000-of-00001", 50);
    assertOneLine(
        "no checkpoint in " + folder + " fits this configuration; the last: " + folder,
        assertThrows(IOException.class, () -> checkpoints.restore(reader)));
  }

  @Test
  void aCheckpointOfAnotherSizeIsAnError() throws IOException {
    save(checkpoints, STATE);
    for (Map<String, ?> other : List.of(Map.of("model_size", 5), Map.of("value_layers", 3))) {
      try (DreamerAgent wider = Tiny.agent(other)) {
        assertOneLine(
            "no checkpoint in " + folder + " fits this configuration; the last: " + folder,
            assertThrows(IOException.class, () -> checkpoints.restore(wider)));
      }
    }
  }

  @Test
  void whatAnInterruptedSaveLeavesIsIgnoredAndRemovedByTheNext() throws IOException {
    Path complete = save(checkpoints, STATE);
    String data = complete.getFileName() + ".data-00000-of-00001";
    for (String leftover :
        List.of(
            "model.ckpt-900000.index",
            "model.ckpt-900001.data-00000-of-00001",
            "model.ckpt-900002.data-00000-of-00001.tempstate123",
            "model.ckpt-900002.index.tempstate123",
            "model.ckpt-900003.index.tmp",
            complete.getFileName() + ".index.tempstate123",
            ".checkpoint.0.tmp")) {
      Files.copy(folder.resolve(data), folder.resolve(leftover));
    }
    assertEquals(List.of(complete), checkpoints.newestFirst());
    assertEquals(Optional.of(STATE), checkpoints.restore(reader));
    Path next = save(checkpoints, STATE);
    assertEquals(List.of(next, complete), checkpoints.newestFirst());
    assertEquals(partsOf(next, complete), files());
  }

  @Test
  void filesOfOthersStay() throws IOException {
    Set<String> others =
        Set.of(
            "config.yaml",
            "my model.ckpt-1.index",
            "model.ckpt-7.index",
            "model.ckpt-7.data-00000-of-00002",
            "model.ckpt-7.data-00001-of-00002",
            "model.ckpt-7.meta");
    for (String other : others) {
      Files.createFile(folder.resolve(other));
    }
    Set<String> expected = partsOf(save(checkpoints, STATE));
    expected.addAll(others);
    assertEquals(expected, files());
  }

  @Test
  void savingTwiceAtOneStepDoesNothing() throws IOException {
    Path prefix = save(checkpoints, new TrainingState(1, 2));
    Path data = folder.resolve(prefix.getFileName() + ".data-00000-of-00001");
    Files.setLastModifiedTime(data, FileTime.fromMillis(1000));

    assertEquals(prefix, checkpoints.save(agent, new TrainingState(3, 4)));

    assertEquals(FileTime.fromMillis(1000), Files.getLastModifiedTime(data));
    assertEquals(Optional.of(new TrainingState(1, 2)), checkpoints.restore(reader));
  }

  @Test
  void aFolderThatCannotBeMadeIsAnError() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    CheckpointDirectory below = new CheckpointDirectory(file.resolve("below"));
    IOException e = assertThrows(IOException.class, () -> below.save(agent, STATE));
    assertOneLine("cannot make the checkpoint folder " + file.resolve("below"), e);
  }

  @Test
  void aCheckpointThatCannotBeWrittenIsAnErrorAndLeavesTheOneBefore() throws IOException {
    Path before = save(checkpoints, new TrainingState(1, 2));
    agent.train(batch);
    String next = "model.ckpt-" + agent.globalStep();
    Files.createDirectories(folder.resolve(next + ".data-00000-of-00001/in the way"));

    assertOneLine(
        "cannot write checkpoint " + folder.resolve(next) + ": ",
        assertThrows(IOException.class, () -> checkpoints.save(agent, STATE)));

    assertEquals(Optional.of(before), checkpoints.latest());
    assertEquals(Optional.of(new TrainingState(1, 2)), checkpoints.restore(reader));
  }

  /** Trains once and saves, so that every checkpoint is of another step. */
  private static Path save(CheckpointDirectory into, TrainingState state) throws IOException {
    agent.train(batch);
    return into.save(agent, state);
  }

  /** Lines of the log that name a file. */
  private static List<String> warningsAbout(Path file) throws IOException {
    return Files.readAllLines(Path.of("target", "warnings.log")).stream()
        .filter(line -> line.contains(file.toString()))
        .toList();
  }

  private void truncate(Path prefix, String file, int percent) throws IOException {
    Path path = folder.resolve(prefix.getFileName() + file);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() * percent / 100);
    }
  }

  /** Names of the files that checkpoints consist of, and of the one that names the newest. */
  private static Set<String> partsOf(Path... prefixes) {
    Set<String> parts = new TreeSet<>(List.of("checkpoint"));
    for (Path prefix : prefixes) {
      parts.add(prefix.getFileName() + ".index");
      parts.add(prefix.getFileName() + ".data-00000-of-00001");
    }
    return parts;
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  private static void assertOneLine(String start, IOException e) {
    assertTrue(e.getMessage().startsWith(start), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }
}
