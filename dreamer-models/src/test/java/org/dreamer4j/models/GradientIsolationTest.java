package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dreamer4j.models.nn.Adam;
import org.dreamer4j.models.nn.Variable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/** Every loss changes its own networks and no others. */
class GradientIsolationTest {
  private static DoubleDreamer dreamer;

  @BeforeAll
  static void open() {
    dreamer = new DoubleDreamer(Map.of());
  }

  @AfterAll
  static void close() {
    dreamer.close();
  }

  @Test
  void theActorLossReachesNothingThatMadeTheStarts() {
    assertEquals(
        Set.of(
            "graph/rnn/rssm/transition",
            "graph/head_action",
            "graph/head_reward",
            "graph/head_value"),
        reached(dreamer.graph.train().behavior().actorLoss().orElseThrow()));
  }

  @Test
  void theValueLossReachesNothingThatMadeTheStartsOrTheTargets() {
    assertEquals(
        Set.of("graph/rnn/rssm/transition", "graph/head_action", "graph/head_value"),
        reached(dreamer.graph.train().behavior().valueLoss().orElseThrow()));
  }

  @Test
  void theModelLossReachesTheModelAlone() {
    assertEquals(
        Set.of(
            "graph/encoder",
            "graph/rnn/rssm/transition",
            "graph/rnn/rssm/posterior",
            "graph/head_image",
            "graph/head_reward"),
        reached(dreamer.graph.train().model().loss()));
  }

  @Test
  void aDiagnosticLossReachesItsHeadAlone() {
    dreamer
        .graph
        .train()
        .model()
        .diagnostics()
        .forEach((head, loss) -> assertEquals(Set.of("graph/head_" + head), reached(loss)));
  }

  @Test
  void noVariableChangesBeforeAllGradientsAreTaken() {
    Set<Operation> gradients = new HashSet<>();
    dreamer
        .graph
        .train()
        .gradients()
        .values()
        .forEach(g -> g.clipped().forEach(part -> gradients.add(part.op())));
    assertEquals(dreamer.trainable().size(), gradients.size());
    int updates = 0;
    for (var it = dreamer.run.graph().operations(); it.hasNext(); ) {
      GraphOperation operation = it.next();
      if (operation.type().equals("ResourceApplyAdam")) {
        assertTrue(operation.controlInputs().containsAll(gradients), operation.name());
        updates++;
      }
    }
    assertEquals(gradients.size(), updates);
  }

  @Test
  void startsGetNoGradient() {
    RssmState starts = dreamer.graph.train().model().observed().posterior();
    Behavior behavior = dreamer.graph.train().behavior();
    for (Operand<TFloat32> loss :
        List.of(behavior.actorLoss().orElseThrow(), behavior.valueLoss().orElseThrow())) {
      Output<?>[] found =
          dreamer
              .run
              .graph()
              .addGradients(
                  loss.asOutput(),
                  new Output<?>[] {starts.sample().asOutput(), starts.belief().asOutput()});
      for (Output<?> gradient : found) {
        assertNull(((GraphOperation) gradient.op()).getUnsafeNativeHandle());
      }
    }
  }

  @Test
  void optimizersShareTheVariablesOutAmongThem() {
    Map<String, Set<String>> modules = new TreeMap<>();
    List<String> names = new ArrayList<>();
    dreamer
        .graph
        .train()
        .gradients()
        .forEach(
            (optimizer, gradients) -> {
              modules.put(optimizer, DoubleDreamer.modules(gradients.variables()));
              gradients.variables().forEach(v -> names.add(v.name()));
            });
    assertEquals(
        Map.of(
            "model",
                Set.of(
                    "graph/encoder",
                    "graph/rnn/rssm/transition",
                    "graph/rnn/rssm/posterior",
                    "graph/head_image",
                    "graph/head_reward"),
            "action", Set.of("graph/head_action"),
            "value", Set.of("graph/head_value"),
            "pcont", Set.of("graph/head_pcont"),
            "position", Set.of("graph/head_position")),
        modules);
    Set<String> all = new TreeSet<>();
    dreamer.trainable().forEach(v -> all.add(v.name()));
    assertEquals(names.size(), new HashSet<>(names).size(), "a variable of two optimizers");
    assertEquals(all, new TreeSet<>(names));
  }

  @Test
  void actorAndValueUpdatesLeaveTheModelAlone() throws IOException {
    try (GoldenRun run = GoldenRun.tf1Debug(Map.of("model_lr", 1e-300))) {
      Map<String, float[]> before = run.values();
      run.run(1, List.of(), List.of(run.agent.graph().train().update()));
      Map<String, float[]> after = run.values();

      int kept = 0;
      int moved = 0;
      for (Variable<TFloat32> variable : run.agent.graph().variables().trainable(List.of(""))) {
        String name = variable.name().replace('/', '.');
        if (name.matches("graph\\.(encoder|rnn|head_image|head_reward)\\..*")) {
          assertArrayEquals(before.get(name), after.get(name), name);
          kept++;
        } else {
          assertFalse(Arrays.equals(before.get(name), after.get(name)), name + " did not move");
          moved++;
        }
      }
      assertEquals(8 + 18 + 10 + 6, kept);
      assertEquals(12 + 8 + 6 + 6, moved);
    }
  }

  @Test
  void theActorsGradientFlowsThroughTheDynamicsOnly() {
    List<Operand<TFloat32>> gradient = dreamer.graph.train().gradients().get("action").raw();
    for (double[] part : dreamer.run.run(gradient)) {
      assertTrue(Arrays.stream(part).anyMatch(x -> x != 0));
    }

    String name = "graph/rnn/rssm/transition/dense/kernel";
    Variable<TFloat32> kernel = variable(name);
    int actions = 2 * dreamer.config.model().modelSize();
    double[] blind = dreamer.weights.get(name).clone();
    Arrays.fill(blind, blind.length - actions, blind.length, 0);
    dreamer.set(kernel, blind);
    try {
      for (double[] part : dreamer.run.run(gradient)) {
        assertTrue(Arrays.stream(part).allMatch(x -> x == 0));
      }
    } finally {
      dreamer.set(kernel, dreamer.weights.get(name));
    }
  }

  @Test
  void diagnosticHeadsDoNotChangeTheModelsGradient() {
    for (String head : List.of("pcont", "position")) {
      assertEquals(0, modelGradientChange(dreamer, head), head);
    }
  }

  @Test
  void headsAmongTheGradientHeadsDo() {
    Map<String, ?> overrides = Map.of("gradient_heads", List.of("image", "reward", "pcont"));
    try (DoubleDreamer other = new DoubleDreamer(overrides)) {
      assertTrue(modelGradientChange(other, "pcont") > 1e-3);
      assertEquals(0, modelGradientChange(other, "position"));
      assertEquals(Set.of("model", "action", "value", "position"), optimizers(other));
    }
    assertTrue(modelGradientChange(dreamer, "reward") > 1e-3);
  }

  /** By how much other weights in a head change the gradient of encoder and RSSM at most. */
  private static double modelGradientChange(DoubleDreamer of, String head) {
    Adam.Gradients all = of.graph.train().gradients().get("model");
    List<Operand<TFloat32>> gradient = new ArrayList<>();
    for (int i = 0; i < all.variables().size(); i++) {
      if (!all.variables().get(i).name().startsWith("graph/head_")) {
        gradient.add(all.raw().get(i));
      }
    }
    assertEquals(8 + 18, gradient.size());
    List<double[]> before = of.run.run(gradient);
    List<Variable<TFloat32>> weights =
        of.graph.variables().trainable(List.of("graph/head_" + head + "/"));
    for (Variable<TFloat32> weight : weights) {
      double[] values = of.weights.get(weight.name());
      of.set(weight, Arrays.stream(values).map(x -> 2 * x + 0.5).toArray());
    }
    List<double[]> after = of.run.run(gradient);
    weights.forEach(weight -> of.set(weight, of.weights.get(weight.name())));
    double change = 0;
    for (int i = 0; i < before.size(); i++) {
      for (int k = 0; k < before.get(i).length; k++) {
        change = Math.max(change, Math.abs(before.get(i)[k] - after.get(i)[k]));
      }
    }
    return change;
  }

  private static Set<String> optimizers(DoubleDreamer of) {
    return of.graph.train().gradients().keySet();
  }

  private static Set<String> reached(Operand<TFloat32> loss) {
    return dreamer.reached(loss);
  }

  private static Variable<TFloat32> variable(String name) {
    return dreamer.trainable().stream()
        .filter(v -> v.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
