package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Spec;
import org.dreamer4j.models.dist.Normal;
import org.dreamer4j.models.dist.NormalPolicy;
import org.dreamer4j.models.dist.OneHot;
import org.dreamer4j.models.nn.Adam;
import org.dreamer4j.models.nn.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** What the options make of the actor's and the value's losses. */
class BehaviorTest {
  private static final EnvironmentSpec VECTORS = Tiny.vectors(Spec.Box.of(2, -1, 1));
  private static final int ROWS = DoubleDreamer.SIZE * DoubleDreamer.LENGTH;
  private static final int FEATURE = 7;

  @Test
  void thePresetActorIsThePresetDreamerWithoutValueHead() {
    try (DoubleDreamer preset = open(Map.of("defaults", List.of("actor")));
        DoubleDreamer key = open(Map.of("defaults", List.of("dreamer"), "value_head", "False"))) {
      assertEquals(operations(key), operations(preset));
      assertEquals(names(key), names(preset));
      assertFalse(names(preset).toString().contains("head_value"));
      List<double[]> expected = key.run.run(losses(key));
      List<double[]> actual = preset.run.run(losses(preset));
      assertEquals(2 + 1, actual.size());
      for (int i = 0; i < expected.size(); i++) {
        assertArrayEquals(expected.get(i), actual.get(i));
      }
    }
  }

  private static List<String> operations(DoubleDreamer dreamer) {
    List<String> out = new ArrayList<>();
    for (var it = dreamer.run.graph().operations(); it.hasNext(); ) {
      GraphOperation operation = it.next();
      out.add(operation.type() + " " + operation.name() + " " + operation.numOutputs());
    }
    return out;
  }

  private static List<String> names(DoubleDreamer dreamer) {
    return dreamer.graph.variables().all().stream().map(Variable::name).toList();
  }

  private static List<Operand<TFloat32>> losses(DoubleDreamer dreamer) {
    List<Operand<TFloat32>> out = new ArrayList<>();
    out.add(dreamer.graph.train().model().loss());
    out.add(dreamer.graph.train().behavior().actorLoss().orElseThrow());
    out.addAll(dreamer.graph.train().model().diagnostics().values());
    return out;
  }

  @Test
  void cloningRaisesTheLikelihoodOfReplayedActions() {
    Map<String, ?> overrides =
        Map.of("action_source", "dataset", "action_head_dist", "normal", "action_loss_scale", 2);
    try (DoubleDreamer dreamer = open(overrides)) {
      Behavior behavior = dreamer.graph.train().behavior();
      Normal policy = ((NormalPolicy) policyAtPosteriors(dreamer)).base();
      List<double[]> actor = dreamer.run.run(List.of(policy.mean(), policy.stddev()));
      double[] action = dreamer.vectors.get(Episode.ACTION);
      double sum = 0;
      for (int i = 0; i < action.length; i++) {
        double z = (action[i] - actor.get(0)[i]) / actor.get(1)[i];
        sum += -0.5 * z * z - Math.log(actor.get(1)[i]) - 0.5 * Math.log(2 * Math.PI);
      }
      Operand<TFloat32> loss = behavior.actorLoss().orElseThrow();
      assertEquals(-2 * sum / ROWS, dreamer.run.run(loss)[0], 1e-12);
      assertEquals(Set.of("graph/head_action"), dreamer.reached(loss));
      assertTrue(behavior.actor().isEmpty());
      // The value goes on to learn from imagination.
      assertEquals(2 * ROWS, dreamer.run.run(behavior.value().orElseThrow().target()).length);
    }
  }

  @Test
  void cloningOneHotActionsIsACrossEntropy() {
    Map<String, ?> overrides =
        Map.of(
            "defaults",
            List.of("actor", "discrete"),
            "imagination_horizon",
            0,
            "action_source",
            "dataset");
    try (DoubleDreamer dreamer = open(Tiny.vectors(new Spec.Discrete(3)), overrides)) {
      double[] logits = dreamer.run.run(((OneHot) policyAtPosteriors(dreamer)).logits());
      double sum = 0;
      for (int row = 0; row < ROWS; row++) {
        // The replayed choices are all the first.
        double mass = Arrays.stream(logits, 3 * row, 3 * row + 3).map(Math::exp).sum();
        sum += logits[3 * row] - Math.log(mass);
      }
      Behavior behavior = dreamer.graph.train().behavior();
      Operand<TFloat32> loss = behavior.actorLoss().orElseThrow();
      assertEquals(-sum / ROWS, dreamer.run.run(loss)[0], 1e-12);
      assertTrue(behavior.imagination().isEmpty());
    }
  }

  /** The actor's distribution at the posteriors of a batch. */
  private static Object policyAtPosteriors(DoubleDreamer dreamer) {
    Operand<TFloat32> feature = dreamer.graph.train().model().feature();
    return dreamer.graph.networks().actor().orElseThrow().distribution(feature);
  }

  @Test
  void withoutCommonTrajectoriesActorAndValueImagineByThemselves() {
    Map<String, ?> overrides =
        Map.of(
            "imagination_horizon", 0,
            "imagination_skip_last", 1,
            "action_model_horizon", 3,
            "value_model_horizon", 4);
    try (DoubleDreamer dreamer = open(overrides)) {
      Behavior behavior = dreamer.graph.train().behavior();
      Operand<TFloat32> actor = behavior.actorLoss().orElseThrow();
      Operand<TFloat32> value = behavior.valueLoss().orElseThrow();
      // From all posteriors, whatever the common trajectories would skip.
      assertArrayEquals(
          new long[] {2, ROWS}, behavior.actor().orElseThrow().target().shape().asArray());
      assertArrayEquals(
          new long[] {3, ROWS}, behavior.value().orElseThrow().target().shape().asArray());
      assertEquals(
          Set.of("actor/action", "actor/imagined", "value/action", "value/imagined"),
          Set.copyOf(dreamer.noise.keySet().stream().filter(name -> name.contains("/")).toList()));
      assertEquals(Set.of("graph/rnn/rssm/transition", "graph/head_value"), dreamer.reached(value));
      assertMovesOnly(dreamer, "actor/action", actor, value);
      assertMovesOnly(dreamer, "actor/imagined", actor, value);
      assertMovesOnly(dreamer, "value/action", value, actor);
      assertMovesOnly(dreamer, "value/imagined", value, actor);
    }
  }

  private static void assertMovesOnly(
      DoubleDreamer dreamer, String noise, Operand<TFloat32> moved, Operand<TFloat32> kept) {
    List<double[]> before = dreamer.run.run(List.of(moved, kept));
    Operand<TFloat32> draw = dreamer.graph.noise().get(noise);
    double[] other = Arrays.stream(dreamer.noise.get(noise)).map(x -> x + 0.5).toArray();
    dreamer.run.feed(draw, other, draw.shape().asArray());
    List<double[]> after = dreamer.run.run(List.of(moved, kept));
    dreamer.run.feed(draw, dreamer.noise.get(noise), draw.shape().asArray());
    assertFalse(Arrays.equals(before.get(0), after.get(0)), noise);
    assertArrayEquals(before.get(1), after.get(1), noise);
  }

  /** With a fixed deviation of 0.3 an action's entropy is log(0.3) + log(2 pi e) / 2. */
  @ParameterizedTest
  @CsvSource({"2, 2", "-2, -0.125"})
  void theActorsEntropyCountsAsRewardScaledByItsActions(double dims, double factor) {
    Map<String, Object> overrides = new LinkedHashMap<>();
    overrides.put("action_head_dist", "normal");
    overrides.put("action_head_std", 0.3);
    overrides.put("action_beta", 0.5);
    overrides.put("action_beta_dims_value", dims);
    double entropy = 2 * (Math.log(0.3) + 0.5 * Math.log(2 * Math.PI * Math.E));
    try (DoubleDreamer dreamer = open(overrides)) {
      double[] predicted = dreamer.run.run(predictedReward(dreamer));
      Behavior behavior = dreamer.graph.train().behavior();
      double[] actor = dreamer.run.run(behavior.actor().orElseThrow().reward());
      double[] value = dreamer.run.run(behavior.value().orElseThrow().reward());
      double[] expected = Arrays.stream(predicted).map(r -> r + factor * entropy).toArray();
      assertArrayEquals(expected, actor, 1e-12);
      assertArrayEquals(predicted, value, 1e-12);
    }
  }

  @Test
  void theStatesEntropyCountsAsRewardForTheValueTooIfAskedTo() {
    Map<String, ?> overrides =
        Map.of(
            "state_beta",
            0.1,
            "action_beta",
            0.5,
            "value_maxent",
            true,
            "action_head_dist",
            "normal",
            "action_head_std",
            0.3);
    double entropy = 2 * (Math.log(0.3) + 0.5 * Math.log(2 * Math.PI * Math.E));
    try (DoubleDreamer dreamer = open(overrides)) {
      Behavior behavior = dreamer.graph.train().behavior();
      double[] stddev = dreamer.run.run(behavior.imagination().orElseThrow().states().stddev());
      double[] expected = dreamer.run.run(predictedReward(dreamer));
      for (int i = 0; i < expected.length; i++) {
        expected[i] += 0.5 * entropy;
        for (int s = 3 * i; s < 3 * i + 3; s++) {
          expected[i] += 0.1 * 0.5 * Math.log(2 * Math.PI * Math.E * stddev[s] * stddev[s]);
        }
      }
      for (Returns returns : List.of(behavior.actor().get(), behavior.value().get())) {
        assertArrayEquals(expected, dreamer.run.run(returns.reward()), 1e-12);
      }
    }
  }

  private static Operand<TFloat32> predictedReward(DoubleDreamer dreamer) {
    var net = dreamer.run.net();
    RssmState states = dreamer.graph.train().behavior().imagination().orElseThrow().states();
    Operand<TFloat32> rows = net.reshape(states.feature(net), -1, FEATURE);
    return dreamer.graph.networks().world().reward().scalar(rows);
  }

  @Test
  void whatTheActorSeesGivesAGradientIfAskedTo() {
    // With the usual wide actions the way through what the actor sees hardly counts.
    Map<String, ?> narrow = Map.of("action_head_init_std", 0.3);
    Map<String, ?> both = Map.of("action_head_init_std", 0.3, "stop_grad_pre_action", false);
    try (DoubleDreamer stopped = open(narrow);
        DoubleDreamer seeing = open(both)) {
      Operand<TFloat32> loss = seeing.graph.train().behavior().actorLoss().orElseThrow();
      assertEquals(
          stopped.run.run(stopped.graph.train().behavior().actorLoss().orElseThrow())[0],
          seeing.run.run(loss)[0]);
      List<double[]> less = gradients(stopped);
      List<double[]> more = gradients(seeing);
      assertFalse(Arrays.equals(less.get(0), more.get(0)));

      // Only with it the gradient is that of the loss as a function of the actor's weights.
      double slope = seeing.differenceAlong(loss, variables(seeing), more);
      assertEquals(DoubleDreamer.norm(more), slope, 1e-6 * DoubleDreamer.norm(more));
      assertTrue(DoubleDreamer.norm(minus(more, less)) > 1e-3 * slope);
    }
  }

  private static List<double[]> minus(List<double[]> a, List<double[]> b) {
    List<double[]> out = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      double[] difference = a.get(i).clone();
      for (int k = 0; k < difference.length; k++) {
        difference[k] -= b.get(i)[k];
      }
      out.add(difference);
    }
    return out;
  }

  private static List<double[]> gradients(DoubleDreamer dreamer) {
    return dreamer.run.run(dreamer.graph.train().gradients().get("action").raw());
  }

  private static List<Variable<TFloat32>> variables(DoubleDreamer dreamer) {
    Adam.Gradients gradients = dreamer.graph.train().gradients().get("action");
    return gradients.variables();
  }

  private static DoubleDreamer open(Map<String, ?> more) {
    return open(VECTORS, more);
  }

  private static DoubleDreamer open(EnvironmentSpec spec, Map<String, ?> more) {
    Map<String, Object> overrides = new LinkedHashMap<>();
    overrides.put("encoder", "proprio");
    overrides.put("gradient_heads", List.of("reward"));
    overrides.put("state_diagnostics", false);
    overrides.putAll(more);
    return new DoubleDreamer(spec, overrides);
  }
}
