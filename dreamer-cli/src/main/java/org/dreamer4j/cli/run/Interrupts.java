package org.dreamer4j.cli.run;

import com.sun.jna.NativeLibrary;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Lets a person end a run that must save first. The first Ctrl-C (or SIGTERM, or the loss of the
 * terminal) asks for the end; a second one ends the process at once. When this is closed, signals
 * do what they did before.
 *
 * <p>At once means without the destructors of C++: TensorFlow's would pull the ground from under
 * its own threads that still compute, and the JVM would report a crash.
 *
 * <p>A shutdown hook could not tell a second Ctrl-C from the first, so signals are handled, by
 * reflection because {@code sun.misc.Signal} is not part of Java's specification. Where it is
 * missing, Ctrl-C ends the process at once and the last checkpoint is what remains.
 */
public final class Interrupts implements AutoCloseable {
  /** Exit codes of processes that a signal ended are this much above the signal's number. */
  private static final int SIGNAL_EXIT = 128;

  private record Handled(Object signal, Object handlerBefore) {}

  private final IntConsumer first;
  private final AtomicInteger received = new AtomicInteger();
  private final List<Handled> handled = new ArrayList<>();

  /**
   * Handles signals from now on.
   *
   * @param stop called once, on a thread of the system, at the first signal
   */
  public Interrupts(Runnable stop) {
    this(number -> stop.run());
  }

  private Interrupts(IntConsumer first) {
    this.first = first;
    for (String name : List.of("INT", "TERM", "HUP")) {
      handle(name);
    }
  }

  /**
   * From now on, where nothing has to be saved, already the first signal ends the process at once.
   */
  public static void endAtOnce() {
    Interrupts unused = new Interrupts(Interrupts::end);
  }

  /** Exit code of a process that ends because of the signal received; 0 if there was none. */
  public int exitCode() {
    return received.get() == 0 ? 0 : SIGNAL_EXIT + received.get();
  }

  private void handle(String name) {
    try {
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object signal =
          Class.forName("sun.misc.Signal").getConstructor(String.class).newInstance(name);
      MethodHandle received =
          MethodHandles.lookup()
              .bind(this, "received", MethodType.methodType(void.class, Object.class))
              .asType(MethodType.methodType(void.class, signal.getClass()));
      Object ours = MethodHandleProxies.asInterfaceInstance(handler, received);
      handled.add(new Handled(signal, install(signal, ours)));
    } catch (ReflectiveOperationException e) {
      // This machine has no such signal, or the JVM keeps it for itself (-Xrs).
    }
  }

  void received(Object signal) throws ReflectiveOperationException {
    int number = (int) signal.getClass().getMethod("getNumber").invoke(signal);
    received(number);
  }

  private void received(int number) {
    if (received.compareAndSet(0, number)) {
      first.accept(number);
    } else {
      end(number);
    }
  }

  private static void end(int number) {
    int code = SIGNAL_EXIT + number;
    try {
      NativeLibrary.getProcess().getFunction("_exit").invoke(new Object[] {code});
    } finally {
      // Where no C library can be called, the JVM ends as it can.
      Runtime.getRuntime().halt(code);
    }
  }

  @Override
  public void close() {
    for (Handled one : handled) {
      try {
        install(one.signal, one.handlerBefore);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    handled.clear();
  }

  private static Object install(Object signal, Object handler) throws ReflectiveOperationException {
    return signal
        .getClass()
        .getMethod("handle", signal.getClass(), Class.forName("sun.misc.SignalHandler"))
        .invoke(null, signal, handler);
  }
}
