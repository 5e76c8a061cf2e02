package org.dreamer4j.envs.remote;

import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentLostException;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.CallOrder;
import org.jspecify.annotations.Nullable;

/**
 * A world on a server as an environment: a conversation of its own over a channel that environments
 * of the same server share. A lost conversation costs the episode; {@link #reset} begins another.
 */
final class RemoteEnvironment implements Environment {
  private static final Logger LOG = LogManager.getLogger(RemoteEnvironment.class);

  private final RemoteAddress address;
  private final Servers servers;
  private final Servers.Lease lease;
  private final Terms terms;
  private final SplittableRandom random;
  private final EnvironmentSpec spec;
  private long seed;
  private @Nullable World world;
  private final CallOrder calls = new CallOrder();

  /**
   * How to deal with a server.
   *
   * @param deadline of every answer
   * @param renderSize width and height of images, pixels
   */
  record Terms(Patience patience, Duration deadline, int renderSize) {}

  /**
   * Connects and enters the world.
   *
   * @param seed of the world's episodes; each world entered after a loss gets another one
   * @throws IllegalStateException if the server cannot be reached or offers no such world, or an
   *     agent cannot do with what the world offers
   */
  RemoteEnvironment(RemoteAddress address, Servers servers, Terms terms, long seed) {
    this.address = address;
    this.servers = servers;
    this.terms = terms;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.lease = servers.lease(address);
    try {
      World first = retry(RetryPlan.AT_START, this::enter);
      this.spec = first.spec().environment();
      this.world = first;
      report(first);
    } catch (RemoteFailure e) {
      lease.close();
      throw new IllegalStateException(message(e), e);
    } catch (RuntimeException | Error e) {
      lease.close();
      throw e;
    }
  }

  @FunctionalInterface
  private interface Attempt<T> {
    T make() throws RemoteFailure;
  }

  /** Tries until it works, the plan has no more attempts or more of them cannot help. */
  private <T> T retry(RetryPlan plan, Attempt<T> attempt) throws RemoteFailure {
    for (int failures = 1; ; failures++) {
      try {
        return attempt.make();
      } catch (RemoteFailure e) {
        if (!plan.goesOn(failures, e.kind)) {
          throw e;
        }
        Duration pause = plan.pause(failures, random.nextDouble());
        LOG.info("{}; next attempt in {} s", message(e), Failures.seconds(pause));
        rest(pause);
      }
    }
  }

  private void rest(Duration pause) throws RemoteFailure {
    try {
      terms.patience().pause(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RemoteFailure.lasting("interrupted while waiting for the server");
    }
  }

  private World enter() throws RemoteFailure {
    address.checkHost();
    Connection connection = new Connection(lease.channel(), terms.patience(), terms.deadline());
    try {
      return World.enter(connection, address.world(), seed, terms.renderSize());
    } catch (RemoteFailure | RuntimeException | Error e) {
      connection.close();
      lease.renew();
      throw e;
    }
  }

  /** Says once for all environments of a world what of it is not used. */
  private void report(World entered) {
    String dropped = String.join(", ", entered.spec().observations().dropped());
    String line = "Remote environment " + address + ": not used are the observations " + dropped;
    if (!dropped.isEmpty() && servers.isNews(line)) {
      LOG.info(line);
    }
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if this is closed
   */
  @Override
  public TimeStep reset() {
    calls.checkReset();
    try {
      TimeStep first = retry(RetryPlan.WITHIN_RUN, this::restart);
      calls.episodeRuns(true);
      return first;
    } catch (RemoteFailure e) {
      String end =
          e.kind == RemoteFailure.Kind.LASTING
              ? ""
              : "; gave up after " + RetryPlan.WITHIN_RUN.attempts() + " attempts";
      throw new EnvironmentLostException(message(e) + end, e);
    }
  }

  private TimeStep restart() throws RemoteFailure {
    World entered = world == null ? enterAgain() : world;
    world = entered;
    try {
      return entered.restart();
    } catch (RemoteFailure e) {
      abandon(entered);
      throw e;
    }
  }

  private World enterAgain() throws RemoteFailure {
    World entered = enter();
    EnvironmentSpec now = entered.spec().environment();
    if (!now.equals(spec)) {
      entered.abandon();
      throw RemoteFailure.lasting(
          "after a new connection the world is another one: " + now + " instead of " + spec);
    }
    LOG.info("Remote environment {}: connected again", address);
    return entered;
  }

  private void abandon(World lost) {
    calls.episodeRuns(false);
    world = null;
    // Were the seed the same, the next world would show the episodes that are known already.
    seed = random.nextLong();
    lost.abandon();
    lease.renew();
  }

  @Override
  public TimeStep step(float[] action) {
    calls.checkStep();
    World entered = Objects.requireNonNull(world);
    spec.checkAction(action);
    try {
      TimeStep step = entered.act(action);
      calls.episodeRuns(!step.last());
      return step;
    } catch (RemoteFailure e) {
      abandon(entered);
      throw new EnvironmentLostException(message(e), e);
    }
  }

  private String message(RemoteFailure failure) {
    return "remote environment " + address + ": " + failure.getMessage();
  }

  @Override
  public void close() {
    if (!calls.close()) {
      return;
    }
    try {
      if (world != null) {
        world.close();
        world = null;
      }
    } finally {
      lease.close();
    }
  }
}
