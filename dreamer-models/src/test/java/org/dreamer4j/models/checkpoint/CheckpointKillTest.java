package org.dreamer4j.models.checkpoint;

import static org.dreamer4j.models.checkpoint.SaveUntilKilled.SAVED;
import static org.dreamer4j.models.checkpoint.SaveUntilKilled.SAVING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.TrainingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process at moments of a save that show in the folder. */
@Timeout(600)
class CheckpointKillTest {
  @TempDir Path directory;

  /** The checkpoint that is safe, and the one that was under way when the process was killed. */
  private record Kill(String safe, String unfinished) {}

  /** Tells from the files that a checkpoint has by now whether this is the moment. */
  private interface Moment {
    boolean isNow(List<File> files);
  }

  @Test
  void aProcessKilledWhileItWritesDataLosesOnlyTheUnfinishedCheckpoint() throws Exception {
    for (long bytes : new long[] {1, 8 << 20}) {
      assertSafe(killAt(files -> files.stream().anyMatch(f -> isUnfinished(f, bytes))));
    }
  }

  @Test
  void aProcessKilledBeforeTheCheckpointIsNamedLosesOnlyTheUnfinishedCheckpoint() throws Exception {
    assertSafe(killAt(files -> files.stream().anyMatch(f -> f.getName().endsWith(".index"))));
  }

  private static boolean isUnfinished(File file, long bytes) {
    return file.getName().contains(".tempstate") && file.length() >= bytes;
  }

  private void assertSafe(Kill kill) throws IOException {
    try (DreamerAgent agent = SaveUntilKilled.agent()) {
      CheckpointDirectory checkpoints = new CheckpointDirectory(directory);
      TrainingState state = checkpoints.restore(agent).orElseThrow();
      assertEquals(kill.safe, "model.ckpt-" + agent.globalStep());
      assertEquals(new TrainingState(agent.updates(), 7), state);
      assertNotEquals(List.of(), files(kill.unfinished), "the kill came within the save");
    }
  }

  /** Starts processes until one was killed within a save. */
  private Kill killAt(Moment moment) throws Exception {
    Process process = start();
    String safe = "";
    try (BufferedReader lines = process.inputReader()) {
      while (true) {
        String name = word(lines.readLine(), SAVING);
        // Without a checkpoint there is nothing to lose.
        boolean killed = !safe.isEmpty() && await(moment, name, lines);
        if (killed) {
          // The process itself would close its output, which says whether the save was over.
          process.toHandle().destroyForcibly();
        }
        String end = lines.readLine();
        if (killed && end == null) {
          return new Kill(safe, name);
        } else if (killed) {
          // The save was faster than the kill.
          return killAt(moment);
        }
        safe = word(end, SAVED);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Whether the moment came before the save was over. */
  private boolean await(Moment moment, String name, BufferedReader lines) throws IOException {
    boolean now = false;
    while (!now && !lines.ready()) {
      now = moment.isNow(files(name));
    }
    return now;
  }

  private static String word(String line, String start) {
    assertNotNull(line, "the child ended by itself");
    assertEquals(start, line.substring(0, start.length()));
    return line.substring(start.length());
  }

  private List<File> files(String checkpoint) {
    return Arrays.stream(Objects.requireNonNull(directory.toFile().listFiles()))
        .filter(file -> file.getName().startsWith(checkpoint + "."))
        .toList();
  }

  private Process start() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-cp",
            System.getProperty("java.class.path"),
            SaveUntilKilled.class.getName(),
            directory.toString());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
