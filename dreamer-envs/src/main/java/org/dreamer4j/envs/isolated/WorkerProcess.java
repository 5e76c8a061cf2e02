package org.dreamer4j.envs.isolated;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.TimeStep;

/** A running process that has an environment, and the connection to it. */
final class WorkerProcess implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(WorkerProcess.class);
  private static final Duration START = Duration.ofMinutes(1);
  private static final int TICK_MILLISECONDS = 200;
  private static final int TOKEN_BYTES = 16;
  private static final int END_SECONDS = 2;

  private final Process process;
  private final Wire wire;
  private final EnvironmentSpec spec;
  private final int actionRepeat;

  private WorkerProcess(Process process, Wire wire, Job job, Duration patience) throws IOException {
    this.process = process;
    this.wire = wire;
    wire.patience(milliseconds(START.plus(patience)));
    wire.writeJob(job);
    wire.out.flush();
    Answer.check(wire);
    spec = wire.readSpec();
    actionRepeat = wire.in.readInt();
    wire.patience(milliseconds(patience));
  }

  /**
   * Starts a process and has it make an environment.
   *
   * @throws IllegalArgumentException if the environment cannot be made like that
   * @throws IllegalStateException if making it failed
   * @throws IOException if the process cannot be started, ends or does not answer
   */
  static WorkerProcess start(WorkerLauncher launcher, Job job, Duration patience)
      throws IOException {
    String token = token();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process process = launcher.start(server.getLocalPort(), token);
      try {
        return new WorkerProcess(process, connection(server, process, token), job, patience);
      } catch (EOFException e) {
        throw new IOException("it has ended" + end(process), e);
      } catch (IOException | RuntimeException e) {
        end(process);
        throw e;
      }
    }
  }

  private static String token() {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static Wire connection(ServerSocket server, Process process, String token)
      throws IOException {
    long deadline = System.nanoTime() + START.toNanos();
    server.setSoTimeout(TICK_MILLISECONDS);
    while (System.nanoTime() < deadline) {
      Socket socket;
      try {
        socket = server.accept();
      } catch (SocketTimeoutException e) {
        if (!process.isAlive()) {
          throw new EOFException();
        }
        continue;
      }
      Wire wire = new Wire(socket);
      wire.patience(milliseconds(START));
      if (isEqual(wire.in.readUTF(), token)) {
        return wire;
      }
      // Another program of this machine.
      wire.close();
    }
    throw new SocketTimeoutException("it did not come up within " + START.toSeconds() + " s");
  }

  private static boolean isEqual(String said, String token) {
    return MessageDigest.isEqual(
        said.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private static int milliseconds(Duration time) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, time.toMillis()));
  }

  EnvironmentSpec spec() {
    return spec;
  }

  int actionRepeat() {
    return actionRepeat;
  }

  /**
   * Starts an episode there; what it throws there is thrown here.
   *
   * @throws IOException if the process ends or does not answer
   */
  TimeStep reset() throws IOException {
    wire.out.writeByte(Worker.RESET);
    return answer();
  }

  /**
   * Acts there; what it throws there is thrown here.
   *
   * @throws IOException if the process ends or does not answer
   */
  TimeStep step(float[] action) throws IOException {
    wire.out.writeByte(Worker.STEP);
    wire.writeFloats(action);
    return answer();
  }

  private TimeStep answer() throws IOException {
    wire.out.flush();
    Answer.check(wire);
    return wire.readStep(spec);
  }

  /**
   * Ends the process whatever it does.
   *
   * @return how it had ended if it was not this that ended it, e.g. {@code " with exit code 134"}
   */
  String end() {
    disconnect();
    return end(process);
  }

  private static String end(Process process) {
    boolean hadEnded = hasEnded(process);
    if (!hadEnded) {
      process.destroyForcibly();
      hasEnded(process);
      return "";
    }
    return " with exit code " + process.exitValue();
  }

  private static boolean hasEnded(Process process) {
    try {
      return process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  private void disconnect() {
    try {
      wire.close();
    } catch (IOException e) {
      LOG.debug("closing the connection to process {}: {}", process.pid(), e.toString());
    }
  }

  /** Lets the process close its environment and end; ends it if it does not. */
  @Override
  public void close() {
    end();
  }
}
