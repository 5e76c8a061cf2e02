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
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * One training step: model, actor and value losses, their gradients at the old weights, and the
 * updates.
 *
 * @param inputs where a batch is fed
 * @param model loss of the world model
 * @param imagination imagined trajectories
 * @param behavior losses of actor and value
 * @param gradients by optimizer: model, action, value and the diagnostic heads
 * @param metrics scalars by the name under which they are logged
 * @param update op that applies all gradients
 */
record TrainGraph(
    Inputs inputs,
    ModelLoss model,
    Imagination imagination,
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
    WorldModel world = networks.world();
    int size = config.data().batchSize();
    Inputs inputs = Inputs.create(net, spec, size, config.data().batchLength());
    ModelLoss model = ModelLoss.build(net, config, world, inputs, noise);
    Imagination imagination =
        Imagination.build(
            net, config, world.rssm(), networks.actor(), model.observed().posterior(), noise);
    Behavior behavior =
        Behavior.build(net, config.behavior(), world, networks.value(), imagination);

    Optimizers optimizers = new Optimizers(graph, net, config.optimizer());
    OptimizerConfig rates = config.optimizer();
    List<String> trained = new ArrayList<>(MODEL);
    config.model().gradientHeads().forEach(head -> trained.add(DenseHead.scope(head) + "/"));
    optimizers.add("model", model.loss(), trained, rates.modelLr(), rates.modelGradientClipping());
    optimizers.add(
        "action",
        behavior.actorLoss(),
        List.of(ActionHead.PREFIX),
        rates.actionLr(),
        rates.actionGradientClipping());
    optimizers.add(
        "value",
        behavior.valueLoss(),
        List.of(networks.value().prefix()),
        rates.valueLr(),
        rates.valueGradientClipping());
    model
        .diagnostics()
        .forEach(
            (head, loss) ->
                optimizers.add(
                    head,
                    loss,
                    List.of(DenseHead.scope(head) + "/"),
                    rates.defaultLr(),
                    rates.defaultGradientClipping()));
    Op count = net.tf().assignAddVariableOp(globalStep.handle(), net.tf().constant((long) size));
    return new TrainGraph(
        inputs,
        model,
        imagination,
        behavior,
        optimizers.gradients,
        Metrics.of(net, model, imagination, behavior, optimizers.gradients),
        optimizers.apply(count));
  }

  /** Takes all gradients first, then applies them. */
  private static final class Optimizers {
    private final Graph graph;
    private final Net net;
    private final OptimizerConfig config;
    private final Map<String, Adam> adams = new LinkedHashMap<>();
    private final Map<String, Adam.Gradients> gradients = new LinkedHashMap<>();

    Optimizers(Graph graph, Net net, OptimizerConfig config) {
      this.graph = graph;
      this.net = net;
      this.config = config;
    }

    void add(
        String name, Operand<TFloat32> loss, List<String> scopes, double rate, double clipping) {
      Adam adam = new Adam(net, new Adam.Settings(name, rate, clipping, config.optimizerEpsilon()));
      adams.put(name, adam);
      gradients.put(name, adam.gradients(graph, loss, net.variables().trainable(scopes)));
    }

    Op apply(Op count) {
      List<Op> taken = new ArrayList<>();
      gradients.values().forEach(g -> taken.addAll(g.clipped()));
      List<Op> updates = new ArrayList<>();
      updates.add(count);
      gradients.forEach(
          (name, found) ->
              updates.add(Objects.requireNonNull(adams.get(name)).apply(found, taken)));
      return net.tf().withControlDependencies(updates).noOp();
    }
  }
}
