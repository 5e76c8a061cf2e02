package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.dist.TanhNormal;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Trajectories imagined under the actor from N starts. The states exclude the start. Gradients flow
 * through actions and dynamics, not through what the actor sees.
 *
 * @param states [H, N, ...]
 * @param actions [H, N, A]; action h led to state h
 * @param policies the actor's distributions, one for each step
 */
record Imagination(RssmState states, Operand<TFloat32> actions, List<TanhNormal> policies) {

  /**
   * Imagines from the posteriors of a batch, whose gradients are stopped.
   *
   * @param posterior [B, T, ...]
   */
  static Imagination build(
      Net net,
      DreamerConfig config,
      Rssm rssm,
      ActionHead actor,
      RssmState posterior,
      Noise noise) {
    int horizon = config.behavior().imaginationHorizon();
    RssmState state = skipLast(net, config, posterior).detachedRows(net);
    long starts =
        (long) config.data().batchSize()
            * (config.data().batchLength() - config.behavior().imaginationSkipLast());
    List<Operand<TFloat32>> actionNoise =
        net.unstack(noise.normal("action", horizon, starts, actor.actionSize()), 0);
    List<Operand<TFloat32>> stateNoise =
        net.unstack(noise.normal("imagined", horizon, starts, config.model().stateSize()), 0);
    List<RssmState> states = new ArrayList<>();
    List<Operand<TFloat32>> actions = new ArrayList<>();
    List<TanhNormal> policies = new ArrayList<>();
    for (int h = 0; h < horizon; h++) {
      TanhNormal policy = actor.distribution(net.tf().stopGradient(state.feature(net)));
      Operand<TFloat32> action = policy.sample(net, actionNoise.get(h));
      state = rssm.imagine(state, action, stateNoise.get(h));
      policies.add(policy);
      actions.add(action);
      states.add(state);
    }
    return new Imagination(rssm.stack(states, 0), net.stack(actions, 0), policies);
  }

  private static RssmState skipLast(Net net, DreamerConfig config, RssmState sequence) {
    int skip = config.behavior().imaginationSkipLast();
    if (skip == 0) {
      return sequence;
    }
    int kept = config.data().batchLength() - skip;
    if (kept < 1) {
      throw new IllegalArgumentException(
          "imagination_skip_last "
              + skip
              + " leaves nothing of a batch length of "
              + config.data().batchLength());
    }
    return new RssmState(
        cut(net, sequence.mean(), kept),
        cut(net, sequence.stddev(), kept),
        cut(net, sequence.sample(), kept),
        cut(net, sequence.belief(), kept));
  }

  private static Operand<TFloat32> cut(Net net, Operand<TFloat32> x, int kept) {
    return net.tf()
        .slice(
            x, net.tf().constant(new int[] {0, 0, 0}), net.tf().constant(new int[] {-1, kept, -1}));
  }
}
