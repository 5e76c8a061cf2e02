package org.dreamer4j.models;

import java.util.List;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.nn.Net;
import org.dreamer4j.models.nn.Variable;
import org.dreamer4j.models.nn.Variables;
import org.tensorflow.Graph;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Everything an agent computes, over one set of variables.
 *
 * @param variables all variables by name
 * @param globalStep replayed sequences so far
 * @param noise every draw by name
 * @param networks all networks
 * @param train one training step
 * @param policy one acting step
 * @param save writes and reads checkpoints
 * @param targets copies actor and value into their slow copies
 * @param initialize op that sets the first value of every variable
 */
record DreamerGraph(
    Variables variables,
    Variable<TInt64> globalStep,
    Noise noise,
    Networks networks,
    TrainGraph train,
    PolicyGraph policy,
    SaveGraph save,
    TargetCopies targets,
    Op initialize) {

  static final String COLLECTIONS = "dreamer4j/collections";
  static final String EPISODES = "dreamer4j/episodes";
  static final List<String> COUNTERS = List.of(COLLECTIONS, EPISODES);

  /** Builds the graph in the given one, with floats of the given type. */
  static DreamerGraph build(
      Graph graph, DreamerConfig config, EnvironmentSpec spec, Class<TFloat32> type) {
    Ops tf = Ops.create(graph);
    Variables variables = new Variables(tf, type, config.task().seed());
    Net net = new Net(tf, variables, type);
    Noise noise = new Noise(net, config.task().seed());
    Variable<TInt64> globalStep = variables.counter("global_step");
    Networks networks = Networks.create(net, config, spec);
    PolicyGraph policy = PolicyGraph.build(net, config, spec, networks, noise);
    TrainGraph train = TrainGraph.build(graph, net, config, spec, networks, noise, globalStep);
    TargetCopies targets = TargetCopies.build(net, config.behavior(), networks);
    List<Op> initializers = variables.all().stream().map(Variable::initializer).toList();
    return new DreamerGraph(
        variables,
        globalStep,
        noise,
        networks,
        train,
        policy,
        SaveGraph.build(tf, variables.all(), COUNTERS),
        targets,
        targets.afterwards(tf, initializers));
  }
}
