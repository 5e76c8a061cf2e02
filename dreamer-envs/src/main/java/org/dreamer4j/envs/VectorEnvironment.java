package org.dreamer4j.envs;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentLostException;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.TimeStep;
import org.jspecify.annotations.Nullable;

/**
 * Several environments of one kind, stepped in parallel. Every environment belongs to one thread
 * for its whole life: it is made, reset, stepped and closed there, since graphics contexts and game
 * emulators demand it. There are as many threads as environments, but no more than cores.
 *
 * <p>Owns the environments and the threads; {@link #close} ends both. To be used by one thread at a
 * time. What an environment throws reaches the caller after all others have finished, with the
 * index of the environment in the message: an {@link IllegalArgumentException} and an {@link
 * EnvironmentLostException} stay what they are, every other exception becomes an {@link
 * IllegalStateException}.
 */
public final class VectorEnvironment implements AutoCloseable {
  /** What a step came to. */
  sealed interface Outcome {}

  /** The environment answered. */
  record Stepped(TimeStep step) implements Outcome {}

  /** The episode cannot go on; a reset may start another. */
  record Lost(EnvironmentLostException loss) implements Outcome {}

  /** An environment and its thread. The environment is touched on that thread only. */
  private static final class Slot {
    private final int index;
    private final OwnerThread owner;
    private @Nullable Environment environment;

    Slot(int index, OwnerThread owner) {
      this.index = index;
      this.owner = owner;
    }

    Pending<Boolean> make(Supplier<? extends Environment> maker) {
      return new Pending<>(
          index,
          owner.submit(
              () -> {
                environment = maker.get();
                return true;
              }));
    }

    <T> Pending<T> submit(Function<Environment, T> call) {
      return new Pending<>(
          index, owner.submit(() -> call.apply(Objects.requireNonNull(environment))));
    }

    Pending<Boolean> close() {
      return new Pending<>(
          index,
          owner.submit(
              () -> {
                if (environment != null) {
                  environment.close();
                }
                return true;
              }));
    }
  }

  private record Pending<T>(int index, CompletableFuture<T> result) {}

  private final List<OwnerThread> owners;
  private final List<Slot> slots;
  private final EnvironmentSpec spec;
  private final int actionRepeat;
  private boolean closed;

  /**
   * Makes the environments, each on its own thread.
   *
   * @param makers one for each environment
   * @throws IllegalArgumentException if there is none, their specs or action repeats differ, or a
   *     maker throws it; environments already made are closed
   * @throws IllegalStateException if a maker fails in another way
   */
  public VectorEnvironment(List<? extends Supplier<? extends Environment>> makers) {
    if (makers.isEmpty()) {
      throw new IllegalArgumentException("at least one environment is needed");
    }
    int threads = Math.min(makers.size(), Runtime.getRuntime().availableProcessors());
    owners =
        IntStream.range(0, threads)
            .mapToObj(i -> new OwnerThread("dreamer-environment-" + i))
            .toList();
    slots =
        IntStream.range(0, makers.size())
            .mapToObj(i -> new Slot(i, owners.get(i % threads)))
            .toList();
    try {
      await(slots.stream().map(slot -> slot.make(makers.get(slot.index))).toList());
      List<EnvironmentSpec> specs = ask(Environment::spec);
      List<Integer> repeats = ask(Environment::actionRepeat);
      checkAlike("spec", specs);
      checkAlike("action repeat", repeats);
      spec = specs.get(0);
      actionRepeat = repeats.get(0);
    } catch (RuntimeException | Error e) {
      closeBecauseOf(e);
      throw e;
    }
  }

  /** How many environments there are. */
  public int size() {
    return slots.size();
  }

  /** What each of the environments shows and takes. */
  public EnvironmentSpec spec() {
    return spec;
  }

  /** Simulator frames per step of each environment. */
  public int actionRepeat() {
    return actionRepeat;
  }

  /**
   * Starts an episode in one environment.
   *
   * @throws IllegalArgumentException if there is no environment of that index
   * @throws IllegalStateException if this is closed or the environment fails
   * @throws EnvironmentLostException if the environment is lost for good
   */
  public TimeStep reset(int environment) {
    checkOpen();
    return await(List.of(slot(environment).submit(Environment::reset))).get(0);
  }

  /**
   * Steps all environments and waits for them.
   *
   * @param actions [N][A]
   * @return one step for each environment
   * @throws IllegalArgumentException if there are not N actions or one of them is refused
   * @throws IllegalStateException if this is closed or an environment fails
   * @throws EnvironmentLostException if an environment loses its episode
   */
  public TimeStep[] step(float[][] actions) {
    return step(IntStream.range(0, size()).toArray(), actions);
  }

  /**
   * Steps some of the environments and waits for them.
   *
   * @param environments indices
   * @param actions one action for each index, [length of environments][A]
   * @return one step for each index, in the same order
   * @throws IllegalArgumentException if the lengths differ, an index is wrong or an action refused
   * @throws IllegalStateException if this is closed or an environment fails
   * @throws EnvironmentLostException if an environment loses its episode
   */
  public TimeStep[] step(int[] environments, float[][] actions) {
    List<TimeStep> steps = new ArrayList<>();
    for (Outcome outcome : attempt(environments, actions)) {
      if (outcome instanceof Lost lost) {
        throw lost.loss();
      }
      steps.add(((Stepped) outcome).step());
    }
    return steps.toArray(new TimeStep[0]);
  }

  /** Steps some of the environments; a loss in one of them leaves the others' steps. */
  List<Outcome> attempt(int[] environments, float[][] actions) {
    checkOpen();
    if (environments.length != actions.length) {
      throw new IllegalArgumentException(
          actions.length + " actions for " + environments.length + " environments");
    }
    List<Slot> stepped = IntStream.of(environments).mapToObj(this::slot).toList();
    List<Pending<Outcome>> pending = new ArrayList<>();
    for (int i = 0; i < actions.length; i++) {
      float[] action = actions[i];
      int index = environments[i];
      pending.add(
          stepped.get(i).submit(environment -> outcome(index, () -> environment.step(action))));
    }
    return await(pending);
  }

  private static Outcome outcome(int index, Supplier<TimeStep> step) {
    try {
      return new Stepped(step.get());
    } catch (EnvironmentLostException e) {
      return new Lost((EnvironmentLostException) named(index, e));
    }
  }

  /** Closes all environments and ends their threads; does nothing when called again. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      await(slots.stream().map(Slot::close).toList());
    } finally {
      owners.forEach(OwnerThread::close);
    }
  }

  private void closeBecauseOf(Throwable cause) {
    try {
      close();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  private static <T> void checkAlike(String what, List<T> values) {
    for (int i = 1; i < values.size(); i++) {
      if (!values.get(i).equals(values.get(0))) {
        throw new IllegalArgumentException(
            "environments of one kind are needed, but the "
                + what
                + " of environment "
                + i
                + " is "
                + values.get(i)
                + ", that of environment 0 is "
                + values.get(0));
      }
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the environments are closed");
    }
  }

  private Slot slot(int environment) {
    if (environment < 0 || environment >= slots.size()) {
      throw new IllegalArgumentException(
          "no environment " + environment + ", there are " + slots.size());
    }
    return slots.get(environment);
  }

  private <T> List<T> ask(Function<Environment, T> question) {
    return await(slots.stream().map(slot -> slot.submit(question)).toList());
  }

  /** Waits for all, whatever happens to one of them, then throws what the first one threw. */
  private static <T> List<T> await(List<Pending<T>> pending) {
    List<T> results = new ArrayList<>();
    @Nullable Throwable failure = null;
    for (Pending<T> one : pending) {
      try {
        results.add(one.result.join());
      } catch (CompletionException e) {
        Throwable named = named(one.index, Objects.requireNonNullElse(e.getCause(), e));
        if (failure == null) {
          failure = named;
        } else {
          failure.addSuppressed(named);
        }
      }
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    return results;
  }

  private static Throwable named(int index, Throwable cause) {
    if (cause instanceof Error) {
      return cause;
    }
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    String message = "environment " + index + ": " + reason;
    if (cause instanceof EnvironmentLostException) {
      return new EnvironmentLostException(message, cause);
    }
    return cause instanceof IllegalArgumentException
        ? new IllegalArgumentException(message, cause)
        : new IllegalStateException(message, cause);
  }
}
