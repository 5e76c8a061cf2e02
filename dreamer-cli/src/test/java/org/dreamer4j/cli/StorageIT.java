package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trainings whose files cannot be written. */
@Timeout(300)
class StorageIT {
  private static final int MEBIBYTES = 10;

  /** In blocks of 512 bytes, or of 1024 with some shells. */
  private static final int MOST_BLOCKS = 1500;

  @TempDir private Path folder;

  @Test
  void aFullDiskEndsTrainingInOneLineAndItGoesOnWhenThereIsRoom() throws Exception {
    Optional<SmallDisk> mounted = SmallDisk.mount(folder.resolve("disk"), MEBIBYTES);
    if (mounted.isEmpty()) {
      aLimitOnFilesEndsTrainingInOneLineAndItGoesOnWithoutIt(); // mounting takes root
      return;
    }
    try (SmallDisk disk = mounted.get()) {
      Path logdir = disk.folder().resolve("logdir");
      CrashedRun run = assertEndsFor("No space left on device", logdir, List.of());
      disk.remount("size=200m");
      assertGoesOn(logdir, run);
    }
  }

  @Test
  @Tag("soak")
  void aLimitOnFilesEndsTrainingInOneLineAndItGoesOnWithoutIt() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "the limit is set by a shell");
    List<String> limited =
        List.of("/bin/sh", "-c", "ulimit -f " + MOST_BLOCKS + " && exec \"$@\"", "sh");
    Path logdir = folder.resolve("logdir");
    assertGoesOn(logdir, assertEndsFor("File too large", logdir, limited));
  }

  private CrashedRun assertEndsFor(String reason, Path logdir, List<String> limit)
      throws Exception {
    CrashedRun run = new CrashedRun(logdir.resolve("00001"));
    try (ChildProcess child = train(limit, logdir, 10_000_000)) {
      assertEquals(1, child.exitCode(), child.out() + child.err());
      List<String> said =
          child.err().lines().filter(line -> line.startsWith("dreamer train")).toList();
      assertEquals(1, said.size(), child.err());
      assertTrue(said.get(0).startsWith("dreamer train failed: cannot write "), said.get(0));
      assertTrue(said.get(0).contains(reason), said.get(0));
      assertFalse(child.err().contains("\tat "), child.err());
    }
    Set<String> files = run.files();
    assertFalse(files.contains("DONE"), "it is not over: " + files);
    assertFalse(files.contains("FAIL"), "it is no failure of the run: " + files);
    assertEquals(Set.of(), run.unfinished());
    run.assertKept(run.complete());
    return run;
  }

  private void assertGoesOn(Path logdir, CrashedRun run) throws Exception {
    Set<String> complete = run.complete();
    long last = run.savedUpdates() + 4;
    try (ChildProcess child = train(List.of(), logdir, last * CrashedRun.BATCH)) {
      assertEquals(0, child.exitCode(), child.err());
      assertTrue(child.out().contains("resumed"), child.out());
    }
    assertEquals(last, run.savedUpdates());
    run.assertKept(complete);
    assertTrue(run.files().contains("DONE"));
  }

  private ChildProcess train(List<String> limit, Path logdir, long maxSteps) throws IOException {
    Path said = Files.createDirectories(folder.resolve("said"));
    String keys = "conv_depth: 4, checkpoint_every: 10";
    return CrashedRun.train(limit, said, logdir, keys, maxSteps);
  }

  @Test
  void aFolderThatIsReadOnlyIsRefusedInOneLineAndLeftAlone() throws Exception {
    Path logdir = folder.resolve("disk/logdir");
    Optional<SmallDisk> mounted = SmallDisk.mount(folder.resolve("disk"), MEBIBYTES);
    Files.createDirectories(logdir.resolve("00001"));
    if (mounted.isPresent()) {
      mounted.get().remount("ro");
    } else {
      assertTrue(logdir.toFile().setWritable(false));
      assertTrue(logdir.resolve("00001").toFile().setWritable(false));
    }
    try {
      for (String where : List.of("disk/logdir", "disk/logdir/new")) {
        Said said =
            Said.by(
                "train",
                "--logdir",
                folder.resolve(where).toString(),
                "--params",
                "{defaults: [dreamer, debug], tasks: [dummy]}");
        assertEquals(2, said.exitCode(), said.err());
        assertEquals(1, said.err().lines().count(), said.err());
        assertTrue(
            said.err().startsWith("dreamer train: cannot write logdir " + folder.resolve(where)),
            said.err());
        assertTrue(said.err().strip().endsWith("; use another --logdir"), said.err());
      }
      try (Stream<Path> files = Files.walk(logdir)) {
        assertEquals(2, files.count(), "nothing was written");
      }
    } finally {
      if (mounted.isPresent()) {
        mounted.get().close();
      } else {
        logdir.toFile().setWritable(true);
        logdir.resolve("00001").toFile().setWritable(true);
      }
    }
  }
}
