package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.models.nn.Adam;
import org.dreamer4j.models.nn.Variable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Gradients agree with central differences in double precision: for each variable along a random
 * direction, for all variables of a loss along the gradient itself. Where a loss stops a gradient
 * on the way from its variables, the operand that is stopped is fed with the value it had.
 */
class GradientTest {
  private static final double TOLERANCE = 1e-6;
  private static final int FEATURE = 7;
  private static final Map<Variant, DoubleDreamer> DREAMERS = new EnumMap<>(Variant.class);

  private DoubleDreamer dreamer;
  private int starts;

  /** Configurations that take different paths through the losses. */
  private enum Variant {
    PLAIN(Map.of("convs", "plain", "free_nats", 0.05)),
    REWRITTEN(Map.of("convs", "rewritten", "free_nats", 0.05)),
    PCONT(
        Map.of(
            "defaults", List.of("pcont", "dreamer"),
            "action_discount", 0.99,
            "value_discount", 0.98,
            "divergence_scale", 0.7,
            "image_loss_scale", 0.01,
            "reward_loss_scale", 2,
            "pcont_loss_scale", 3,
            "clip_rewards", "tanh",
            "free_nats", 0.05)),
    DANIJAR(Map.of("defaults", List.of("danijar"), "free_nats", 0.05)),
    OPTIONS(
        Map.ofEntries(
            Map.entry("encoder", "fusion"),
            Map.entry("proprio_encoder_num_layers", 1),
            Map.entry("proprio_encoder_units", 3),
            Map.entry("model_layers", 2),
            Map.entry("future_rnn", false),
            Map.entry("gradient_heads", List.of("image", "reward", "position", "return", "cpc")),
            Map.entry("return_head", true),
            Map.entry("cpc_head", true),
            Map.entry("cpc_head_layers", 1),
            Map.entry("cpc_contrast", "window"),
            Map.entry("cpc_batch_amount", 2),
            Map.entry("cpc_time_amount", 3),
            Map.entry("overshooting_scale", 0.5),
            Map.entry("overshooting_distance", 3),
            Map.entry("os_stop_posterior_grad", false),
            Map.entry("action_head_dist", "normal"),
            Map.entry("action_beta", 0.3),
            Map.entry("action_beta_dims_value", -2.0),
            Map.entry("state_beta", 0.2),
            Map.entry("value_maxent", true),
            Map.entry("value_target_head", true),
            Map.entry("image_head_std", 3.0),
            Map.entry("image_loss_scale", 0.01),
            Map.entry("free_nats", 0.01)));

    @SuppressWarnings("ImmutableEnumChecker") // Made by Map.of only.
    private final Map<String, Object> overrides;

    Variant(Map<String, Object> overrides) {
      this.overrides = overrides;
    }
  }

  private void open(Variant variant) {
    dreamer = DREAMERS.computeIfAbsent(variant, v -> new DoubleDreamer(v.overrides));
    int skip = dreamer.config.behavior().imaginationSkipLast();
    starts = DoubleDreamer.SIZE * (DoubleDreamer.LENGTH - skip);
  }

  @AfterAll
  static void close() {
    DREAMERS.values().forEach(DoubleDreamer::close);
  }

  @ParameterizedTest
  @EnumSource
  void modelLoss(Variant variant) {
    open(variant);
    ModelLoss model = dreamer.graph.train().model();
    double smallest = Arrays.stream(dreamer.run.run(model.divergence())).min().orElseThrow();
    assertTrue(smallest > dreamer.config.loss().freeNats(), "divergence of only " + smallest);
    check("model", model.loss(), List.of());
  }

  @ParameterizedTest
  @EnumSource
  void diagnosticLosses(Variant variant) {
    open(variant);
    Map<String, Operand<TFloat32>> losses = dreamer.graph.train().model().diagnostics();
    int expected =
        switch (variant) {
          case PLAIN, REWRITTEN -> 2;
          case PCONT, OPTIONS -> 1;
          case DANIJAR -> 0;
        };
    assertEquals(expected, losses.size());
    losses.forEach((head, loss) -> check(head, loss, List.of()));
  }

  @ParameterizedTest
  @EnumSource
  void actorLossWithWhatTheActorSeesHeldFixed(Variant variant) {
    open(variant);
    List<Operand<TFloat32>> features = dreamer.stopped(starts, FEATURE);
    List<Operand<TFloat32>> weights = dreamer.stopped(starts);
    // Without skipping, features for diagnostic heads have the same shape.
    assertEquals(DoubleDreamer.HORIZON + (variant == Variant.PCONT ? 0 : 1), features.size());
    assertEquals(2 * (DoubleDreamer.HORIZON - 1), weights.size());
    List<Operand<TFloat32>> held = new ArrayList<>(features);
    held.addAll(weights);
    // The entropy of the actor is taken at features of all imagined states at once.
    held.addAll(dreamer.stopped((long) DoubleDreamer.HORIZON * starts, FEATURE));
    check("action", dreamer.graph.train().behavior().actorLoss().orElseThrow(), held);
  }

  @ParameterizedTest
  @EnumSource
  void valueLossWithItsTargetsHeldFixed(Variant variant) {
    open(variant);
    List<Operand<TFloat32>> targets = dreamer.stopped(DoubleDreamer.HORIZON - 1, starts);
    assertEquals(1, targets.size());
    check("value", dreamer.graph.train().behavior().valueLoss().orElseThrow(), targets);
  }

  private void check(String optimizer, Operand<TFloat32> loss, List<Operand<TFloat32>> held) {
    Adam.Gradients gradients = dreamer.graph.train().gradients().get(optimizer);
    List<double[]> recorded = dreamer.run.run(gradients.raw());
    dreamer.run.hold(held);
    double whole = DoubleDreamer.norm(recorded);
    List<Variable<TFloat32>> variables = gradients.variables();
    check(optimizer, loss, variables, recorded, recorded, whole);
    for (int i = 0; i < variables.size(); i++) {
      List<double[]> gradient = recorded.subList(i, i + 1);
      List<double[]> direction = List.of(dreamer.normal(gradient.get(0).length));
      double size = Math.max(DoubleDreamer.norm(gradient), 1e-3 * whole);
      check(optimizer, loss, variables.subList(i, i + 1), gradient, direction, size);
    }
    dreamer.run.release(held);
  }

  /** Compares the derivative along a direction; size is what the error is measured by. */
  private void check(
      String optimizer,
      Operand<TFloat32> loss,
      List<Variable<TFloat32>> variables,
      List<double[]> gradient,
      List<double[]> direction,
      double size) {
    double length = DoubleDreamer.norm(direction);
    double analytic = 0;
    for (int i = 0; i < gradient.size(); i++) {
      for (int k = 0; k < gradient.get(i).length; k++) {
        analytic += gradient.get(i)[k] * direction.get(i)[k] / length;
      }
    }
    double numeric = dreamer.differenceAlong(loss, variables, direction);
    assertEquals(
        numeric,
        analytic,
        TOLERANCE * size,
        () -> optimizer + " gradient of " + variables.get(0).name() + ", size " + size);
  }
}
