package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

class DreamerAgentTest {
  private static DreamerAgent agent;

  @BeforeAll
  static void open() {
    agent = Tiny.agent(Map.of());
  }

  @AfterAll
  static void close() {
    agent.close();
  }

  @Test
  void aBatchOfAnotherSizeIsRefused() {
    refused("batch: expected [2, 4], got [3, 4]", new Batch(3, 4, Tiny.spec()));
    refused("batch: expected [2, 4], got [2, 5]", new Batch(2, 5, Tiny.spec()));
  }

  @Test
  void aBatchOfOtherImagesIsRefused() {
    for (int side : new int[] {32, 65}) {
      Map<String, Spec> observation = new LinkedHashMap<>(Tiny.spec().observation());
      observation.put(Observation.IMAGE, new Spec.Image(side, side, 3));
      refused(
          "image of the batch: expected 98304 bytes, got " + 2 * 4 * 3 * side * side,
          new Batch(2, 4, Tiny.spec().withObservation(observation)));
    }
  }

  @Test
  void aBatchOfOtherActionsIsRefused() {
    for (int size : new int[] {1, 3}) {
      EnvironmentSpec other = Tiny.spec().withAction(Spec.Box.of(size, -1, 1));
      refused("'action' of the batch: expected 16 floats, got " + 8 * size, new Batch(2, 4, other));
    }
  }

  @Test
  void aBatchThatLacksSomethingIsRefused() {
    Spec position = Tiny.spec().observation().get("position");
    refused(
        "the batch has no image",
        new Batch(2, 4, Tiny.spec().withObservation(Map.of("position", position))));
    refused(
        "no 'position' in the batch, only [action, reward, pcont, return, reward_mask]",
        new Batch(2, 4, Tiny.spec().withObservation(Map.of("image", Spec.Image.RGB64))));
  }

  private static void refused(String message, Batch batch) {
    long before = agent.globalStep();
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> agent.train(batch));
    assertEquals(message, e.getMessage());
    assertEquals(before, agent.globalStep());
  }

  @Test
  void anEnvironmentNeedsAnImageOf64By64() {
    Spec position = Tiny.spec().observation().get("position");
    for (Map<String, Spec> observation :
        List.of(
            Map.of("position", position),
            Map.<String, Spec>of("image", new Spec.Image(32, 32, 3)),
            Map.of("image", position))) {
      EnvironmentSpec spec = Tiny.spec().withObservation(observation);
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> DreamerAgent.create(Tiny.config(Map.of()), spec).close());
      assertTrue(
          e.getMessage().startsWith("encoder conv and fusion need a 64 x 64 'image'"),
          e.getMessage());
      assertFalse(e.getMessage().contains("\n"));
    }
  }

  @Test
  void aClosedAgentSaysSo(@TempDir Path folder) {
    DreamerAgent closed = Tiny.agent(Map.of());
    Batch batch = Tiny.batch(closed.config(), 1);
    Policy<AgentState> policy = closed.policy(Planner.POLICY_SAMPLE, () -> 0);
    closed.close();
    closed.close();
    List<Executable> uses =
        List.of(
            () -> closed.train(batch),
            closed::globalStep,
            closed::updates,
            closed::testPolicy,
            closed::trainPolicy,
            () -> closed.save(folder.resolve("a"), new TrainingState(0, 0)),
            () -> closed.restore(folder.resolve("a")),
            () -> closed.restoreState(folder.resolve("a")),
            () -> policy.act(policy.initialState(), Tiny.observation(1)));
    for (Executable use : uses) {
      IllegalStateException e = assertThrows(IllegalStateException.class, use);
      assertEquals("the agent is closed", e.getMessage());
    }
  }

  @Test
  void theLossFallsOnOneBatch() {
    try (DreamerAgent learner = Tiny.agent(Map.of("model_lr", 0.01))) {
      Batch batch = Tiny.batch(learner.config(), 1);
      Arrays.fill(batch.image(), (byte) 200);
      double constant = 0.5 * Math.log(2 * Math.PI) * (64 * 64 * 3 + 1);
      double first = learner.train(batch).get("model_loss") - constant;
      double last = 0;
      for (int i = 1; i < 30; i++) {
        last = learner.train(batch).get("model_loss") - constant;
      }
      assertTrue(first > 100 && last < 0.5 * first, first + " became " + last);
    }
  }

  @Test
  void theSeedDecidesEveryFigure() {
    Map<String, Double> first = figures(3);
    assertTrue(first.values().stream().allMatch(Double::isFinite), first.toString());
    assertEquals(first, figures(3));
    Map<String, Double> other = figures(4);
    for (String name : List.of("model_loss", "kl", "actor_loss", "value_loss", "action_abs")) {
      assertNotEquals(first.get(name), other.get(name), name);
    }
  }

  private static Map<String, Double> figures(int seed) {
    try (DreamerAgent learner = Tiny.agent(Map.of("seed", seed))) {
      Map<String, Double> figures = Map.of();
      for (int i = 0; i < 3; i++) {
        figures = learner.train(Tiny.batch(learner.config(), i));
      }
      return figures;
    }
  }

  @Test
  void theGlobalStepCountsSequences() {
    long before = agent.globalStep();
    for (int i = 1; i <= 3; i++) {
      agent.train(Tiny.batch(agent.config(), i));
      assertEquals(before + 2L * i, agent.globalStep());
      assertEquals(before / 2 + i, agent.updates());
    }
  }

  @Test
  void aRestoredAgentIsTheSavedOneAndGoesOnAsIt(@TempDir Path folder) {
    try (DreamerAgent saved = Tiny.agent(Map.of());
        DreamerAgent restored = Tiny.agent(Map.of("seed", 4))) {
      Batch batch = Tiny.batch(saved.config(), 1);
      saved.train(batch);
      saved.train(batch);
      assertFalse(same(values(saved), values(restored)));

      saved.save(folder.resolve("model"), new TrainingState(7, 9));
      restored.restore(folder.resolve("model"));

      assertEquals(new TrainingState(7, 9), restored.restoreState(folder.resolve("model")));
      assertEquals(4, restored.globalStep());
      assertTrue(same(values(saved), values(restored)));
      assertTrue(
          values(restored).keySet().stream().anyMatch(n -> n.endsWith("/dense/kernel/model_1")));
      assertArrayEquals(update(saved, batch), update(restored, batch));
      assertTrue(same(values(saved), values(restored)));
    }
  }

  /** One update with fixed noise; the losses. */
  private static float[] update(DreamerAgent learner, Batch batch) {
    Random random = new Random(8);
    Session.Runner runner = learner.session().runner();
    learner.feed().into(runner, batch);
    List<Tensor> fed = new ArrayList<>();
    for (String name : List.of("image", "prior", "posterior", "action", "imagined")) {
      Operand<TFloat32> draw = learner.graph().noise().get(name);
      float[] noise = new float[Math.toIntExact(draw.shape().size())];
      for (int i = 0; i < noise.length; i++) {
        noise[i] = name.equals("image") ? random.nextFloat() / 256 : (float) random.nextGaussian();
      }
      TFloat32 tensor = Tensors.floats(noise, draw.shape().asArray());
      fed.add(tensor);
      runner.feed(draw, tensor);
    }
    TrainGraph train = learner.graph().train();
    try (Result result =
        runner
            .addTarget(train.update())
            .fetch(train.model().loss())
            .fetch(train.behavior().actorLoss().orElseThrow())
            .fetch(train.behavior().valueLoss().orElseThrow())
            .run()) {
      float[] losses = new float[3];
      for (int i = 0; i < losses.length; i++) {
        losses[i] = ((TFloat32) result.get(i)).getFloat();
      }
      return losses;
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  /** Every variable, the optimizers' included. */
  static Map<String, float[]> values(DreamerAgent of) {
    Session.Runner runner = of.session().runner();
    of.graph().variables().all().forEach(v -> runner.fetch(v.value()));
    Map<String, float[]> out = new LinkedHashMap<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < of.graph().variables().all().size(); i++) {
        Tensor tensor = result.get(i);
        out.put(
            of.graph().variables().all().get(i).name(),
            tensor instanceof TInt64 counter
                ? new float[] {counter.getLong()}
                : Tensors.toFloats(tensor));
      }
    }
    return out;
  }

  private static boolean same(Map<String, float[]> a, Map<String, float[]> b) {
    return a.keySet().equals(b.keySet())
        && a.keySet().stream().allMatch(name -> Arrays.equals(a.get(name), b.get(name)));
  }
}
