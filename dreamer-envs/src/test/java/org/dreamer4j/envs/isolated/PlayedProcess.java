package org.dreamer4j.envs.isolated;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentLostException;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.DummyEnvironment;

/** A process with an environment that does what its task is named after. */
final class PlayedProcess implements WorkerLauncher {
  private static final String TOKEN = "DREAMER_TEST_TOKEN";

  final List<Process> started = new ArrayList<>();

  @Override
  public Process start(int port, String token) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(
            java.toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            PlayedProcess.class.getName(),
            Integer.toString(port));
    builder.environment().put(TOKEN, token);
    Process process =
        builder
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    started.add(process);
    return process;
  }

  public static void main(String[] args) throws IOException {
    // What a library prints must not disturb.
    System.out.println("noise");
    Worker.serve(Integer.parseInt(args[0]), System.getenv(TOKEN), Played::new);
  }

  /** Plays the dummy task, and fails in the third step or the second reset. */
  private static final class Played implements Environment {
    private final Job job;
    private final DummyEnvironment inner;
    private int resets;
    private int steps;

    Played(Job job) {
      switch (job.task()) {
        case "unknown" -> throw new IllegalArgumentException("no task 'unknown'");
        case "dies at start" -> Runtime.getRuntime().halt(3);
        default -> {}
      }
      this.job = job;
      inner = new DummyEnvironment(job.options().seed(), 20);
    }

    @Override
    public EnvironmentSpec spec() {
      return inner.spec();
    }

    @Override
    public TimeStep reset() {
      boolean fails = ++resets == 2 || job.task().equals("hangs in every reset");
      if (fails && job.task().startsWith("hangs in")) {
        hang();
      }
      return inner.reset();
    }

    @Override
    public TimeStep step(float[] action) {
      if (++steps == 3) {
        fail();
      }
      return inner.step(action);
    }

    private void fail() {
      switch (job.task()) {
        case "dies" -> Runtime.getRuntime().halt(7);
        case "hangs" -> hang();
        case "loses" -> throw new EnvironmentLostException("the simulator gave up");
        case "breaks" -> throw new UnsupportedOperationException("not written");
        default -> {}
      }
    }

    private static void hang() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public int actionRepeat() {
      return 4;
    }
  }
}
