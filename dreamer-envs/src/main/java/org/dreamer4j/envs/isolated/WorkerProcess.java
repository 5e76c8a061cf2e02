package org.dreamer4j.envs.isolated;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.TimeStep;
import org.jspecify.annotations.Nullable;

/** A running process that has an environment, and the connection to it. */
final class WorkerProcess implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(WorkerProcess.class);
  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration TOKEN = Duration.ofSeconds(5);
  private static final int TICK_MILLISECONDS = 200;
  private static final int MOST_WAITING = 50;
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
    try (ServerSocket server =
        new ServerSocket(0, MOST_WAITING, InetAddress.getLoopbackAddress())) {
      Process process = launcher.start(server.getLocalPort(), token);
      try {
        return connected(process, connection(server, process, token, patience), job, patience);
      } catch (EOFException e) {
        throw new IOException("it has ended" + end(process), e);
      } catch (IOException | RuntimeException e) {
        end(process);
        throw e;
      }
    }
  }

  private static WorkerProcess connected(Process process, Wire wire, Job job, Duration patience)
      throws IOException {
    try {
      return new WorkerProcess(process, wire, job, patience);
    } catch (IOException | RuntimeException e) {
      disconnect(wire);
      throw e;
    }
  }

  private static String token() {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /** The connection that says the token; all others are those of strangers, and closed. */
  private static Wire connection(
      ServerSocket server, Process process, String token, Duration patience) throws IOException {
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
      Wire wire = introduced(socket, token, TOKEN.compareTo(patience) < 0 ? TOKEN : patience);
      if (wire != null) {
        return wire;
      }
    }
    throw new SocketTimeoutException("it did not come up within " + START.toSeconds() + " s");
  }

  /** The connection if it says the token soon. */
  private static @Nullable Wire introduced(Socket socket, String token, Duration patience) {
    try {
      Wire wire = new Wire(socket);
      if (MessageDigest.isEqual(said(wire, token.length(), patience), token.getBytes(US_ASCII))) {
        return wire;
      }
    } catch (IOException e) {
      LOG.debug("a stranger at the port for environments: {}", e.toString());
    }
    disconnect(socket);
    return null;
  }

  private static byte[] said(Wire wire, int length, Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    byte[] said = new byte[length];
    for (int i = 0; i < length; i++) {
      wire.patience(milliseconds(Duration.ofNanos(deadline - System.nanoTime())));
      said[i] = wire.in.readByte();
    }
    return said;
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
    disconnect(wire);
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

  private static void disconnect(Closeable connection) {
    try {
      connection.close();
    } catch (IOException e) {
      LOG.debug("closing the connection of an environment: {}", e.toString());
    }
  }

  /** Lets the process close its environment and end; ends it if it does not. */
  @Override
  public void close() {
    end();
  }
}
