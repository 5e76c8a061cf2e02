package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.models.nn.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Slow copies of actor and value: when they follow, and what they are used for. */
class TargetCopiesTest {
  private static final EnvironmentSpec VECTORS = Tiny.vectors(Spec.Box.of(2, -1, 1));
  private static final String ACTOR = "graph/head_action";
  private static final String VALUE = "graph/head_value";

  @Test
  void copiesAreWholeAtTheStartAndAfterEachPeriod() {
    // Batches of two sequences: updates begin at 0, 2, 4, 6 sequences.
    Map<String, ?> overrides = targets(Map.of("value_target_period", 6, "action_target_period", 4));
    try (DreamerAgent agent = Tiny.agent(VECTORS, overrides)) {
      Map<String, float[]> value = head(agent, VALUE);
      Map<String, float[]> actor = head(agent, ACTOR);
      assertEquals(6 + 8, value.size() + actor.size());
      assertSlow(agent, VALUE, value);
      assertSlow(agent, ACTOR, actor);
      for (int update = 0; update < 5; update++) {
        value = update % 3 == 0 ? head(agent, VALUE) : value;
        actor = update % 2 == 0 ? head(agent, ACTOR) : actor;
        train(agent, update);
        assertSlow(agent, VALUE, value);
        assertSlow(agent, ACTOR, actor);
        assertFalse(same(value, head(agent, VALUE)), "the value does not learn");
        assertFalse(same(actor, head(agent, ACTOR)), "the actor does not learn");
      }
    }
  }

  @Test
  void softCopiesGoPartOfTheWay() {
    Map<String, ?> overrides =
        targets(
            Map.of(
                "value_target_period",
                2,
                "value_target_update",
                0.5,
                "action_target_period",
                4,
                "action_target_update",
                0.25));
    try (DreamerAgent agent = Tiny.agent(VECTORS, overrides)) {
      Map<String, float[]> slowValue = head(agent, VALUE);
      Map<String, float[]> slowActor = head(agent, ACTOR);
      for (int update = 0; update < 4; update++) {
        slowValue = between(slowValue, head(agent, VALUE), 0.5f);
        if (update % 2 == 0) {
          slowActor = between(slowActor, head(agent, ACTOR), 0.25f);
        }
        train(agent, update);
        assertSlow(agent, VALUE, slowValue);
        assertSlow(agent, ACTOR, slowActor);
      }
      assertFalse(same(slowValue, head(agent, VALUE)));
    }
  }

  @Test
  void copiesOfARestoredAgentAreThoseThatWereSaved(@TempDir Path folder) {
    Map<String, ?> overrides = targets(Map.of());
    Path prefix = folder.resolve("model");
    Map<String, float[]> slow;
    try (DreamerAgent agent = Tiny.agent(VECTORS, overrides)) {
      train(agent, 0);
      slow = head(agent, VALUE + "_target");
      assertFalse(same(slow, head(agent, VALUE)));
      agent.save(prefix, new TrainingState(0, 0));
    }
    try (DreamerAgent agent = Tiny.agent(VECTORS, overrides)) {
      agent.restore(prefix);
      assertSlow(agent, VALUE, slow);
      // Training goes on within the period.
      train(agent, 1);
      assertSlow(agent, VALUE, slow);
    }
  }

  @Test
  void valueTargetsAreTheSlowHeads() {
    try (DoubleDreamer dreamer =
        new DoubleDreamer(VECTORS, proprio(Map.of("value_target_head", true)))) {
      Behavior behavior = dreamer.graph.train().behavior();
      Operand<TFloat32> actorLoss = behavior.actorLoss().orElseThrow();
      Operand<TFloat32> target = behavior.value().orElseThrow().target();
      shift(dreamer, VALUE + "_target/");
      List<double[]> before = dreamer.run.run(List.of(actorLoss, target));
      assertArrayEquals(byHand(dreamer, behavior), before.get(1), 1e-12);

      shift(dreamer, VALUE + "_target/");
      List<double[]> slower = dreamer.run.run(List.of(actorLoss, target));
      assertArrayEquals(before.get(0), slower.get(0));
      assertFalse(Arrays.equals(before.get(1), slower.get(1)));

      shift(dreamer, VALUE + "/");
      List<double[]> faster = dreamer.run.run(List.of(actorLoss, target));
      assertFalse(Arrays.equals(slower.get(0), faster.get(0)));
      assertArrayEquals(slower.get(1), faster.get(1));
    }
  }

  /** Three states, of which two are learned from: r + 0.99 v, the last v that of the second. */
  private static double[] byHand(DoubleDreamer dreamer, Behavior behavior) {
    var net = dreamer.run.net();
    RssmState states = behavior.imagination().orElseThrow().states();
    Operand<TFloat32> rows = net.reshape(states.feature(net), -1, 7);
    Networks networks = dreamer.graph.networks();
    List<double[]> predicted =
        dreamer.run.run(
            List.of(
                networks.world().reward().scalar(rows),
                networks.targets().value().orElseThrow().scalar(rows)));
    int n = predicted.get(0).length / DoubleDreamer.HORIZON;
    double[] target = new double[2 * n];
    for (int i = 0; i < n; i++) {
      double last = predicted.get(1)[n + i];
      target[n + i] = predicted.get(0)[n + i] + 0.99 * last;
      target[i] = predicted.get(0)[i] + 0.99 * (0.05 * last + 0.95 * target[n + i]);
    }
    return target;
  }

  @Test
  void aSlowActorImaginesForTheValueAlone() {
    Map<String, ?> overrides =
        proprio(Map.of("action_target_head", true, "value_model_horizon", 4));
    try (DoubleDreamer dreamer = new DoubleDreamer(VECTORS, overrides)) {
      Behavior behavior = dreamer.graph.train().behavior();
      Operand<TFloat32> actor = behavior.actorLoss().orElseThrow();
      Operand<TFloat32> value = behavior.valueLoss().orElseThrow();
      assertEquals(2, behavior.actor().orElseThrow().target().shape().get(0));
      assertEquals(3, behavior.value().orElseThrow().target().shape().get(0));
      double[] before =
          dreamer.run.run(List.of(actor, value)).stream().mapToDouble(x -> x[0]).toArray();

      for (String draw : List.of("value/action", "value/imagined")) {
        feed(dreamer, draw, 0.5);
        assertEquals(before[0], dreamer.run.run(actor)[0]);
        assertTrue(before[1] != dreamer.run.run(value)[0], draw);
        feed(dreamer, draw, 0);
      }
      for (String draw : List.of("action", "imagined")) {
        feed(dreamer, draw, 0.5);
        assertTrue(before[0] != dreamer.run.run(actor)[0], draw);
        assertEquals(before[1], dreamer.run.run(value)[0]);
        feed(dreamer, draw, 0);
      }

      shift(dreamer, ACTOR + "_target/");
      assertEquals(before[0], dreamer.run.run(actor)[0]);
      double slower = dreamer.run.run(value)[0];
      assertTrue(before[1] != slower);
      shift(dreamer, ACTOR + "/");
      assertTrue(before[0] != dreamer.run.run(actor)[0]);
      assertEquals(slower, dreamer.run.run(value)[0]);
    }
  }

  @Test
  void slowCopiesGetNoGradientAndAreNotTrained() {
    Map<String, ?> overrides =
        proprio(Map.of("action_target_head", true, "value_target_head", true));
    try (DoubleDreamer dreamer = new DoubleDreamer(VECTORS, overrides)) {
      Behavior behavior = dreamer.graph.train().behavior();
      assertEquals(
          Set.of("graph/rnn/rssm/transition", VALUE),
          dreamer.reached(behavior.valueLoss().orElseThrow()));
      assertEquals(
          Set.of("graph/rnn/rssm/transition", ACTOR, VALUE, "graph/head_reward"),
          dreamer.reached(behavior.actorLoss().orElseThrow()));
      dreamer
          .graph
          .train()
          .gradients()
          .values()
          .forEach(
              g -> g.variables().forEach(v -> assertFalse(v.name().contains("_target"), v.name())));
    }
  }

  private static void feed(DoubleDreamer dreamer, String draw, double shift) {
    Operand<TFloat32> operand = dreamer.graph.noise().get(draw);
    double[] values = Arrays.stream(dreamer.noise.get(draw)).map(x -> x + shift).toArray();
    dreamer.run.feed(operand, values, operand.shape().asArray());
  }

  /** Moves all weights of a head, for good. */
  private static void shift(DoubleDreamer dreamer, String prefix) {
    List<Variable<TFloat32>> variables = dreamer.graph.variables().trainable(List.of(prefix));
    assertFalse(variables.isEmpty());
    for (Variable<TFloat32> variable : variables) {
      double[] values = dreamer.weights.get(variable.name());
      Arrays.setAll(values, i -> values[i] + 0.1);
      dreamer.set(variable, values);
    }
  }

  private static void train(DreamerAgent agent, int seed) {
    agent.train(Tiny.batch(agent.config(), VECTORS, seed));
  }

  private static void assertSlow(DreamerAgent agent, String head, Map<String, float[]> expected) {
    Map<String, float[]> slow = head(agent, head + "_target");
    assertEquals(expected.keySet(), slow.keySet());
    expected.forEach((name, values) -> assertArrayEquals(values, slow.get(name), 1e-7f, name));
  }

  /** The weights of a head by what follows the head's name. */
  private static Map<String, float[]> head(DreamerAgent agent, String head) {
    Map<String, float[]> out = new TreeMap<>();
    Map<String, float[]> all = DreamerAgentTest.values(agent);
    agent
        .graph()
        .variables()
        .trainable(List.of(head + "/"))
        .forEach(v -> out.put(v.name().substring(head.length()), all.get(v.name())));
    return out;
  }

  private static Map<String, float[]> between(
      Map<String, float[]> from, Map<String, float[]> to, float part) {
    Map<String, float[]> out = new TreeMap<>();
    from.forEach(
        (name, values) -> {
          float[] mixed = values.clone();
          for (int i = 0; i < mixed.length; i++) {
            mixed[i] += part * (to.get(name)[i] - mixed[i]);
          }
          out.put(name, mixed);
        });
    return out;
  }

  private static boolean same(Map<String, float[]> a, Map<String, float[]> b) {
    return a.keySet().stream().allMatch(name -> Arrays.equals(a.get(name), b.get(name)));
  }

  private static Map<String, ?> targets(Map<String, ?> more) {
    Map<String, Object> overrides = new LinkedHashMap<>(proprio(more));
    overrides.put("value_target_head", true);
    overrides.put("action_target_head", true);
    return overrides;
  }

  private static Map<String, ?> proprio(Map<String, ?> more) {
    Map<String, Object> overrides = new LinkedHashMap<>(more);
    overrides.put("encoder", "proprio");
    overrides.put("gradient_heads", List.of("reward"));
    overrides.put("state_diagnostics", false);
    return overrides;
  }
}
