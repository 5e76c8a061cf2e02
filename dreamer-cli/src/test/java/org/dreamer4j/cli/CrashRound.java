package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** One run that is killed again and again, and looked at after each kill. */
final class CrashRound {
  private static final long ENDLESS = 10_000_000;

  /** Between two looks; files that are under way are there for milliseconds. */
  private static final long LOOK_NANOS = 200_000;

  /** When a process is killed. */
  enum Phase {
    /** At any time within the first seconds of a process. */
    STARTING,
    /** Once some of the random episodes before training are there. */
    SEEDING,
    /** While an episode is written. */
    EPISODE,
    /** While updates are done. */
    TRAINING,
    /** While a checkpoint is written, that of the newest or that of the best agent. */
    CHECKPOINT,
    /** While a SavedModel is exported. */
    EXPORT
  }

  private final Path folder;
  private final Random random;
  private final CrashedRun run;

  /** All that was ever complete: what a later process removes is lost, too. */
  private final Set<String> safe = new TreeSet<>();

  private int number;

  CrashRound(Path folder, long seed) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.random = new Random(seed);
    this.run = new CrashedRun(folder.resolve("logdir/00001"));
  }

  /** Starts a process that would never end, kills it, and checks that nothing is lost. */
  boolean kill(Phase phase) throws Exception {
    if (phase == Phase.EXPORT) {
      return killExport();
    }
    long saved = run.savedUpdates();
    int lines = run.metrics().size();
    Set<String> before = run.files();
    try (ChildProcess child = train(folder.resolve("logdir"), ENDLESS)) {
      await(phase, child, before);
      safe.addAll(run.complete());
      child.kill();
      assertHealthy(child);
    }
    Set<String> unfinished = run.unfinished();
    unfinished.removeAll(before);
    System.out.printf(
        "%s kill %d, %s: %d updates saved, left unfinished %s%n",
        folder.getFileName(), ++number, phase, run.savedUpdates(), unfinished);
    run.assertKept(safe);
    assertTrue(run.savedUpdates() >= saved, "checkpoints never go back");
    List<JsonNode> figures = run.metrics();
    for (JsonNode line : figures.subList(lines, figures.size())) {
      assertTrue(line.get("updates").asLong() >= saved, "behind a checkpoint: " + line);
    }
    return !unfinished.isEmpty();
  }

  private void await(Phase phase, ChildProcess child, Set<String> before) throws Exception {
    switch (phase) {
      case STARTING -> assertFalse(child.ends(random.nextInt(6000)), child.err());
      case SEEDING -> {
        int episodes = 1 + random.nextInt(3);
        awaitNew(child, before, name -> name.endsWith(".npz"), episodes);
      }
      case EPISODE -> {
        int episodes = 1 + random.nextInt(4);
        awaitNew(child, before, name -> name.endsWith(".npz"), episodes);
        Set<String> now = run.files();
        awaitNew(child, now, name -> name.contains(".npz."), 1);
        spin(random.nextInt(4000));
      }
      case TRAINING -> {
        int lines = run.metrics().size() + 2 + random.nextInt(6);
        while (run.metrics().size() < lines) {
          assertFalse(child.ends(5), child.err());
        }
        assertFalse(child.ends(random.nextInt(300)), child.err());
      }
      case CHECKPOINT -> {
        awaitNew(child, before, name -> name.endsWith(".index"), 1 + random.nextInt(3));
        String part = List.of(".tempstate", ".index", ".checkpoint.").get(random.nextInt(3));
        Set<String> now = run.files();
        awaitNew(child, now, name -> name.contains(part), 1);
        spin(random.nextInt(2000));
      }
      default -> throw new IllegalArgumentException(phase.toString());
    }
  }

  /** Waits until files are there that were not; in haste, for some are there for a moment only. */
  private void awaitNew(ChildProcess child, Set<String> before, Predicate<String> wanted, int count)
      throws Exception {
    long looks = 0;
    Set<String> seen = new TreeSet<>();
    while (seen.size() < count) {
      for (String name : run.files()) {
        if (wanted.test(name) && !before.contains(name)) {
          seen.add(name);
        }
      }
      if (++looks % 100 == 0) {
        assertFalse(child.ends(0), () -> "ended early");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static void spin(int microseconds) {
    long end = System.nanoTime() + 1000L * microseconds;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private boolean killExport() throws Exception {
    Path model = folder.resolve("model");
    Set<String> versions = versions(model);
    try (ChildProcess child = export(model)) {
      Set<String> before = CrashedRun.names(model);
      while (CrashedRun.names(model).equals(before)) {
        assertFalse(child.ends(1), child.err());
      }
      spin(random.nextInt(300_000));
      child.kill();
      assertHealthy(child);
    }
    Set<String> after = versions(model);
    boolean whole = !after.equals(versions);
    System.out.printf(
        "%s kill %d, EXPORT: %s%n",
        folder.getFileName(), ++number, whole ? "it was over" : "no new version");
    after.forEach(version -> assertLoads(model.resolve(version)));
    return !whole;
  }

  private static Set<String> versions(Path model) throws IOException {
    Set<String> names = CrashedRun.names(model);
    names.removeIf(name -> !name.matches("\\d+"));
    return names;
  }

  private void assertLoads(Path version) {
    Said said = Said.by("inspect", version.toString());
    assertEquals(0, said.exitCode(), said.err());
  }

  /** Lets the run end, and compares it with one that was never killed. */
  void finish() throws Exception {
    long last = run.savedUpdates() + 10;
    CrashedRun whole = new CrashedRun(folder.resolve("whole/00001"));
    for (String logdir : List.of("logdir", "whole")) {
      try (ChildProcess child = train(folder.resolve(logdir), last * CrashedRun.BATCH)) {
        assertEquals(0, child.exitCode(), child.err());
        assertTrue(child.out().contains("Done after"), child.out());
        assertHealthy(child);
      }
    }
    assertEquals(last, run.savedUpdates());
    run.assertKept(safe);
    run.assertOfTheFormOf(whole);
    if (Files.exists(folder.resolve("model"))) {
      try (ChildProcess child = export(folder.resolve("model"))) {
        assertEquals(0, child.exitCode(), child.err());
      }
      assertFalse(versions(folder.resolve("model")).isEmpty());
      versions(folder.resolve("model"))
          .forEach(version -> assertLoads(folder.resolve("model").resolve(version)));
    }
  }

  private ChildProcess train(Path logdir, long maxSteps) throws IOException {
    String keys = "conv_depth: 2, num_seed_episodes: 4, checkpoint_every: 20";
    return CrashedRun.train(List.of(), folder, logdir, keys, maxSteps);
  }

  private ChildProcess export(Path model) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("export", "--logdir", folder.resolve("logdir").toString()));
    arguments.addAll(List.of("--out", model.toString()));
    return ChildProcess.start(folder, Main.class, arguments.toArray(String[]::new));
  }

  /** TensorFlow and newer JVMs may warn; nothing else may be said. */
  private static void assertHealthy(ChildProcess child) throws IOException {
    for (String sign : List.of("\tat ", "Exception in thread", "dreamer train", "dreamer export")) {
      assertFalse(child.err().contains(sign), child.err());
    }
  }
}
