package org.dreamer4j.models;

import java.util.List;
import org.dreamer4j.core.config.ModelConfig;
import org.dreamer4j.models.dist.TanhNormal;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * One acting step for any number of environments: encoder, one RSSM step, actor, exploration.
 * Source: google-research/dreamer {@code control/mpc_agent.py}.
 *
 * @param image uint8 [N, 64, 64, 3]
 * @param sample stochastic state before, [N, S]
 * @param belief deterministic state before, [N, D]
 * @param action action executed before, [N, A]
 * @param exploration standard deviation of the noise on the action, a scalar
 * @param nextSample stochastic state after, [N, S]
 * @param nextBelief deterministic state after, [N, D]
 * @param sampled a sample of the actor with exploration, in [-1, 1], [N, A]
 * @param mode the most likely of 100 samples with exploration, in [-1, 1], [N, A]
 */
record PolicyGraph(
    Placeholder<TUint8> image,
    Placeholder<TFloat32> sample,
    Placeholder<TFloat32> belief,
    Placeholder<TFloat32> action,
    Placeholder<TFloat32> exploration,
    Operand<TFloat32> nextSample,
    Operand<TFloat32> nextBelief,
    Operand<TFloat32> sampled,
    Operand<TFloat32> mode) {

  static PolicyGraph build(Net net, ModelConfig config, Networks networks, Noise noise) {
    var tf = net.tf();
    long actions = networks.actor().actionSize();
    Placeholder<TUint8> image =
        tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, 64, 64, 3)));
    Placeholder<TFloat32> sample = rows(net, config.stateSize());
    Placeholder<TFloat32> belief = rows(net, config.modelSize());
    Placeholder<TFloat32> action = rows(net, actions);
    Placeholder<TFloat32> exploration =
        tf.placeholder(net.type(), Placeholder.shape(Shape.scalar()));
    Operand<TInt32> count = net.rows(sample);

    Operand<TFloat32> pixels =
        noise.uniform("policy/image", 1.0 / 256, tf.shape(image), image.shape());
    Operand<TFloat32> embed =
        networks.world().encoder().embed(Inputs.preprocess(net, image, pixels));
    Draws draws = new Draws(net, noise, count);
    RssmState previous = new RssmState(sample, sample, sample, belief);
    Rssm rssm = networks.world().rssm();
    RssmState prior =
        rssm.imagine(previous, action, draws.normal("policy/prior", config.stateSize()));
    RssmState state =
        rssm.correct(prior, embed, draws.normal("policy/posterior", config.stateSize()));
    TanhNormal policy = networks.actor().distribution(state.feature(net));
    Operand<TFloat32> explore =
        tf.math.mul(draws.normal("policy/exploration", actions), exploration);
    Operand<TFloat32> modeNoise =
        noise.normal(
            "policy/mode",
            tf.stack(
                List.of(tf.constant(TanhNormal.MODE_SAMPLES), count, tf.constant((int) actions))),
            Shape.of(TanhNormal.MODE_SAMPLES, -1, actions));
    return new PolicyGraph(
        image,
        sample,
        belief,
        action,
        exploration,
        state.sample(),
        state.belief(),
        clip(net, tf.math.add(policy.sample(net, draws.normal("policy/action", actions)), explore)),
        clip(net, tf.math.add(policy.mode(net, modeNoise), explore)));
  }

  private static Operand<TFloat32> clip(Net net, Operand<TFloat32> action) {
    return net.tf().clipByValue(action, net.constant(-1), net.constant(1));
  }

  private static Placeholder<TFloat32> rows(Net net, long size) {
    return net.tf().placeholder(net.type(), Placeholder.shape(Shape.of(-1, size)));
  }

  /** Standard normal noise with one row for each environment. */
  private record Draws(Net net, Noise noise, Operand<TInt32> count) {
    Operand<TFloat32> normal(String name, long size) {
      return noise.normal(
          name, net.tf().stack(List.of(count, net.tf().constant((int) size))), Shape.of(-1, size));
    }
  }
}
