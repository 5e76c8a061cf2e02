package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.dreamer4j.core.config.ModelConfig;
import org.dreamer4j.models.dist.Normal;
import org.dreamer4j.models.nn.Dense;
import org.dreamer4j.models.nn.GruCell;
import org.dreamer4j.models.nn.LayerNames;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The recurrent state space model. Source: google-research/dreamer {@code models/rssm.py}.
 *
 * <pre>
 * prior:     x = act(dense([sample, action])); belief = GRU(x, belief)
 *            h = act(dense(belief)); mean = dense(h); stddev = softplus(dense(h)) + min_stddev
 * posterior: h = act(dense([belief of the prior, embed])); mean, stddev likewise
 * </pre>
 *
 * The unroll is static: a while loop cannot be differentiated here.
 */
final class Rssm {
  private final Net net;
  private final ModelConfig config;
  private final long actionSize;
  private final long embedSize;
  private final Dense input;
  private final GruCell cell;
  private final Dense priorHidden;
  private final Dense priorMean;
  private final Dense priorStddev;
  private final Dense posteriorHidden;
  private final Dense posteriorMean;
  private final Dense posteriorStddev;

  Rssm(Net net, ModelConfig config, long actionSize, long embedSize) {
    this.net = net;
    this.config = config;
    this.actionSize = actionSize;
    this.embedSize = embedSize;
    long units = config.modelSize();
    long size = config.stateSize();
    LayerNames transition = new LayerNames("graph/rnn/rssm/transition");
    input = new Dense(net, transition.next("dense"), size + actionSize, units);
    cell = new GruCell(net, transition.next("gru_cell"), units, units);
    priorHidden = new Dense(net, transition.next("dense"), units, units);
    priorMean = new Dense(net, transition.next("dense"), units, size);
    priorStddev = new Dense(net, transition.next("dense"), units, size);
    LayerNames posterior = new LayerNames("graph/rnn/rssm/posterior");
    posteriorHidden = new Dense(net, posterior.next("dense"), units + embedSize, units);
    posteriorMean = new Dense(net, posterior.next("dense"), units, size);
    posteriorStddev = new Dense(net, posterior.next("dense"), units, size);
  }

  /** The state before the first step, all zero. */
  RssmState initial(long rows) {
    Operand<TFloat32> sample = zeros(rows, config.stateSize());
    return new RssmState(sample, sample, sample, zeros(rows, config.modelSize()));
  }

  /**
   * The prior: one step without an observation.
   *
   * @param previous state [N, ...]
   * @param action that leads to the next state, [N, A]
   * @param noise standard normal, [N, S]
   */
  RssmState imagine(RssmState previous, Operand<TFloat32> action, Operand<TFloat32> noise) {
    Shapes.check("action", action, -1, actionSize);
    Operand<TFloat32> x = activate(input.apply(net.concatLast(previous.sample(), action)));
    Operand<TFloat32> belief = cell.apply(x, previous.belief());
    Operand<TFloat32> hidden = activate(priorHidden.apply(belief));
    return state(priorMean.apply(hidden), priorStddev.apply(hidden), belief, noise);
  }

  /**
   * The posterior: corrects a prior by an observation.
   *
   * @param prior state [N, ...]
   * @param embed observation, [N, E]
   * @param noise standard normal, [N, S]
   */
  RssmState correct(RssmState prior, Operand<TFloat32> embed, Operand<TFloat32> noise) {
    Shapes.check("embed", embed, -1, embedSize);
    Operand<TFloat32> hidden =
        activate(posteriorHidden.apply(net.concatLast(prior.belief(), embed)));
    return state(posteriorMean.apply(hidden), posteriorStddev.apply(hidden), prior.belief(), noise);
  }

  /** Posteriors and priors of whole sequences, each [B, T, ...]. */
  record Observed(RssmState posterior, RssmState prior) {}

  /**
   * Runs the posterior along sequences from the zero state.
   *
   * @param embed [B, T, E]
   * @param action [B, T, A]; action t led to observation t
   * @param priorNoise standard normal, [T, B, S]
   * @param posteriorNoise standard normal, [T, B, S]
   */
  Observed observe(
      Operand<TFloat32> embed,
      Operand<TFloat32> action,
      Operand<TFloat32> priorNoise,
      Operand<TFloat32> posteriorNoise) {
    long length = embed.shape().get(1);
    List<Operand<TFloat32>> embeds = net.unstack(embed, 1);
    List<Operand<TFloat32>> actions = net.unstack(action, 1);
    List<Operand<TFloat32>> priorNoises = net.unstack(priorNoise, 0);
    List<Operand<TFloat32>> posteriorNoises = net.unstack(posteriorNoise, 0);
    List<RssmState> priors = new ArrayList<>();
    List<RssmState> posteriors = new ArrayList<>();
    RssmState state = initial(embed.shape().get(0));
    for (int t = 0; t < length; t++) {
      RssmState prior = imagine(state, actions.get(t), priorNoises.get(t));
      state = correct(prior, embeds.get(t), posteriorNoises.get(t));
      priors.add(prior);
      posteriors.add(state);
    }
    return new Observed(stack(posteriors, 1), stack(priors, 1));
  }

  /** Stacks states along a new axis. */
  RssmState stack(List<RssmState> states, int axis) {
    Function<Function<RssmState, Operand<TFloat32>>, Operand<TFloat32>> part =
        get -> net.stack(states.stream().map(get).toList(), axis);
    return new RssmState(
        part.apply(RssmState::mean),
        part.apply(RssmState::stddev),
        part.apply(RssmState::sample),
        part.apply(RssmState::belief));
  }

  private RssmState state(
      Operand<TFloat32> mean,
      Operand<TFloat32> rawStddev,
      Operand<TFloat32> belief,
      Operand<TFloat32> noise) {
    Operand<TFloat32> stddev = net.plus(net.tf().math.softplus(rawStddev), config.minStddev());
    return new RssmState(mean, stddev, new Normal(mean, stddev).sample(net, noise), belief);
  }

  private Operand<TFloat32> activate(Operand<TFloat32> x) {
    return net.activate(config.activation(), x);
  }

  private Operand<TFloat32> zeros(long rows, long size) {
    return net.tf().fill(net.tf().constant(new long[] {rows, size}), net.constant(0));
  }
}
