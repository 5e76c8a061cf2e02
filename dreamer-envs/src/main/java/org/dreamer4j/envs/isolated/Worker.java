package org.dreamer4j.envs.isolated;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.Function;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.TimeStep;

/** The side of the process that has the environment. */
public final class Worker {
  static final byte RESET = 1;
  static final byte STEP = 2;

  private final Wire wire;

  private Worker(Wire wire) {
    this.wire = wire;
  }

  /**
   * Makes the environment that is asked for and plays it until the other side closes the
   * connection. To be called on the main thread: some simulators want that.
   *
   * @param port to connect to, on this machine
   * @param token to say first
   * @param maker makes the environment
   * @throws IOException if the connection breaks
   */
  public static void serve(int port, String token, Function<Job, Environment> maker)
      throws IOException {
    endWithParent();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        Wire wire = new Wire(socket)) {
      wire.out.write(token.getBytes(US_ASCII));
      wire.out.flush();
      new Worker(wire).serve(maker);
    }
  }

  /** A simulator that hangs does not see the connection end. */
  private static void endWithParent() {
    ProcessHandle.current().parent().ifPresent(Worker::endWith);
  }

  private static void endWith(ProcessHandle parent) {
    Thread watch =
        new Thread(
            () -> {
              parent.onExit().join();
              Runtime.getRuntime().halt(1);
            },
            "parent");
    watch.setDaemon(true);
    watch.start();
  }

  private void serve(Function<Job, Environment> maker) throws IOException {
    Job job = wire.readJob();
    Environment made;
    try {
      made = maker.apply(job);
    } catch (RuntimeException | LinkageError e) {
      fail(e);
      return;
    }
    try (Environment environment = made) {
      Answer.DONE.write(wire);
      wire.writeSpec(environment.spec());
      wire.out.writeInt(environment.actionRepeat());
      wire.out.flush();
      while (answer(environment)) {}
    }
  }

  /** Answers one call; returns whether there was one. */
  private boolean answer(Environment environment) throws IOException {
    TimeStep step;
    try {
      byte call = wire.in.readByte();
      step = call == RESET ? environment.reset() : environment.step(wire.readFloats());
    } catch (EOFException e) {
      return false;
    } catch (RuntimeException | LinkageError e) {
      fail(e);
      return true;
    }
    Answer.DONE.write(wire);
    wire.writeStep(environment.spec(), step);
    wire.out.flush();
    return true;
  }

  private void fail(Throwable failure) throws IOException {
    Answer answer = Answer.of(failure);
    answer.write(wire);
    String message = String.valueOf(failure.getMessage());
    wire.writeText(answer == Answer.BROKEN ? failure.toString() : message);
    wire.out.flush();
  }
}
