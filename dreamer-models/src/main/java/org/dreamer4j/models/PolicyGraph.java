package org.dreamer4j.models;

import java.util.Optional;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.dist.PolicyDistribution;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * One acting step for any number of environments: encoder, one RSSM step, actor. Source:
 * google-research/dreamer {@code control/mpc_agent.py}.
 *
 * @param senses where observations are fed
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
    Senses senses,
    Placeholder<TFloat32> sample,
    Placeholder<TFloat32> belief,
    Placeholder<TFloat32> action,
    Placeholder<TFloat32> scale,
    RssmState next,
    Optional<Operand<TFloat32>> sampled,
    Optional<Operand<TFloat32>> mode,
    Exploring exploration) {

  private static final int SAMPLES = PolicyDistribution.SAMPLES;

  static PolicyGraph build(
      Net net, DreamerConfig config, EnvironmentSpec spec, Networks networks, Noise noise) {
    var tf = net.tf();
    long actions = networks.actionSize();
    Encoder encoder = networks.world().encoder();
    Placeholder<TFloat32> sample = Senses.rows(net, config.model().stateSize());
    Placeholder<TFloat32> belief = Senses.rows(net, config.model().modelSize());
    Placeholder<TFloat32> action = Senses.rows(net, actions);
    Placeholder<TFloat32> scale = tf.placeholder(net.type(), Placeholder.shape(Shape.of(actions)));
    Senses senses = Senses.create(net, spec, encoder);
    Pixels pixels = new Pixels(net, config.data());
    Operand<TFloat32> embed = encoder.embed(senses.sensed(pixels, noise, "policy/image"));
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
        senses,
        sample,
        belief,
        action,
        scale,
        next,
        policy.map(p -> exploring.explore(sample(net, p, draws, actions))),
        policy.map(p -> exploring.explore(mode(net, p, draws, actions))),
        exploring);
  }

  private static Operand<TFloat32> sample(
      Net net, PolicyDistribution policy, Draws draws, long actions) {
    return policy.sample(net, draws.of(policy.noise(), "policy/action", -1, actions));
  }

  private static Operand<TFloat32> mode(
      Net net, PolicyDistribution policy, Draws draws, long actions) {
    return policy.mode(net, draws.of(policy.noise(), "policy/mode", SAMPLES, -1, actions));
  }

  /** The step with the action that is chosen in some way. */
  ActingStep step(Operand<TFloat32> chosen) {
    return new ActingStep(
        senses.image(),
        senses.vectors(),
        sample,
        belief,
        action,
        chosen,
        next.sample(),
        next.belief());
  }
}
