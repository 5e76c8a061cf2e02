package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.models.dist.OneHot;
import org.dreamer4j.models.dist.TanhNormal;
import org.dreamer4j.models.nn.Adam;
import org.dreamer4j.models.nn.Variable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Replays three recorded updates of google-research/dreamer. */
class TrainingStepGoldenTest {
  private static final Map<String, GoldenRun> RUNS = new HashMap<>();
  private static final String DISCRETE = "discrete";
  private GoldenRun run;
  private boolean isDiscrete;
  private int horizon;
  private int starts;

  @AfterAll
  static void close() {
    RUNS.values().forEach(GoldenRun::close);
    RUNS.clear();
  }

  private void open(String fixture) throws IOException {
    if (!RUNS.containsKey(fixture)) {
      RUNS.put(
          fixture,
          fixture.equals(DISCRETE)
              ? GoldenRun.tf1Discrete()
              : GoldenRun.tf1Debug(Map.of("convs", fixture)));
    }
    run = RUNS.get(fixture);
    isDiscrete = fixture.equals(DISCRETE);
    horizon = isDiscrete ? 4 : 5;
    starts = isDiscrete ? 18 : 21;
    run.restore();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "rewritten", DISCRETE})
  void everyIntermediateValueIsTheReferences(String fixture) throws IOException {
    open(fixture);
    TrainGraph train = run.agent.graph().train();
    ModelLoss model = train.model();
    Map<String, Operand<TFloat32>> same = new LinkedHashMap<>();
    same.put("embed", model.embed());
    state(same, "post_", model.observed().posterior());
    state(same, "prior_", model.observed().prior());
    same.put("feat", model.feature());
    same.put("kl_per_step", model.divergence());
    same.put(
        "head_image_mean",
        run.agent.graph().networks().world().decoder().orElseThrow().decode(model.feature()));
    same.put("head_reward_mean", model.outputs().get("reward"));
    same.put("head_pcont_logits", model.outputs().get("pcont"));
    model.logProbs().forEach((head, logProb) -> same.put("logprob_" + head, logProb));
    same.put("imag_action", train.behavior().imagination().orElseThrow().actions());
    Map<String, Array> expected = run.arrays("expect_step1");
    List<float[]> actual = run.run(1, List.copyOf(same.values()), List.of());
    int i = 0;
    for (String name : same.keySet()) {
      TensorAssert.close(name, expected.get(name).toFloats(), actual.get(i++), 2e-5);
    }
    assertEquals(isDiscrete ? 18 : 19, same.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "rewritten", DISCRETE})
  void imaginationAndReturnsAreTheReferences(String fixture) throws IOException {
    open(fixture);
    TrainGraph train = run.agent.graph().train();
    Behavior behavior = train.behavior();
    Map<String, Operand<TFloat32>> swapped = new LinkedHashMap<>();
    state(swapped, "imag_", train.behavior().imagination().orElseThrow().states());
    swapped.put("lambda_returns", behavior.actor().orElseThrow().target());
    swapped.put("lambda_returns_2", behavior.value().orElseThrow().target());
    swapped.put("discount_weights", behavior.actor().orElseThrow().weight());
    swapped.put("discount_weights_2", behavior.value().orElseThrow().weight());
    swapped.put("ret_reward", behavior.value().orElseThrow().reward());
    swapped.put("ret_value", behavior.value().orElseThrow().predictedValue());
    Map<String, Array> expected = run.arrays("expect_step1");
    List<float[]> actual = run.run(1, List.copyOf(swapped.values()), List.of());
    int i = 0;
    for (String name : swapped.keySet()) {
      float[] reference = expected.get(name).toFloats();
      int steps = expected.get(name).shape()[1];
      float[] kept = java.util.Arrays.copyOf(actual.get(i++), reference.length);
      TensorAssert.close(name, reference, TensorAssert.swap(kept, steps, starts), 2e-5);
    }
    policies(train, expected);
  }

  private void policies(TrainGraph train, Map<String, Array> expected) throws IOException {
    if (isDiscrete) {
      logits(train, expected);
      return;
    }
    List<Operand<TFloat32>> fetches = new ArrayList<>();
    var policies =
        train.behavior().imagination().orElseThrow().policies().stream()
            .map(TanhNormal.class::cast)
            .toList();
    policies.forEach(p -> fetches.add(p.base().mean()));
    policies.forEach(p -> fetches.add(p.base().stddev()));
    List<float[]> actual = run.run(1, fetches, List.of());
    for (int h = 0; h < horizon; h++) {
      TensorAssert.close("mean " + h, row(expected.get("imag_act_loc"), h), actual.get(h), 2e-5);
      TensorAssert.close(
          "stddev " + h, row(expected.get("imag_act_scale"), h), actual.get(horizon + h), 2e-5);
    }
  }

  private void logits(TrainGraph train, Map<String, Array> expected) throws IOException {
    List<Operand<TFloat32>> fetches = new ArrayList<>();
    train.behavior().imagination().orElseThrow().policies().stream()
        .map(OneHot.class::cast)
        .forEach(p -> fetches.add(p.logits()));
    List<float[]> actual = run.run(1, fetches, List.of());
    for (int h = 0; h < horizon; h++) {
      TensorAssert.close(
          "logits " + h, row(expected.get("imag_act_logits"), h), actual.get(h), 2e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "rewritten", DISCRETE})
  void gradientsBeforeAndAfterClippingAreTheReferences(String fixture) throws IOException {
    open(fixture);
    Map<String, Array> expected = run.arrays("grads_step1");
    List<String> names = new ArrayList<>();
    List<Operand<TFloat32>> fetches = new ArrayList<>();
    run.agent
        .graph()
        .train()
        .gradients()
        .forEach(
            (optimizer, gradients) -> {
              for (int i = 0; i < gradients.variables().size(); i++) {
                String variable = gradients.variables().get(i).name().replace('/', '.');
                names.add(optimizer + ".raw." + variable);
                fetches.add(gradients.raw().get(i));
                names.add(optimizer + ".clipped." + variable);
                fetches.add(gradients.clipped().get(i));
              }
            });
    assertEquals(expected.keySet(), java.util.Set.copyOf(names));
    List<float[]> actual = run.run(1, fetches, List.of());
    for (int i = 0; i < names.size(); i++) {
      TensorAssert.closeToLargest(
          names.get(i), expected.get(names.get(i)).toFloats(), actual.get(i), 1e-4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "rewritten", DISCRETE})
  void threeUpdatesGiveTheReferencesLossesNormsAndWeights(String fixture) throws IOException {
    open(fixture);
    Map<String, float[]> before = run.values();
    update(1, 2e-5);
    weightsWithin(run.arrays("weights_after1"), 0.02, 1);
    Map<String, float[]> reference = new LinkedHashMap<>();
    run.arrays("weights_after1").forEach((name, array) -> reference.put(name, array.toFloats()));
    assertEquals(moved(before, reference), moved(before, run.values()), 0.01);
    update(2, 1e-4);
    update(3, 1e-4);
    weightsWithin(run.arrays("weights_after3"), 0.3, 0.99);
    assertEquals(1009, run.agent.globalStep());
  }

  /** Runs an update and compares losses, objectives and norms. */
  private void update(int step, double tolerance) throws IOException {
    TrainGraph train = run.agent.graph().train();
    Map<String, Operand<TFloat32>> scalars = new LinkedHashMap<>();
    scalars.put("losses.model", train.model().loss());
    scalars.put("losses.action", train.behavior().actorLoss().orElseThrow());
    scalars.put("losses.value", train.behavior().valueLoss().orElseThrow());
    train.model().diagnostics().forEach((head, loss) -> scalars.put("losses." + head, loss));
    train.model().terms().forEach((term, mean) -> scalars.put("objectives." + term, mean));
    train.gradients().forEach((name, g) -> scalars.put("grad_norm." + name, g.norm()));
    List<float[]> actual = run.run(step, List.copyOf(scalars.values()), List.of(train.update()));
    JsonNode expected = run.meta.get("steps").get(step - 1);
    int i = 0;
    for (String name : scalars.keySet()) {
      String[] path = name.split("\\.");
      double sign = path[0].equals("objectives") && !path[1].equals("divergence") ? -1 : 1;
      double reference = sign * expected.get(path[0]).get(path[1]).doubleValue();
      double bound = path[0].equals("grad_norm") ? Math.max(tolerance, 1e-4) : tolerance;
      TensorAssert.relative(name + " of step " + step, reference, actual.get(i++)[0], bound);
    }
    assertEquals(isDiscrete ? 3 + 4 + 3 : 5 + 5 + 5, scalars.size());
  }

  /** A share of all elements within a multiple of the learning rate that moved them. */
  private void weightsWithin(Map<String, Array> expected, double rates, double share) {
    Map<String, float[]> actual = run.values();
    run.agent
        .graph()
        .train()
        .gradients()
        .forEach(
            (optimizer, gradients) -> {
              JsonNode settings = run.meta.get("optimizers").get(optimizer);
              double bound = rates * settings.get("lr").doubleValue();
              for (Variable<TFloat32> variable : gradients.variables()) {
                String name = variable.name().replace('/', '.');
                near(name, expected.get(name).toFloats(), actual.get(name), bound, share);
                if (share == 1) {
                  moments("graph." + name + "." + optimizer, expected, actual);
                }
              }
              String power = "graph.optimizer_" + optimizer + ".cond.beta1_power";
              TensorAssert.close(power, expected.get(power).toFloats(), actual.get(power), 1e-6);
            });
  }

  private static void near(
      String name, float[] expected, float[] actual, double bound, double share) {
    int far = 0;
    for (int i = 0; i < expected.length; i++) {
      if (Math.abs(expected[i] - actual[i]) > bound) {
        far++;
      }
    }
    assertTrue(
        far <= (1 - share) * expected.length,
        name + ": " + far + " of " + expected.length + " weights are off by more than " + bound);
  }

  private static void moments(
      String slot, Map<String, Array> expected, Map<String, float[]> actual) {
    for (String name : List.of(slot, slot + "_1")) {
      TensorAssert.closeToLargest(name, expected.get(name).toFloats(), actual.get(name), 2e-4);
    }
  }

  /** The share of trainable weights that differ. */
  private double moved(Map<String, float[]> before, Map<String, float[]> after) {
    int moved = 0;
    int all = 0;
    for (Adam.Gradients gradients : run.agent.graph().train().gradients().values()) {
      for (Variable<TFloat32> variable : gradients.variables()) {
        String name = variable.name().replace('/', '.');
        for (int i = 0; i < before.get(name).length; i++) {
          all++;
          moved += before.get(name)[i] == after.get(name)[i] ? 0 : 1;
        }
      }
    }
    return (double) moved / all;
  }

  private static void state(Map<String, Operand<TFloat32>> into, String prefix, RssmState state) {
    into.put(prefix + "mean", state.mean());
    into.put(prefix + "stddev", state.stddev());
    into.put(prefix + "sample", state.sample());
    into.put(prefix + "belief", state.belief());
  }

  private static float[] row(Array array, int index) {
    float[] all = array.toFloats();
    int size = all.length / array.shape()[0];
    return java.util.Arrays.copyOfRange(all, index * size, (index + 1) * size);
  }
}
