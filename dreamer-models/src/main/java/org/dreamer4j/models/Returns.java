package org.dreamer4j.models;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import org.dreamer4j.core.config.BehaviorConfig;
import org.dreamer4j.core.config.BehaviorConfig.BootstrapState;
import org.dreamer4j.models.dist.Bernoulli;
import org.dreamer4j.models.dist.PolicyDistribution;
import org.dreamer4j.models.nn.Net;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Returns along imagined trajectories. K is H - 1 where a value ends the returns, else H.
 *
 * @param reward predicted rewards, less the cost of divergences, [H, N]
 * @param predictedValue predicted values, [H, N]; zero without a value head
 * @param target returns, [K, N]
 * @param weight discount weights, [K, N]
 * @param value predictions that the targets are for, [K, N]
 */
record Returns(
    Operand<TFloat32> reward,
    Operand<TFloat32> predictedValue,
    Operand<TFloat32> target,
    Operand<TFloat32> weight,
    Operand<TFloat32> value) {

  /** Makes returns from trajectories. */
  static final class Factory {
    private final Net net;
    private final BehaviorConfig config;
    private final Networks networks;
    private final Noise noise;
    private final boolean share;
    private final IdentityHashMap<Imagination, Predictions> predictions = new IdentityHashMap<>();

    /**
     * A factory.
     *
     * @param share whether actor and value learn from the same trajectories
     */
    Factory(Net net, BehaviorConfig config, Networks networks, Noise noise, boolean share) {
      this.net = net;
      this.config = config;
      this.networks = networks;
      this.noise = noise;
      this.share = share;
    }

    /** What the actor maximises; without a value head, discounted sums of rewards. */
    Returns ofActor(Imagination imagination) {
      Predictions p = predictions.computeIfAbsent(imagination, Predictions::new);
      Operand<TFloat32> reward = p.reward();
      if (config.actionBeta() != 0) {
        reward = net.tf().math.sub(reward, p.actionDivergence("actor/"));
      }
      if (config.stateBeta() != 0) {
        reward = net.tf().math.sub(reward, p.stateDivergence());
      }
      Operand<TFloat32> pcont = p.pcont(config.actionLossPcont(), config.actionPcontStopGrad());
      Operand<TFloat32> value = networks.value().map(p::value).orElse(null);
      Settings settings =
          new Settings(
              config.actionDiscount(),
              config.actionLambda(),
              config.actionBootstrap(),
              config.actionPcontWeight() && value != null);
      return returns(reward, value, value, pcont, settings);
    }

    /** What the value regresses to. */
    Returns ofValue(Imagination imagination) {
      Predictions p = predictions.computeIfAbsent(imagination, Predictions::new);
      Operand<TFloat32> reward = p.reward();
      if (config.valueMaxent() && config.actionBeta() != 0) {
        reward = net.tf().math.sub(reward, p.actionDivergence("value/"));
      }
      if (config.valueMaxent() && config.stateBeta() != 0) {
        reward = net.tf().math.sub(reward, p.stateDivergence());
      }
      Operand<TFloat32> value = p.value(networks.value().orElseThrow());
      Operand<TFloat32> slow = networks.targets().value().map(p::value).orElse(value);
      Settings settings =
          new Settings(
              config.valueDiscount(),
              config.valueLambda(),
              config.valueBootstrap(),
              config.valuePcontWeight());
      return returns(reward, value, slow, p.pcont(config.valueLossPcont(), true), settings);
    }

    /**
     * What the actor's determination costs: minus its entropy, scaled, [N].
     *
     * @param feature [N, F]
     */
    Operand<TFloat32> actionDivergence(Operand<TFloat32> feature, String scope) {
      ActionHead actor = networks.actor().orElseThrow();
      PolicyDistribution policy = actor.distribution(net.tf().stopGradient(feature));
      long rows = feature.shape().get(0);
      long actions = actor.actionSize();
      Operand<TFloat32> draws =
          noise.of(policy.noise(), scope + "entropy", PolicyDistribution.SAMPLES, rows, actions);
      double scale = config.actionBeta();
      double dims = config.actionBetaDimsValue().orElse(0);
      if (dims > 0) {
        scale *= dims * actions;
      } else if (dims < 0) {
        scale /= dims * actions;
      }
      return net.times(policy.entropy(net, draws), -scale);
    }

    private Returns returns(
        Operand<TFloat32> reward,
        @Nullable Operand<TFloat32> value,
        @Nullable Operand<TFloat32> slowValue,
        Operand<TFloat32> pcont,
        Settings settings) {
      Operand<TFloat32> none = net.times(net.tf().stopGradient(reward), 0);
      boolean bootstraps = settings.bootstrap() && value != null;
      int last = bootstraps ? 1 : 0;
      List<Operand<TFloat32>> rewards = allBut(last, reward);
      List<Operand<TFloat32>> discounts = allBut(last, net.times(pcont, settings.discount()));
      List<Operand<TFloat32>> slow = net.unstack(slowValue == null ? none : slowValue, 0);
      int end = config.bootstrapState() == BootstrapState.LAST ? slow.size() - 1 : slow.size() - 2;
      Operand<TFloat32> bootstrap = bootstraps ? slow.get(end) : net.tf().zerosLike(rewards.get(0));
      // Without values the lambda return is the discounted sum: lambda 1 never looks at them.
      List<Operand<TFloat32>> returns =
          LambdaReturn.of(
              net,
              rewards,
              slow.subList(0, rewards.size()),
              discounts,
              bootstrap,
              value == null ? 1 : settings.lambda());
      List<Operand<TFloat32>> weights =
          settings.weighted()
              ? LambdaReturn.weights(net, discounts)
              : Collections.nCopies(discounts.size(), one(discounts.get(0)));
      return new Returns(
          reward,
          value == null ? none : value,
          net.stack(returns, 0),
          net.stack(weights, 0),
          net.stack(allBut(last, value == null ? none : value), 0));
    }

    /** 1 everywhere; TensorFlow has no gradient for it, not even none. */
    private Operand<TFloat32> one(Operand<TFloat32> like) {
      return net.tf().stopGradient(net.tf().onesLike(like));
    }

    private List<Operand<TFloat32>> allBut(int last, Operand<TFloat32> sequence) {
      List<Operand<TFloat32>> steps = net.unstack(sequence, 0);
      return steps.subList(0, steps.size() - last);
    }

    private record Settings(double discount, double lambda, boolean bootstrap, boolean weighted) {}

    /** What the heads say of imagined states, [H, N] each. */
    private final class Predictions {
      private final RssmState states;
      private final Operand<TFloat32> rows;
      private final long horizon;
      private final long starts;
      private final IdentityHashMap<DenseHead, Operand<TFloat32>> outputs = new IdentityHashMap<>();

      Predictions(Imagination imagination) {
        states = imagination.states();
        Operand<TFloat32> feature = states.feature(net);
        horizon = feature.shape().get(0);
        starts = feature.shape().get(1);
        rows = net.reshape(feature, horizon * starts, feature.shape().get(2));
      }

      Operand<TFloat32> reward() {
        return value(networks.world().reward());
      }

      Operand<TFloat32> value(DenseHead head) {
        return outputs.computeIfAbsent(
            head, h -> steps(isShared(h) ? h.scalarForLosses(rows) : h.scalar(rows)));
      }

      /** Whether a head learns from these states, and the actor from what it says of them. */
      private boolean isShared(DenseHead head) {
        return share && networks.value().filter(value -> value == head).isPresent();
      }

      Operand<TFloat32> pcont(boolean predicted, boolean stopGradient) {
        if (!predicted) {
          return net.tf().fill(net.tf().constant(new long[] {horizon, starts}), net.constant(1));
        }
        DenseHead head = networks.world().pcont().orElseThrow();
        Operand<TFloat32> mean = new Bernoulli(value(head)).mean(net);
        return stopGradient ? net.tf().stopGradient(mean) : mean;
      }

      Operand<TFloat32> actionDivergence(String scope) {
        return steps(Factory.this.actionDivergence(rows, scope));
      }

      Operand<TFloat32> stateDivergence() {
        return net.times(states.distribution().entropy(net), -config.stateBeta());
      }

      private Operand<TFloat32> steps(Operand<TFloat32> ofRows) {
        return net.reshape(ofRows, horizon, starts);
      }
    }
  }
}
