package org.dreamer4j.models;

import java.util.Optional;
import org.dreamer4j.core.config.BehaviorConfig;
import org.dreamer4j.core.config.BehaviorConfig.Source;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.dist.Deterministic;
import org.dreamer4j.models.dist.Normal;
import org.dreamer4j.models.dist.PolicyDistribution;
import org.dreamer4j.models.nn.Net;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Losses of actor and value. Source: google-research/dreamer {@code training/utility.py}, paper
 * equations 7 and 8.
 *
 * <pre>
 * actor loss = - mean(weight_k G_k)                          model: imagined returns
 *            = - mean(log pi(action) - divergence)           dataset: behaviour cloning
 * value loss = - mean(weight_k log N(sg(G_k); v_k, 1))
 * </pre>
 *
 * @param actor what the actor learns from; absent without actor, or if it clones
 * @param value what the value learns from; absent without value
 * @param imagination of the actor, or of the value where only that imagines
 * @param actorLoss a scalar
 * @param valueLoss a scalar
 */
record Behavior(
    Optional<Returns> actor,
    Optional<Returns> value,
    Optional<Imagination> imagination,
    Optional<Operand<TFloat32>> actorLoss,
    Optional<Operand<TFloat32>> valueLoss) {

  static Behavior build(
      Net net,
      DreamerConfig config,
      Networks networks,
      ModelLoss model,
      Inputs inputs,
      Noise noise) {
    return new Builder(net, config, networks, model, inputs, noise).build();
  }

  /** Puts the parts together. */
  private static final class Builder {
    private final Net net;
    private final DreamerConfig all;
    private final BehaviorConfig config;
    private final Networks networks;
    private final ModelLoss model;
    private final Inputs inputs;
    private final Noise noise;

    Builder(
        Net net,
        DreamerConfig config,
        Networks networks,
        ModelLoss model,
        Inputs inputs,
        Noise noise) {
      this.net = net;
      this.all = config;
      this.config = config.behavior();
      this.networks = networks;
      this.model = model;
      this.inputs = inputs;
      this.noise = noise;
    }

    Behavior build() {
      if (networks.actor().isEmpty()) {
        return new Behavior(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
      }
      ActionHead actor = networks.actor().get();
      boolean clones = config.actionSource() == Source.DATASET;
      Imagination common = config.imaginationHorizon() > 0 ? common(actor) : null;
      Imagination forActor = clones ? null : forActor(actor, common);
      Imagination forValue = networks.value().isPresent() ? forValue(actor, common) : null;
      boolean share = forActor != null && forActor.equals(forValue);
      Returns.Factory returns = new Returns.Factory(net, config, networks, noise, share);
      Optional<Returns> actorReturns = Optional.ofNullable(forActor).map(returns::ofActor);
      Optional<Returns> valueReturns = Optional.ofNullable(forValue).map(returns::ofValue);
      Operand<TFloat32> actorLoss =
          actorReturns
              .map(r -> net.times(net.mean(net.tf().math.mul(r.target(), r.weight())), -1))
              .orElseGet(() -> cloning(actor, returns));
      return new Behavior(
          actorReturns,
          valueReturns,
          Optional.ofNullable(forActor != null ? forActor : forValue),
          Optional.of(net.times(actorLoss, all.loss().scaleOf("action"))),
          valueReturns.map(this::valueLoss));
    }

    private Imagination common(ActionHead actor) {
      Imagination.Plan plan =
          new Imagination.Plan(config.imaginationHorizon(), config.stopGradPreAction(), false, "");
      return imagine(actor, config.imaginationSkipLast(), plan);
    }

    private Imagination forActor(ActionHead actor, @Nullable Imagination common) {
      if (common != null) {
        return common;
      }
      int horizon = config.actionModelHorizon().orElseThrow();
      return imagine(actor, 0, new Imagination.Plan(horizon, true, false, "actor/"));
    }

    /** With a slow actor, or without common trajectories, the value imagines by itself. */
    private Imagination forValue(ActionHead actor, @Nullable Imagination common) {
      ActionHead policy = networks.targets().actor().orElse(actor);
      if (common != null && policy == actor) {
        return common;
      }
      int horizon = config.valueModelHorizon().orElse(config.imaginationHorizon());
      return imagine(policy, 0, new Imagination.Plan(horizon, true, true, "value/"));
    }

    private Imagination imagine(ActionHead actor, int skipLast, Imagination.Plan plan) {
      RssmState starts = Imagination.starts(net, model.observed().posterior(), skipLast);
      return Imagination.build(net, networks.world().rssm(), actor, starts, plan, noise);
    }

    private Operand<TFloat32> valueLoss(Returns target) {
      var tf = net.tf();
      Operand<TFloat32> logProb =
          Normal.unitLogProb(net, target.value(), tf.stopGradient(target.target()));
      Operand<TFloat32> mean = net.mean(tf.math.mul(logProb, target.weight()));
      return net.times(mean, -all.loss().scaleOf("value"));
    }

    /** Minus the log-likelihood of the replayed actions. */
    private Operand<TFloat32> cloning(ActionHead actor, Returns.Factory returns) {
      var tf = net.tf();
      Operand<TFloat32> feature = tf.stopGradient(model.feature());
      Operand<TFloat32> action = net.reshape(inputs.action(), -1, networks.actionSize());
      PolicyDistribution policy = actor.distribution(feature);
      if (policy instanceof Deterministic) {
        throw new IllegalArgumentException(
            "action_source dataset raises the likelihood of actions, action_head_dist deterministic"
                + " gives them none: use normal");
      }
      Operand<TFloat32> logProb = policy.logProb(net, action);
      Operand<TFloat32> objective =
          config.actionBeta() == 0
              ? logProb
              : tf.math.sub(logProb, returns.actionDivergence(feature, "cloning/"));
      return net.times(net.mean(objective), -1);
    }
  }
}
