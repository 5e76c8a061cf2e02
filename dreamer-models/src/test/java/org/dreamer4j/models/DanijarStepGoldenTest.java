package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dreamer4j.core.Array;
import org.dreamer4j.models.dist.Bernoulli;
import org.dreamer4j.models.nn.Adam;
import org.dreamer4j.models.nn.Net;
import org.dreamer4j.models.nn.Variable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Replays three recorded updates of danijar/dreamer, plain and with pcont and one-hot actions. */
class DanijarStepGoldenTest {
  private static final String PLAIN = "plain";
  private static final String ONE_HOT = "one-hot";
  private GoldenRun run;

  private void open(String fixture) throws IOException {
    run = fixture.equals(PLAIN) ? GoldenRun.tf2Small() : GoldenRun.tf2OneHot();
    run.restore();
  }

  @AfterEach
  void close() {
    run.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {PLAIN, ONE_HOT})
  void everyValueIsTheReferences(String fixture) throws IOException {
    open(fixture);
    TrainGraph train = run.agent.graph().train();
    ModelLoss model = train.model();
    Imagination imagination = train.behavior().imagination().orElseThrow();
    Returns returns = train.behavior().actor().orElseThrow();
    Net net =
        new Net(
            Ops.create(run.agent.session().graph()), run.agent.graph().variables(), TFloat32.class);
    Map<String, Operand<TFloat32>> same = new LinkedHashMap<>();
    same.put("embed", model.embed());
    state(same, "post_", model.observed().posterior());
    state(same, "prior_", model.observed().prior());
    state(same, "imag_", imagination.states());
    same.put("feat", model.feature());
    same.put("kl_per_step", model.divergence());
    same.put(
        "image_mean",
        run.agent.graph().networks().world().decoder().orElseThrow().decode(model.feature()));
    same.put("reward_mean", model.outputs().get("reward"));
    same.put("imag_feat", imagination.states().feature(net));
    same.put("imag_action", imagination.actions());
    same.put("imag_reward_mean", returns.reward());
    same.put("imag_value_mean", returns.predictedValue());
    same.put("ret_value", returns.value());
    same.put("lambda_returns", returns.target());
    same.put("discount_weights", returns.weight());
    if (fixture.equals(ONE_HOT)) {
      same.put("pcont_logits", model.outputs().get("pcont"));
      same.put("pcont_prob", new Bernoulli(model.outputs().get("pcont")).mean(net));
    }
    Map<String, Array> expected = run.arrays("expect_step1");
    List<float[]> actual = run.run(1, List.copyOf(same.values()), List.of());
    int i = 0;
    for (String name : same.keySet()) {
      TensorAssert.close(name, expected.get(name).toFloats(), actual.get(i++), 2e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {PLAIN, ONE_HOT})
  void gradientsBeforeAndAfterClippingAreTheReferences(String fixture) throws IOException {
    open(fixture);
    Map<String, Array> expected = run.arrays("grads_step1");
    Set<String> seen = new HashSet<>();
    for (Adam.Gradients gradients : run.agent.graph().train().gradients().values()) {
      List<Operand<TFloat32>> fetches = new ArrayList<>(gradients.raw());
      fetches.addAll(gradients.clipped());
      List<float[]> actual = run.run(1, fetches, List.of());
      for (int i = 0; i < actual.size(); i++) {
        int count = gradients.variables().size();
        String kind = i < count ? "raw." : "clipped.";
        String name = kind + Tf2Names.of(gradients.variables().get(i % count).name());
        TensorAssert.closeToLargest(name, expected.get(name).toFloats(), actual.get(i), 1e-4);
        seen.add(name);
      }
    }
    assertEquals(expected.keySet(), seen);
  }

  @ParameterizedTest
  @ValueSource(strings = {PLAIN, ONE_HOT})
  void threeUpdatesGiveTheReferencesLossesNormsAndWeights(String fixture) throws IOException {
    open(fixture);
    Map<String, float[]> before = Tf2Names.rename(run.agent, run.values());
    update(1, 2e-5);
    weights(before);
    slots();
    update(2, 1e-4);
    update(3, 1e-4);
  }

  private void update(int step, double tolerance) throws IOException {
    TrainGraph train = run.agent.graph().train();
    JsonNode expected = run.meta.get("steps").get(step - 1);
    Map<String, Operand<TFloat32>> scalars = new LinkedHashMap<>();
    scalars.put("model_loss", train.model().loss());
    scalars.put("actor_loss", train.behavior().actorLoss().orElseThrow());
    scalars.put("value_loss", train.behavior().valueLoss().orElseThrow());
    scalars.put("div", train.model().terms().get("divergence"));
    scalars.put("like_image", train.model().terms().get("image"));
    scalars.put("like_reward", train.model().terms().get("reward"));
    scalars.put("model_norm", train.gradients().get("model").norm());
    scalars.put("actor_norm", train.gradients().get("action").norm());
    scalars.put("value_norm", train.gradients().get("value").norm());
    List<float[]> actual = run.run(step, List.copyOf(scalars.values()), List.of(train.update()));
    int i = 0;
    for (String name : scalars.keySet()) {
      double sign = name.startsWith("like_") ? -1 : 1;
      double bound = name.endsWith("_norm") ? 1e-4 : tolerance;
      TensorAssert.relative(
          name + " of step " + step,
          sign * expected.get(name).doubleValue(),
          actual.get(i++)[0],
          bound);
    }
  }

  /** With so small an epsilon only weights with a clear gradient move by a clear amount. */
  private void weights(Map<String, float[]> before) throws IOException {
    Map<String, float[]> actual = Tf2Names.rename(run.agent, run.values());
    Map<String, Array> expected = run.arrays("weights_after1");
    Map<String, Array> gradients = run.arrays("grads_step1");
    int clear = 0;
    for (Map.Entry<String, float[]> entry : actual.entrySet()) {
      String name = entry.getKey();
      double rate = name.startsWith("actor.") || name.startsWith("value.") ? 8e-5 : 6e-4;
      float[] gradient = gradients.get("clipped." + name).toFloats();
      double largest = 0;
      for (float g : gradient) {
        largest = Math.max(largest, Math.abs(g));
      }
      float[] reference = expected.get(name).toFloats();
      for (int i = 0; i < gradient.length; i++) {
        boolean isClear = Math.abs(gradient[i]) >= 1e-3 * largest && gradient[i] != 0;
        clear += isClear ? 1 : 0;
        double moved = gradient[i] == 0 ? entry.getValue()[i] - before.get(name)[i] : 0;
        double error = Math.abs(entry.getValue()[i] - reference[i]);
        assertEquals(0, moved, name + " without gradient");
        assertTrue(error <= (isClear ? 0.02 : 2) * rate, name + "[" + i + "] is off by " + error);
      }
    }
    assertTrue(clear > 10_000, "only " + clear + " weights with a clear gradient");
  }

  private void slots() throws IOException {
    Map<String, float[]> values = run.values();
    Map<String, Array> expected = run.arrays("adam_after1");
    run.agent
        .graph()
        .train()
        .gradients()
        .forEach(
            (optimizer, gradients) -> {
              for (Variable<TFloat32> variable : gradients.variables()) {
                String slot = "graph." + variable.name().replace('/', '.') + "." + optimizer;
                String name = Tf2Names.of(variable.name());
                TensorAssert.closeToLargest(
                    slot, expected.get("m." + name).toFloats(), values.get(slot), 2e-4);
                TensorAssert.closeToLargest(
                    slot, expected.get("v." + name).toFloats(), values.get(slot + "_1"), 2e-4);
              }
            });
  }

  private static void state(Map<String, Operand<TFloat32>> into, String prefix, RssmState state) {
    into.put(prefix + "mean", state.mean());
    into.put(prefix + "std", state.stddev());
    into.put(prefix + "stoch", state.sample());
    into.put(prefix + "deter", state.belief());
  }
}
