package org.dreamer4j.envs.remote;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Spec;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.EnvironmentProvider;
import org.dreamer4j.envs.SimulatorOptions;
import org.dreamer4j.envs.TaskInfo;
import org.dreamer4j.envs.wrap.ActionRepeat;
import org.dreamer4j.envs.wrap.NormalizeActions;
import org.dreamer4j.envs.wrap.OneHotAction;

/**
 * Offers what servers of the protocol dm_env_rpc v1 run: any world as {@code
 * remote:HOST:PORT[/WORLD]}, and the reference's Gym and DeepMind Lab tasks on the server that the
 * options or the environment variable {@code DREAMER_REMOTE} name. Connects only to make an
 * environment.
 */
public final class RemoteProvider implements EnvironmentProvider {
  private static final String PREFIX = "remote:";
  private static final String VARIABLE = "DREAMER_REMOTE";

  private final Function<String, Optional<String>> variables;
  private final Patience patience;
  private final Servers servers = new Servers();

  /** A provider that asks the environment of this process. */
  public RemoteProvider() {
    this(name -> Optional.ofNullable(System.getenv(name)), Patience.REAL);
  }

  RemoteProvider(Function<String, Optional<String>> variables, Patience patience) {
    this.variables = variables;
    this.patience = patience;
  }

  @Override
  public List<TaskInfo> tasks(SimulatorOptions simulators) {
    return RemoteTask.ALL.stream()
        .map(task -> new TaskInfo(task.name(), task.description(), unavailable(task, simulators)))
        .toList();
  }

  /** Why a task cannot run, on one line; empty if an address is known. */
  private String unavailable(RemoteTask task, SimulatorOptions simulators) {
    Optional<String> address = address(simulators);
    if (address.isEmpty()) {
      return "needs an environment server: start "
          + task.server()
          + " and give its HOST:PORT as remote_address or "
          + VARIABLE;
    }
    return flaw(address.get());
  }

  private Optional<String> address(SimulatorOptions simulators) {
    return simulators
        .remote()
        .address()
        .or(() -> variables.apply(VARIABLE))
        .filter(text -> !text.isBlank());
  }

  private static String flaw(String address) {
    try {
      RemoteAddress.parse(address);
      return "";
    } catch (IllegalArgumentException e) {
      return "the address of the environment server is wrong: " + e.getMessage();
    }
  }

  @Override
  public Optional<TaskInfo> task(String name, SimulatorOptions simulators) {
    return name.startsWith(PREFIX)
        ? Optional.of(
            new TaskInfo(
                name, "world of an environment server", flaw(name.substring(PREFIX.length()))))
        : Optional.empty();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the server cannot be reached, has no such world, or one that
   *     an agent cannot do with
   */
  @Override
  public Environment make(String task, EnvironmentOptions options) {
    if (task.startsWith(PREFIX)) {
      return make(RemoteAddress.parse(task.substring(PREFIX.length())), 1, options);
    }
    RemoteTask known =
        RemoteTask.ALL.stream()
            .filter(one -> one.name().equals(task))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no remote task '" + task + "'"));
    String address =
        address(options.simulators())
            .orElseThrow(
                () -> new IllegalArgumentException(unavailable(known, options.simulators())));
    return make(
        RemoteAddress.parse(address).withWorld(known.world()), known.actionRepeat(), options);
  }

  private Environment make(RemoteAddress address, int usualRepeat, EnvironmentOptions options) {
    SimulatorOptions simulators = options.simulators();
    RemoteEnvironment.Terms terms =
        new RemoteEnvironment.Terms(
            patience,
            Duration.ofNanos((long) (simulators.remote().deadlineSeconds() * 1e9)),
            simulators.renderSize());
    Environment remote = new RemoteEnvironment(address, servers, terms, options.seed());
    Environment environment =
        remote.spec().action() instanceof Spec.Discrete
            ? new OneHotAction(remote, false)
            : simulators.normalizeActions() ? new NormalizeActions(remote) : remote;
    int repeat = options.actionRepeat() > 0 ? options.actionRepeat() : usualRepeat;
    return repeat > 1 ? new ActionRepeat(environment, repeat) : environment;
  }
}
