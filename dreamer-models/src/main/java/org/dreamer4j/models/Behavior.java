package org.dreamer4j.models;

import java.util.Collections;
import java.util.List;
import org.dreamer4j.core.config.BehaviorConfig;
import org.dreamer4j.models.dist.Bernoulli;
import org.dreamer4j.models.dist.Normal;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Losses of actor and value on imagined trajectories. Source: google-research/dreamer {@code
 * training/define_model.py}, paper equations 7 and 8.
 *
 * <pre>
 * actor loss = - mean(weight_k G_k)
 * value loss = - mean(weight_k log N(sg(G_k); v_k, 1))      k = 0 .. H-2
 * </pre>
 *
 * The bootstrap is the value of state H-2, the last of those that are learned from: the reference's
 * own choice.
 *
 * @param actorReturn lambda returns of the actor, [H-1, N]
 * @param actorWeight discount weights of the actor, [H-1, N]
 * @param valueReturn lambda returns of the value targets, [H-1, N]
 * @param valueWeight discount weights of the value loss, [H-1, N]
 * @param reward predicted rewards, [H, N]
 * @param value predicted values, [H, N]
 * @param actorLoss a scalar
 * @param valueLoss a scalar
 */
record Behavior(
    Operand<TFloat32> actorReturn,
    Operand<TFloat32> actorWeight,
    Operand<TFloat32> valueReturn,
    Operand<TFloat32> valueWeight,
    Operand<TFloat32> reward,
    Operand<TFloat32> value,
    Operand<TFloat32> actorLoss,
    Operand<TFloat32> valueLoss) {

  static Behavior build(
      Net net,
      BehaviorConfig config,
      WorldModel model,
      DenseHead valueHead,
      Imagination imagination) {
    Operand<TFloat32> feature = imagination.states().feature(net);
    long horizon = feature.shape().get(0);
    long starts = feature.shape().get(1);
    Operand<TFloat32> rows = net.reshape(feature, horizon * starts, feature.shape().get(2));
    Operand<TFloat32> reward = net.reshape(model.reward().scalar(rows), horizon, starts);
    Operand<TFloat32> value = net.reshape(valueHead.scalar(rows), horizon, starts);
    Operand<TFloat32> pcont =
        net.reshape(new Bernoulli(model.pcont().scalar(rows)).mean(net), horizon, starts);
    Operand<TFloat32> actorPcont =
        config.actionPcontStopGrad() ? net.tf().stopGradient(pcont) : pcont;
    Objective actor =
        new Objective(
            net,
            reward,
            value,
            config.actionLossPcont() ? actorPcont : ones(net, pcont),
            config.actionDiscount(),
            config.actionLambda(),
            config.actionPcontWeight());
    Objective target =
        new Objective(
            net,
            reward,
            value,
            config.valueLossPcont() ? pcont : ones(net, pcont),
            config.valueDiscount(),
            config.valueLambda(),
            config.valuePcontWeight());
    return finish(net, actor, target, reward, value);
  }

  private static Behavior finish(
      Net net,
      Objective actor,
      Objective target,
      Operand<TFloat32> reward,
      Operand<TFloat32> value) {
    var tf = net.tf();
    Operand<TFloat32> actorReturn = net.stack(actor.returns, 0);
    Operand<TFloat32> actorWeight = net.stack(actor.weights, 0);
    Operand<TFloat32> valueReturn = net.stack(target.returns, 0);
    Operand<TFloat32> valueWeight = net.stack(target.weights, 0);
    Operand<TFloat32> predicted = net.stack(target.value, 0);
    Operand<TFloat32> logProb = Normal.unitLogProb(net, predicted, tf.stopGradient(valueReturn));
    return new Behavior(
        actorReturn,
        actorWeight,
        valueReturn,
        valueWeight,
        reward,
        value,
        net.times(net.mean(tf.math.mul(actorReturn, actorWeight)), -1),
        net.times(net.mean(tf.math.mul(logProb, valueWeight)), -1));
  }

  private static Operand<TFloat32> ones(Net net, Operand<TFloat32> like) {
    return net.tf().fill(net.tf().constant(like.shape().asArray()), net.constant(1));
  }

  /** Returns and weights of one objective, all lists of H-1 operands [N]. */
  private static final class Objective {
    private final List<Operand<TFloat32>> value;
    private final List<Operand<TFloat32>> returns;
    private final List<Operand<TFloat32>> weights;

    Objective(
        Net net,
        Operand<TFloat32> reward,
        Operand<TFloat32> value,
        Operand<TFloat32> pcont,
        double discount,
        double lambda,
        boolean weighted) {
      this.value = allButLast(net.unstack(value, 0));
      List<Operand<TFloat32>> discounts = allButLast(net.unstack(net.times(pcont, discount), 0));
      Operand<TFloat32> bootstrap = this.value.get(this.value.size() - 1);
      returns =
          LambdaReturn.of(
              net, allButLast(net.unstack(reward, 0)), this.value, discounts, bootstrap, lambda);
      weights =
          weighted
              ? LambdaReturn.weights(net, discounts)
              : Collections.nCopies(discounts.size(), net.tf().onesLike(discounts.get(0)));
    }

    private static <T> List<T> allButLast(List<T> list) {
      return list.subList(0, list.size() - 1);
    }
  }
}
