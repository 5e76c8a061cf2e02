package org.dreamer4j.envs.remote;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.remote.protocol.ActionObservationSpecs;
import org.dreamer4j.envs.remote.protocol.CreateWorldRequest;
import org.dreamer4j.envs.remote.protocol.DestroyWorldRequest;
import org.dreamer4j.envs.remote.protocol.EnvironmentRequest;
import org.dreamer4j.envs.remote.protocol.EnvironmentStateType;
import org.dreamer4j.envs.remote.protocol.JoinWorldRequest;
import org.dreamer4j.envs.remote.protocol.LeaveWorldRequest;
import org.dreamer4j.envs.remote.protocol.ResetRequest;
import org.dreamer4j.envs.remote.protocol.StepRequest;
import org.dreamer4j.envs.remote.protocol.StepResponse;
import org.dreamer4j.envs.remote.protocol.Tensor;

/**
 * The agent's place in a world: entered, played in and left. After a failure there is nothing to be
 * done but to abandon it.
 */
final class World implements AutoCloseable {
  /** Tells a server which of its worlds to create; one that knows no such setting says no. */
  static final String WORLD_SETTING = "world";

  /** Makes a created world's episodes repeatable. */
  static final String SEED_SETTING = "seed";

  private static final Logger LOG = LogManager.getLogger(World.class);

  private final Connection connection;
  private final Optional<String> created;
  private final WorldSpec spec;
  private boolean running;

  private World(Connection connection, Optional<String> created, WorldSpec spec) {
    this.connection = connection;
    this.created = created;
    this.spec = spec;
  }

  /**
   * Creates a world and joins it. If the server does not create what is asked for, the world of
   * that name is joined as it is; without a name, one is created without settings.
   *
   * @param name of the world; empty leaves it to the server
   * @throws RemoteFailure if the world cannot be had or understood
   */
  static World enter(Connection connection, Optional<String> name, long seed, int renderSize)
      throws RemoteFailure {
    Optional<String> created = Optional.empty();
    try {
      created = Optional.of(create(connection, settings(name, seed)));
    } catch (RemoteFailure e) {
      if (e.kind != RemoteFailure.Kind.REFUSED) {
        throw e;
      }
      return enterAfter(e, connection, name, renderSize);
    }
    ActionObservationSpecs specs = join(connection, created.get());
    return new World(connection, created, WorldSpec.of(specs, renderSize));
  }

  private static World enterAfter(
      RemoteFailure refusal, Connection connection, Optional<String> name, int renderSize)
      throws RemoteFailure {
    ActionObservationSpecs specs;
    Optional<String> created = Optional.empty();
    try {
      if (name.isEmpty()) {
        created = Optional.of(create(connection, Map.of()));
      }
      specs = join(connection, created.or(() -> name).orElse(""));
    } catch (RemoteFailure e) {
      refusal.addSuppressed(e);
      throw refusal;
    }
    return new World(connection, created, WorldSpec.of(specs, renderSize));
  }

  private static Map<String, Tensor> settings(Optional<String> name, long seed) {
    Map<String, Tensor> settings = new HashMap<>();
    settings.put(
        SEED_SETTING,
        Tensor.newBuilder().setInt64S(Tensor.Int64Array.newBuilder().addArray(seed)).build());
    name.ifPresent(
        text ->
            settings.put(
                WORLD_SETTING,
                Tensor.newBuilder()
                    .setStrings(Tensor.StringArray.newBuilder().addArray(text))
                    .build()));
    return settings;
  }

  private static String create(Connection connection, Map<String, Tensor> settings)
      throws RemoteFailure {
    CreateWorldRequest create = CreateWorldRequest.newBuilder().putAllSettings(settings).build();
    return connection
        .ask(EnvironmentRequest.newBuilder().setCreateWorld(create).build())
        .getCreateWorld()
        .getWorldName();
  }

  private static ActionObservationSpecs join(Connection connection, String name)
      throws RemoteFailure {
    JoinWorldRequest join = JoinWorldRequest.newBuilder().setWorldName(name).build();
    return connection
        .ask(EnvironmentRequest.newBuilder().setJoinWorld(join).build())
        .getJoinWorld()
        .getSpecs();
  }

  /** What the world shows and takes. */
  WorldSpec spec() {
    return spec;
  }

  /**
   * Starts an episode, ending the one under way.
   *
   * @throws RemoteFailure if the world does not
   */
  TimeStep restart() throws RemoteFailure {
    if (running) {
      ResetRequest reset = ResetRequest.getDefaultInstance();
      connection.ask(EnvironmentRequest.newBuilder().setReset(reset).build());
    }
    StepResponse first = step(Map.of(), spec.observations().requested(false));
    if (first.getState() != EnvironmentStateType.RUNNING) {
      throw RemoteFailure.passing("an episode began in the state " + first.getState());
    }
    running = true;
    return TimeStep.restart(spec.observations().observation(first));
  }

  /**
   * Acts once. A world that ends an episode says whether the task ended or its time; one that shows
   * a discount means the task's end only where that is 0.
   *
   * @throws RemoteFailure if no sensible answer comes
   */
  TimeStep act(float[] action) throws RemoteFailure {
    StepResponse response =
        step(spec.actions().tensors(action), spec.observations().requested(true));
    double reward = spec.observations().reward(response);
    Optional<Float> discount = spec.observations().discount(response);
    Observation observation = spec.observations().observation(response);
    running = response.getState() == EnvironmentStateType.RUNNING;
    return switch (response.getState()) {
      case RUNNING -> TimeStep.transition(observation, reward);
      case TERMINATED ->
          discount.orElse(0f) > 0
              ? TimeStep.truncation(spec.ended(observation), reward)
              : TimeStep.termination(spec.ended(observation), reward);
      case INTERRUPTED -> TimeStep.truncation(spec.ended(observation), reward);
      default -> throw RemoteFailure.passing("a step came with the state " + response.getState());
    };
  }

  private StepResponse step(Map<Long, Tensor> actions, List<Long> observations)
      throws RemoteFailure {
    StepRequest step =
        StepRequest.newBuilder()
            .putAllActions(actions)
            .addAllRequestedObservations(observations)
            .build();
    return connection.ask(EnvironmentRequest.newBuilder().setStep(step).build()).getStep();
  }

  /** Hangs up without a word. */
  void abandon() {
    connection.close();
  }

  /** Leaves the world, destroys it if it was created, and hangs up. */
  @Override
  public void close() {
    try {
      LeaveWorldRequest leave = LeaveWorldRequest.getDefaultInstance();
      connection.ask(EnvironmentRequest.newBuilder().setLeaveWorld(leave).build());
      if (created.isPresent()) {
        DestroyWorldRequest destroy =
            DestroyWorldRequest.newBuilder().setWorldName(created.get()).build();
        connection.ask(EnvironmentRequest.newBuilder().setDestroyWorld(destroy).build());
      }
    } catch (RemoteFailure e) {
      LOG.debug("Left a world without being let go: {}", e.getMessage());
    } finally {
      connection.close();
    }
  }
}
