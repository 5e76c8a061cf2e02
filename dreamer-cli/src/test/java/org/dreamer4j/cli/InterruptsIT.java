package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.dreamer4j.cli.run.Interrupts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InterruptsIT {
  @TempDir private Path folder;

  /** Ends when asked to, or never. */
  static final class Waiting {
    public static void main(String[] args) throws InterruptedException {
      CountDownLatch end = new CountDownLatch(1);
      boolean obeys = args[0].equals("obeys");
      Runnable stop =
          () -> {
            System.out.println("asked");
            if (obeys) {
              end.countDown();
            }
          };
      int code;
      try (Interrupts interrupts = new Interrupts(stop)) {
        System.out.println("ready");
        end.await();
        code = interrupts.exitCode();
      }
      System.out.println("saved");
      System.exit(code);
    }
  }

  @Test
  void firstSignalAsksForTheEnd() throws Exception {
    try (ChildProcess child = ChildProcess.start(folder, Waiting.class, "obeys")) {
      await(child, "ready");
      String signal = ChildProcess.interrupt();
      child.signal(signal);
      assertEquals(ChildProcess.exitCode(signal), child.exitCode());
      assertEquals("ready asked saved", child.out().strip().replaceAll("\\s+", " "));
    }
  }

  @Test
  void secondSignalEndsTheProcessAtOnce() throws Exception {
    try (ChildProcess child = ChildProcess.start(folder, Waiting.class, "goes on")) {
      await(child, "ready");
      String signal = ChildProcess.interrupt();
      child.signal(signal);
      await(child, "asked");
      child.signal(signal);
      assertEquals(ChildProcess.exitCode(signal), child.exitCode());
      assertEquals("ready asked", child.out().strip().replaceAll("\\s+", " "));
    }
  }

  /** Without a crash of the JVM, though TensorFlow's threads are at work. */
  @Test
  void aSignalEndsACommandThatSavesNothingAtOnce() throws Exception {
    Path logdir = folder.resolve("run");
    TinyRun.copyTo(logdir);
    for (int i = 0; i < 2; i++) {
      try (ChildProcess child =
          ChildProcess.start(
              folder,
              Main.class,
              "eval",
              "--logdir",
              logdir.toString(),
              "--planner",
              "cem",
              "--params",
              "{planner_beams: 100, planner_topk: 10, planner_iterations: 1}",
              "--episodes",
              "100000")) {
        await(child, "episode 1");
        String signal = ChildProcess.interrupt();
        child.signal(signal);
        assertEquals(ChildProcess.exitCode(signal), child.exitCode());
        assertFalse(child.out().contains("fatal error"), child.out());
        assertFalse(child.err().contains("fatal error"), child.err());
      }
    }
  }

  private static void await(ChildProcess child, String word) throws Exception {
    while (!child.out().contains(word)) {
      assertFalse(child.ends(20), child.err());
    }
  }
}
