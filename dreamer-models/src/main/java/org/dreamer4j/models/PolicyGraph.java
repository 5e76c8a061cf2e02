package org.dreamer4j.models;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.dist.PolicyDistribution;
import org.dreamer4j.models.nn.Net;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * One acting step for any number of environments: encoder, one RSSM step, actor. Source:
 * google-research/dreamer {@code control/mpc_agent.py}.
 *
 * @param image uint8 [N, 64, 64, C]; null if the encoder sees none
 * @param vectors what else the encoder sees, by observation key, [N, size]
 * @param sample stochastic state before, [N, S]
 * @param belief deterministic state before, [N, D]
 * @param action action executed before, [N, A]
 * @param scale noise on each action: a standard deviation, or the first element a probability, [A]
 * @param next state after, [N, ...]
 * @param sampled a sample of the actor, explored, in [-1, 1], [N, A]; absent without actor
 * @param mode the actor's most likely action, explored, in [-1, 1], [N, A]; absent without actor
 * @param exploration adds noise to actions that are chosen otherwise
 */
record PolicyGraph(
    @Nullable Placeholder<TUint8> image,
    Map<String, Placeholder<TFloat32>> vectors,
    Placeholder<TFloat32> sample,
    Placeholder<TFloat32> belief,
    Placeholder<TFloat32> action,
    Placeholder<TFloat32> scale,
    RssmState next,
    Optional<Operand<TFloat32>> sampled,
    Optional<Operand<TFloat32>> mode,
    Exploring exploration) {

  static PolicyGraph build(
      Net net, DreamerConfig config, EnvironmentSpec spec, Networks networks, Noise noise) {
    var tf = net.tf();
    long actions = networks.actionSize();
    Encoder encoder = networks.world().encoder();
    Placeholder<TFloat32> sample = rows(net, config.model().stateSize());
    Placeholder<TFloat32> belief = rows(net, config.model().modelSize());
    Placeholder<TFloat32> action = rows(net, actions);
    Placeholder<TFloat32> scale = tf.placeholder(net.type(), Placeholder.shape(Shape.of(actions)));
    Senses senses = Senses.create(net, config, spec, encoder, noise);
    Operand<TFloat32> embed = encoder.embed(senses.sensed());
    Draws draws = new Draws(net, noise, net.rows(sample));
    Rssm rssm = networks.world().rssm();
    long samples = config.model().stateSize();
    RssmState previous = new RssmState(sample, sample, sample, belief);
    RssmState prior = rssm.imagine(previous, action, draws.normal("policy/prior", samples));
    RssmState next = rssm.correct(prior, embed, draws.normal("policy/posterior", samples));
    Exploring exploring =
        new Exploring(
            net,
            config.acting().actionNoiseType(),
            scale,
            Exploring.draw(net, config, draws, actions));
    Optional<PolicyDistribution> policy =
        networks.actor().map(actor -> actor.distribution(next.feature(net)));
    return new PolicyGraph(
        senses.image(),
        senses.vectors(),
        sample,
        belief,
        action,
        scale,
        next,
        policy.map(
            p -> exploring.explore(p.sample(net, draws.of(p.noise(), "policy/action", actions)))),
        policy.map(p -> exploring.explore(p.mode(net, draws.many(p.noise(), actions)))),
        exploring);
  }

  private static Placeholder<TFloat32> rows(Net net, long size) {
    return net.tf().placeholder(net.type(), Placeholder.shape(Shape.of(-1, size)));
  }

  /** What observations are fed into, and what the encoder sees of them. */
  private record Senses(
      @Nullable Placeholder<TUint8> image,
      Map<String, Placeholder<TFloat32>> vectors,
      Sensed sensed) {
    static Senses create(
        Net net, DreamerConfig config, EnvironmentSpec spec, Encoder encoder, Noise noise) {
      var tf = net.tf();
      Map<String, Placeholder<TFloat32>> vectors = new LinkedHashMap<>();
      Map<String, Long> sizes = spec.vectors();
      encoder.keys().forEach(key -> vectors.put(key, rows(net, sizes.getOrDefault(key, 0L))));
      if (!encoder.seesImages()) {
        return new Senses(null, vectors, new Sensed(null, new HashMap<>(vectors)));
      }
      Shape shape = Shape.of(-1, 64, 64, Encoder.channels(spec));
      Placeholder<TUint8> image = tf.placeholder(TUint8.class, Placeholder.shape(shape));
      Operand<TFloat32> pixels = new Pixels(net, config.data()).scale(image, noise, "policy/image");
      return new Senses(image, vectors, new Sensed(pixels, new HashMap<>(vectors)));
    }
  }

  /** Noise with one row for each environment. */
  record Draws(Net net, Noise noise, Operand<TInt32> count) {
    Operand<TFloat32> normal(String name, long size) {
      return of(PolicyDistribution.NoiseKind.NORMAL, name, size);
    }

    Operand<TFloat32> of(PolicyDistribution.NoiseKind kind, String name, long size) {
      var tf = net.tf();
      Operand<TInt32> sizes = tf.stack(List.of(count, tf.constant((int) size)));
      return noise.of(kind, name, sizes, Shape.of(-1, size));
    }

    /** What the most likely of many samples is chosen from. */
    Operand<TFloat32> many(PolicyDistribution.NoiseKind kind, long size) {
      var tf = net.tf();
      int many = PolicyDistribution.SAMPLES;
      Operand<TInt32> sizes = tf.stack(List.of(tf.constant(many), count, tf.constant((int) size)));
      return noise.of(kind, "policy/mode", sizes, Shape.of(many, -1, size));
    }
  }
}
