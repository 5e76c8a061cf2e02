package org.dreamer4j.models;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.config.ActingConfig.Planner;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/**
 * A Dreamer agent: the only owner of a graph and a session. Training and acting share the
 * variables; acting is safe from several threads, training from one.
 *
 * <p>Holds native memory until {@link #close}.
 */
public final class DreamerAgent implements AutoCloseable {
  private final DreamerConfig config;
  private final EnvironmentSpec spec;
  private final Graph graph;
  private final Session session;
  private final DreamerGraph dreamer;
  private final BatchFeed feed;
  private final List<String> metricNames;
  private final Map<OpenLoopGraph.Size, OpenLoop> openLoops = new HashMap<>();
  private volatile boolean closed;

  private DreamerAgent(DreamerConfig config, EnvironmentSpec spec, Execution execution) {
    this.config = config;
    this.spec = spec;
    graph = new Graph();
    dreamer = DreamerGraph.build(graph, config, spec, TFloat32.class);
    session = new Session(graph, execution.toProto());
    session.runner().addTarget(dreamer.initialize()).run().close();
    feed = new BatchFeed(dreamer.train().inputs(), config.data(), spec);
    metricNames = new ArrayList<>(dreamer.train().metrics().keySet());
  }

  /**
   * An agent with fresh weights.
   *
   * @throws IllegalArgumentException if the environment shows no 64 x 64 x 3 image
   */
  public static DreamerAgent create(
      DreamerConfig config, EnvironmentSpec spec, Execution execution) {
    return new DreamerAgent(config, spec, execution);
  }

  /** An agent with fresh weights that uses all cores. */
  public static DreamerAgent create(DreamerConfig config, EnvironmentSpec spec) {
    return create(config, spec, Execution.DEFAULT);
  }

  /** The configuration this agent was built from. */
  public DreamerConfig config() {
    return config;
  }

  /** The environments this agent acts in. */
  public EnvironmentSpec spec() {
    return spec;
  }

  /**
   * Updates model, actor and value once.
   *
   * @param batch of the configured size
   * @return figures of this update by name, taken before it
   * @throws IllegalArgumentException if the batch or one of its arrays has another size
   * @throws IllegalStateException if the agent is closed
   */
  public Map<String, Double> train(Batch batch) {
    requireOpen();
    Session.Runner runner = session.runner();
    feed.into(runner, batch);
    for (String name : metricNames) {
      runner.fetch(Objects.requireNonNull(dreamer.train().metrics().get(name)));
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    try (Result result = runner.addTarget(dreamer.train().update()).run()) {
      for (int i = 0; i < metricNames.size(); i++) {
        metrics.put(metricNames.get(i), (double) ((TFloat32) result.get(i)).getFloat());
      }
    }
    return metrics;
  }

  /**
   * A policy over the present and all later weights.
   *
   * @param planner how the action is chosen from the actor
   * @param exploration standard deviation of the noise on the action, asked at every step
   */
  public Policy<AgentState> policy(Planner planner, DoubleSupplier exploration) {
    requireOpen();
    return new AgentPolicy(
        this::session,
        dreamer.policy(),
        config.model(),
        spec.action().size(),
        planner,
        exploration);
  }

  /** The policy for test episodes as configured. */
  public Policy<AgentState> testPolicy() {
    double noise = config.acting().testActionNoise();
    return policy(config.acting().testPlanner(), () -> noise);
  }

  /** The policy for training episodes as configured, its noise on schedule. */
  public Policy<AgentState> trainPolicy() {
    return policy(config.acting().trainPlanner(), () -> config.acting().trainNoiseAt(globalStep()));
  }

  /**
   * Predictions of the present and all later weights for sequences of which only the beginning is
   * seen. The graph grows at the first call with new arguments.
   *
   * @param length rows of a sequence
   * @param context rows that are seen, from the first one on
   * @param horizon steps imagined under the actor after the context
   * @param planner how the actor's actions are chosen
   * @throws IllegalArgumentException if the context is not within the sequence or the horizon empty
   * @throws IllegalStateException if the agent is closed
   */
  public OpenLoop openLoop(int length, int context, int horizon, Planner planner) {
    requireOpen();
    OpenLoopGraph.Size size = new OpenLoopGraph.Size(length, context, horizon, planner);
    synchronized (openLoops) {
      return openLoops.computeIfAbsent(
          size, key -> new OpenLoop(session, openLoopGraph(key), key, spec.action().size()));
    }
  }

  /** Replayed sequences so far: the batch size times the updates. */
  public long globalStep() {
    requireOpen();
    try (Result result = session.runner().fetch(dreamer.globalStep().value()).run()) {
      return ((TInt64) result.get(0)).getLong();
    }
  }

  /** Updates so far. */
  public long updates() {
    return globalStep() / config.data().batchSize();
  }

  /**
   * Writes all variables as a V2 tensor bundle: {@code prefix.index} and {@code
   * prefix.data-00000-of-00001}.
   */
  public void save(Path prefix, TrainingState state) {
    requireOpen();
    try (TString path = TString.scalarOf(prefix.toString());
        TInt64 collections = TInt64.scalarOf(state.collections());
        TInt64 episodes = TInt64.scalarOf(state.episodes())) {
      session
          .runner()
          .feed(dreamer.save().prefix(), path)
          .feed(counter(DreamerGraph.COLLECTIONS), collections)
          .feed(counter(DreamerGraph.EPISODES), episodes)
          .addTarget(dreamer.save().save())
          .run()
          .close();
    }
  }

  /**
   * Reads all variables from a V2 tensor bundle, ours or the reference's.
   *
   * @throws org.tensorflow.exceptions.TensorFlowException if the bundle cannot be read or lacks a
   *     variable
   * @throws org.tensorflow.exceptions.TFInvalidArgumentException if a variable has another shape;
   *     in either case no variable is sure to be unchanged
   */
  public void restore(Path prefix) {
    requireOpen();
    try (TString path = TString.scalarOf(prefix.toString())) {
      session
          .runner()
          .feed(dreamer.save().prefix(), path)
          .addTarget(dreamer.save().restore())
          .run()
          .close();
    }
  }

  /**
   * Reads the counters that {@link #save} wrote.
   *
   * @throws org.tensorflow.exceptions.TensorFlowException if the bundle has none
   */
  public TrainingState restoreState(Path prefix) {
    requireOpen();
    Map<String, Operand<TInt64>> counters = dreamer.save().restoredCounters();
    try (TString path = TString.scalarOf(prefix.toString());
        Result result =
            session
                .runner()
                .feed(dreamer.save().prefix(), path)
                .fetch(counters.get(DreamerGraph.COLLECTIONS))
                .fetch(counters.get(DreamerGraph.EPISODES))
                .run()) {
      return new TrainingState(
          ((TInt64) result.get(0)).getLong(), ((TInt64) result.get(1)).getLong());
    }
  }

  OpenLoopGraph openLoopGraph(OpenLoopGraph.Size size) {
    Net net = new Net(Ops.create(graph), dreamer.variables(), TFloat32.class);
    return OpenLoopGraph.build(net, config.model(), dreamer.networks(), dreamer.noise(), size);
  }

  DreamerGraph graph() {
    return dreamer;
  }

  Session session() {
    requireOpen();
    return session;
  }

  BatchFeed feed() {
    return feed;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      feed.close();
      session.close();
      graph.close();
    }
  }

  private Operand<TInt64> counter(String name) {
    return Objects.requireNonNull(dreamer.save().counters().get(name));
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the agent is closed");
    }
  }
}
