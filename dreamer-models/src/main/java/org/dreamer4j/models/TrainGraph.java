package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.OptimizerConfig;
import org.dreamer4j.models.nn.Adam;
import org.dreamer4j.models.nn.Net;
import org.dreamer4j.models.nn.Variable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * One training step: model, actor and value losses, their gradients at the old weights, and the
 * updates.
 *
 * @param inputs where a batch is fed
 * @param model loss of the world model
 * @param behavior losses of actor and value
 * @param gradients by optimizer: model, action, value and the diagnostic heads
 * @param metrics scalars by the name under which they are logged
 * @param update op that applies all gradients
 */
record TrainGraph(
    Inputs inputs,
    ModelLoss model,
    Behavior behavior,
    Map<String, Adam.Gradients> gradients,
    Map<String, Operand<TFloat32>> metrics,
    Op update) {

  private static final List<String> MODEL = List.of("graph/encoder/", "graph/rnn/");

  static TrainGraph build(
      Graph graph,
      Net net,
      DreamerConfig config,
      EnvironmentSpec spec,
      Networks networks,
      Noise noise,
      Variable<TInt64> globalStep) {
    int size = config.data().batchSize();
    Inputs inputs = Inputs.create(net, spec, size, config.data().batchLength());
    ModelLoss model = ModelLoss.build(net, config, networks.world(), inputs, noise);
    Behavior behavior = Behavior.build(net, config, networks, model, inputs, noise);
    Optimizers optimizers = new Optimizers(graph, net, config);
    optimizers.add(networks, model, behavior);
    return new TrainGraph(
        inputs,
        model,
        behavior,
        optimizers.gradients,
        Metrics.of(net, model, behavior, optimizers.gradients),
        optimizers.apply(globalStep, size));
  }

  /** Takes all gradients first, then applies them. */
  private static final class Optimizers {
    private final Graph graph;
    private final Net net;
    private final OptimizerConfig config;
    private final Map<String, Adam> adams = new LinkedHashMap<>();
    private final Map<String, Adam.Gradients> gradients = new LinkedHashMap<>();
    private final FiniteChecks checks;

    Optimizers(Graph graph, Net net, DreamerConfig config) {
      this.graph = graph;
      this.net = net;
      this.config = config.optimizer();
      this.checks = new FiniteChecks(net, config.task().debug() || config.task().checkNumerics());
    }

    void add(Networks networks, ModelLoss model, Behavior behavior) {
      checks.terms(model);
      List<String> trained = new ArrayList<>(MODEL);
      networks.world().gradientHeads().forEach(head -> trained.add(DenseHead.scope(head) + "/"));
      add("model", model.loss(), trained);
      behavior
          .actorLoss()
          .ifPresent(loss -> add("action", loss, List.of(networks.actor().orElseThrow().prefix())));
      behavior
          .valueLoss()
          .ifPresent(loss -> add("value", loss, List.of(networks.value().orElseThrow().prefix())));
      model
          .diagnostics()
          .forEach((head, loss) -> add(head, loss, List.of(DenseHead.scope(head) + "/")));
    }

    private void add(String name, Operand<TFloat32> loss, List<String> scopes) {
      OptimizerConfig.Step step = config.step(name);
      Adam adam =
          new Adam(
              net,
              new Adam.Settings(
                  name,
                  step.rate(),
                  step.clipping(),
                  config.optimizerEpsilon(),
                  config.mixedPrecision()));
      Adam.Gradients found = adam.gradients(graph, loss, net.variables().trainable(scopes));
      adams.put(name, adam);
      gradients.put(name, found);
      checks.optimizer(name, loss, found);
    }

    Op apply(Variable<TInt64> globalStep, int size) {
      List<Op> taken = new ArrayList<>(checks.last());
      gradients.values().forEach(g -> taken.addAll(g.clipped()));
      List<Op> updates = new ArrayList<>();
      Ops late = net.tf().withControlDependencies(taken);
      updates.add(late.assignAddVariableOp(globalStep.handle(), net.tf().constant((long) size)));
      gradients.forEach(
          (name, found) ->
              updates.add(Objects.requireNonNull(adams.get(name)).apply(found, taken)));
      return net.tf().withControlDependencies(updates).noOp();
    }
  }
}
