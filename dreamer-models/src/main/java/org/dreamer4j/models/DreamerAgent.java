package org.dreamer4j.models;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.CollectPlan;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.PlannerConfig.Objective;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A Dreamer agent: it owns a graph and a session. Training and acting share the variables; acting
 * is safe from several threads, training from one.
 *
 * <p>Holds native memory until {@link #close}, which waits for what is under way; whatever comes
 * later throws IllegalStateException.
 */
public final class DreamerAgent implements AutoCloseable {
  private final DreamerConfig config;
  private final EnvironmentSpec spec;
  private final Graph graph;
  private final Session session;
  private final DreamerGraph dreamer;
  private final Assignment assignment;
  private final BatchFeed feed;
  private final List<String> metricNames;
  private final Map<OpenLoopGraph.Size, OpenLoop> openLoops = new HashMap<>();
  private final Map<PlannerGraph.Kind, PlannerGraph> planners = new HashMap<>();
  private final Gate gate = new Gate("the agent is closed");

  private DreamerAgent(DreamerConfig config, EnvironmentSpec spec, Execution execution) {
    this.config = config;
    this.spec = spec;
    graph = new Graph();
    try {
      dreamer = DreamerGraph.build(graph, config, spec, TFloat32.class);
      session = new Session(graph, execution.toProto(config.optimizer().mixedPrecision()));
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
    try {
      session.runner().addTarget(dreamer.initialize()).run().close();
      assignment = new Assignment(Ops.create(graph), dreamer.variables());
      feed = new BatchFeed(dreamer.train().inputs(), config.data());
      metricNames = new ArrayList<>(dreamer.train().metrics().keySet());
    } catch (RuntimeException | Error e) {
      session.close();
      graph.close();
      throw e;
    }
  }

  /**
   * An agent with fresh weights.
   *
   * @throws IllegalArgumentException if the environment does not show what the configuration
   *     encodes and predicts, or takes other actions than its action head gives
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
   * @throws org.tensorflow.exceptions.TFInvalidArgumentException naming a loss, a gradient or
   *     weights that are not finite; nothing has changed then
   * @throws IllegalArgumentException if the batch or one of its arrays has another size
   * @throws IllegalStateException if the agent is closed
   */
  public Map<String, Double> train(Batch batch) {
    return gate.use(() -> trainOpen(batch));
  }

  private Map<String, Double> trainOpen(Batch batch) {
    copyTargets();
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
   * @param planner how actions are chosen; the graph grows at the first call with a planner that
   *     searches
   * @param exploration noise on the actions, asked at every step: a standard deviation, or the
   *     probability of a random action, as {@code action_noise_type} has it
   * @throws IllegalArgumentException if the agent has no actor or the planner does not fit its
   *     actions
   */
  public Policy<AgentState> policy(Planner planner, DoubleSupplier exploration) {
    PlannerGraph.Kind kind =
        new PlannerGraph.Kind(
            planner, config.planner().testObjective(), config.planner().plannerHorizon());
    return policy(kind, exploration, config.acting().trainActionNoiseFactors());
  }

  /**
   * The policy of a collection, its noise on schedule.
   *
   * @throws IllegalArgumentException if the agent has no actor or the planner does not fit its
   *     actions
   */
  public Policy<AgentState> policy(CollectPlan plan) {
    return policy(
        new PlannerGraph.Kind(plan.planner(), plan.objective(), plan.horizon()),
        () -> plan.exploration().at(globalStep()),
        plan.exploration().factors());
  }

  private Policy<AgentState> policy(
      PlannerGraph.Kind kind, DoubleSupplier noise, List<Double> factors) {
    return gate.use(() -> policyOpen(kind, noise, factors));
  }

  private Policy<AgentState> policyOpen(
      PlannerGraph.Kind kind, DoubleSupplier noise, List<Double> factors) {
    PolicyGraph policy = dreamer.policy();
    Operand<TFloat32> action;
    Operand<TFloat32> valueWeight = null;
    if (kind.planner().usesActor()) {
      action =
          (kind.planner() == Planner.POLICY_MODE ? policy.mode() : policy.sampled())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "planner "
                              + kind.planner()
                              + " needs an actor, this agent has none; use cem"));
    } else {
      PlannerGraph search = planner(kind);
      action = search.action();
      valueWeight = search.valueWeight();
    }
    AgentPolicy.Choice choice =
        new AgentPolicy.Choice(action, valueWeight, noise, factors, this::valueWeight);
    return new AgentPolicy(gate, session, policy, choice);
  }

  /** The policy for test episodes as configured. */
  public Policy<AgentState> testPolicy() {
    return policy(CollectPlan.test(config).get(0));
  }

  /** The policy for training episodes as configured, its noise on schedule. */
  public Policy<AgentState> trainPolicy() {
    return policy(CollectPlan.train(config).get(0));
  }

  private double valueWeight() {
    long ramp = config.planner().objectiveValueRamp();
    return ramp == 0 ? 1 : Math.min(1, (double) globalStep() / ramp);
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
    OpenLoopGraph.Size size = new OpenLoopGraph.Size(length, context, horizon, planner);
    return gate.use(() -> openLoop(size));
  }

  private OpenLoop openLoop(OpenLoopGraph.Size size) {
    synchronized (openLoops) {
      return openLoops.computeIfAbsent(
          size, key -> new OpenLoop(gate, session, openLoopGraph(key), key, spec.action().size()));
    }
  }

  /**
   * Whether {@link #openLoop} can be asked for: the agent sees images alone, predicts them and has
   * an actor.
   */
  public boolean predictsImages() {
    WorldModel world = dreamer.networks().world();
    return world.decoder().isPresent()
        && world.encoder().keys().isEmpty()
        && dreamer.networks().actor().isPresent();
  }

  /** What one update costs. */
  public GraphCost updateCost() {
    return gate.use(() -> GraphCost.of(graph, (GraphOperation) dreamer.train().update().op()));
  }

  /** Replayed sequences so far: the batch size times the updates. */
  public long globalStep() {
    return gate.use(
        () -> {
          try (Result result = session.runner().fetch(dreamer.globalStep().value()).run()) {
            return ((TInt64) result.get(0)).getLong();
          }
        });
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
    gate.run(() -> dreamer.save().write(session, prefix, state));
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
    gate.run(() -> dreamer.save().read(session, prefix));
  }

  /** Shapes of all variables by name: weights, optimizer slots and powers, and the global step. */
  public Map<String, List<Long>> variables() {
    return gate.use(assignment::shapes);
  }

  /** Shapes of all that {@link #save} writes, by name: {@link #variables} and two counters. */
  public Map<String, List<Long>> saved() {
    Map<String, List<Long>> saved = new LinkedHashMap<>(variables());
    DreamerGraph.COUNTERS.forEach(counter -> saved.put(counter, List.of()));
    return saved;
  }

  /** The present values of all that gradients change, by name. */
  public Map<String, Array> weights() {
    return gate.use(() -> assignment.weights(session));
  }

  /**
   * Sets some of the variables, to be called while nothing trains; all or, if one does not fit,
   * none.
   *
   * @throws IllegalArgumentException if a name is no variable's or a shape another
   */
  public void assign(Map<String, Array> values) {
    gate.run(() -> assignment.run(session, values));
  }

  /**
   * Reads the counters that {@link #save} wrote.
   *
   * @throws org.tensorflow.exceptions.TensorFlowException if the bundle has none
   */
  public TrainingState restoreState(Path prefix) {
    return gate.use(() -> dreamer.save().readState(session, prefix));
  }

  private PlannerGraph planner(PlannerGraph.Kind kind) {
    if (!(spec.action() instanceof Spec.Box)) {
      throw new IllegalArgumentException(
          "planner "
              + kind.planner()
              + " searches continuous actions, the environment takes one of "
              + spec.action().size());
    }
    if (kind.objective() == Objective.REWARD_VALUE && dreamer.networks().value().isEmpty()) {
      throw new IllegalArgumentException(
          "planner "
              + kind.planner()
              + " rates plans by values, this agent has none; rate by reward");
    }
    synchronized (planners) {
      return planners.computeIfAbsent(
          kind,
          key ->
              PlannerGraph.build(
                  net(),
                  config.planner(),
                  dreamer.networks(),
                  dreamer.policy(),
                  key,
                  dreamer.noise()));
    }
  }

  private void copyTargets() {
    if (dreamer.targets().isEmpty()) {
      return;
    }
    for (Op update : dreamer.targets().due(globalStep(), config.data().batchSize())) {
      session.runner().addTarget(update).run().close();
    }
  }

  private Net net() {
    return new Net(Ops.create(graph), dreamer.variables(), TFloat32.class);
  }

  OpenLoopGraph openLoopGraph(OpenLoopGraph.Size size) {
    return OpenLoopGraph.build(net(), config, dreamer.networks(), dreamer.noise(), size);
  }

  DreamerGraph graph() {
    return dreamer;
  }

  Session session() {
    return gate.use(() -> session);
  }

  Gate gate() {
    return gate;
  }

  BatchFeed feed() {
    return feed;
  }

  @Override
  public void close() {
    gate.close(
        () -> {
          feed.close();
          session.close();
          graph.close();
        });
  }
}
