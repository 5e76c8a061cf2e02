package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.models.dist.PolicyDistribution;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Trajectories imagined under an actor from N starts. The states exclude the start. Source:
 * google-research/dreamer {@code training/utility.py}, {@code imagine_forward}.
 *
 * @param states [H, N, ...]
 * @param actions [H, N, A]; action h led to state h
 * @param policies the actor's distributions, one for each step
 */
record Imagination(RssmState states, Operand<TFloat32> actions, List<PolicyDistribution> policies) {

  /**
   * How to imagine.
   *
   * @param horizon H
   * @param stopBeforeAction whether what the actor sees gives no gradient
   * @param stopAfterAction whether actions give no gradient
   * @param scope prefix of the names of the draws of noise
   */
  record Plan(int horizon, boolean stopBeforeAction, boolean stopAfterAction, String scope) {}

  /**
   * Imagines from states, whose gradients are stopped: only actor and value learn from it.
   *
   * @param starts [N, ...]
   */
  static Imagination build(
      Net net, Rssm rssm, ActionHead actor, RssmState starts, Plan plan, Noise noise) {
    var tf = net.tf();
    RssmState state = starts.detachedRows(net);
    int horizon = plan.horizon();
    long rows = starts.sample().shape().get(0);
    long samples = starts.sample().shape().get(1);
    String scope = plan.scope();
    List<Operand<TFloat32>> actionNoise =
        net.unstack(
            noise.of(actor.noise(), scope + "action", horizon, rows, actor.actionSize()), 0);
    List<Operand<TFloat32>> stateNoise =
        net.unstack(noise.normal(scope + "imagined", horizon, rows, samples), 0);
    List<RssmState> states = new ArrayList<>();
    List<Operand<TFloat32>> actions = new ArrayList<>();
    List<PolicyDistribution> policies = new ArrayList<>();
    for (int h = 0; h < horizon; h++) {
      Operand<TFloat32> feature = state.feature(net);
      PolicyDistribution policy =
          actor.distribution(plan.stopBeforeAction() ? tf.stopGradient(feature) : feature);
      Operand<TFloat32> action = policy.sample(net, actionNoise.get(h));
      if (plan.stopAfterAction()) {
        action = tf.stopGradient(action);
      }
      state = rssm.imagine(state, action, stateNoise.get(h));
      policies.add(policy);
      actions.add(action);
      states.add(state);
    }
    return new Imagination(rssm.stack(states, 0), net.stack(actions, 0), policies);
  }

  /** Posteriors [B, T, ...] without the last steps of each sequence, as rows. */
  static RssmState starts(Net net, RssmState posterior, int skipLast) {
    int kept = Math.toIntExact(posterior.sample().shape().get(1)) - skipLast;
    return new RssmState(
        rows(net, posterior.mean(), kept),
        rows(net, posterior.stddev(), kept),
        rows(net, posterior.sample(), kept),
        rows(net, posterior.belief(), kept));
  }

  private static Operand<TFloat32> rows(Net net, Operand<TFloat32> x, int kept) {
    var tf = net.tf();
    Operand<TFloat32> first =
        tf.slice(x, tf.constant(new int[] {0, 0, 0}), tf.constant(new int[] {-1, kept, -1}));
    return net.reshape(first, x.shape().get(0) * kept, x.shape().get(2));
  }
}
