package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.nn.Net;
import org.dreamer4j.models.nn.Variable;
import org.dreamer4j.models.nn.Variables;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/**
 * A graph for others to run: its functions, and ops that read and write its variables.
 *
 * @param functions what can be called
 * @param prefix file prefix of a V2 tensor bundle, a string scalar to be fed
 * @param save op that writes the variables
 * @param saved the prefix, once the variables are written
 * @param restore op that reads the variables, which bear the names of an agent's checkpoint
 * @param variables shapes of the variables by name
 */
public record ServedGraph(
    List<ServedFunction> functions,
    Operand<TString> prefix,
    Op save,
    Operand<TString> saved,
    Op restore,
    Map<String, List<Long>> variables) {

  /** Acts without noise. */
  public static final String POLICY = "serving_default";

  /** Acts by the most likely action. */
  public static final String POLICY_MODE = "policy_mode";

  /** Acts by a sampled action. */
  public static final String POLICY_SAMPLE = "policy_sample";

  /** Stochastic state, fed and given. */
  public static final String SAMPLE = "sample";

  /** Deterministic state, fed and given. */
  public static final String BELIEF = "belief";

  /** The action executed before where it is fed, the next one where it is given. */
  public static final String ACTION = Episode.ACTION;

  /** Whether a row starts anew. */
  public static final String RESET = "reset";

  /** The name of the function that trains. */
  public static final String TRAIN = "train";

  /**
   * Everything an agent computes when it is not trained, for any number of rows: policies, and
   * every network by itself. There are no optimizers; the variables are all weights of the agent's
   * checkpoints, those that no function needs included.
   *
   * @param graph that is empty
   * @param horizon H, steps of the functions that imagine ahead, at least 1
   * @throws IllegalArgumentException if the environment does not fit the configuration, the horizon
   *     is not positive, or an observation bears the name of another input
   */
  public static ServedGraph inference(
      Graph graph, DreamerConfig config, EnvironmentSpec spec, int horizon) {
    Ops tf = Ops.create(graph);
    Net net = net(tf, config);
    Networks networks = Networks.create(net, config, spec);
    Noise noise = new Noise(net, config.task().seed());
    List<ServedFunction> functions = new ArrayList<>();
    for (ServedFunction function :
        new InferenceGraph(net, config, spec, networks, noise, horizon).functions()) {
      Set<GraphOperation> own = graph.subgraphTo(Set.copyOf(function.outputs().values()));
      functions.add(function.withNoiseAmong(own));
    }
    return of(tf, net.variables().all(), functions);
  }

  /**
   * One training step of a batch of the configured size: one function named {@link #TRAIN}, whose
   * outputs are figures of the step, taken before the weights change. Slow copies of actor and
   * value, if configured, stay as they are.
   *
   * @param graph that is empty
   * @throws IllegalArgumentException if the environment does not fit the configuration
   */
  public static ServedGraph training(Graph graph, DreamerConfig config, EnvironmentSpec spec) {
    DreamerGraph dreamer = DreamerGraph.build(graph, config, spec, TFloat32.class);
    Ops tf = Ops.create(graph);
    Ops after = tf.withControlDependencies(List.of(dreamer.train().update()));
    Map<String, Operand<?>> figures = new LinkedHashMap<>();
    dreamer.train().metrics().forEach((name, figure) -> figures.put(name, after.identity(figure)));
    ServedFunction train =
        new ServedFunction(
            TRAIN,
            "updates model, actor and value once",
            dreamer.train().inputs().all(),
            Map.of(),
            figures);
    return of(tf, dreamer.variables().all(), List.of(train));
  }

  private static ServedGraph of(
      Ops tf, List<Variable<?>> variables, List<ServedFunction> functions) {
    SaveGraph save = SaveGraph.build(tf, variables, List.of());
    Operand<TString> saved =
        tf.withControlDependencies(List.of(save.save())).identity(save.prefix());
    return new ServedGraph(
        functions, save.prefix(), save.save(), saved, save.restore(), Assignment.shapes(variables));
  }

  private static Net net(Ops tf, DreamerConfig config) {
    Class<TFloat32> type = TFloat32.class;
    return new Net(tf, new Variables(tf, type, config.task().seed()), type);
  }
}
