package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.dreamer4j.core.config.ModelConfig;
import org.dreamer4j.models.dist.Normal;
import org.dreamer4j.models.nn.LayerNames;
import org.dreamer4j.models.nn.Mlp;
import org.dreamer4j.models.nn.Net;
import org.dreamer4j.models.nn.RecurrentCell;
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
 * Each act(dense) is {@code model_layers} of them; without {@code future_rnn} the prior's h comes
 * from x; with {@code mean_only} the sample is the mean. The unroll is static: a while loop cannot
 * be differentiated here.
 */
final class Rssm {
  private final Net net;
  private final ModelConfig config;
  private final long actionSize;
  private final long embedSize;
  private final Mlp input;
  private final RecurrentCell cell;
  private final Mlp priorHidden;
  private final Statistics priorStatistics;
  private final Mlp posteriorHidden;
  private final Statistics posteriorStatistics;

  Rssm(Net net, ModelConfig config, long actionSize, long embedSize) {
    this.net = net;
    this.config = config;
    this.actionSize = actionSize;
    this.embedSize = embedSize;
    long units = config.modelSize();
    LayerNames transition = new LayerNames("graph/rnn/rssm/transition");
    input = layers(transition, config.stateSize() + actionSize);
    cell = RecurrentCell.create(net, config.gru(), transition, units, units);
    priorHidden = layers(transition, units);
    priorStatistics = new Statistics(net, config, transition);
    LayerNames posterior = new LayerNames("graph/rnn/rssm/posterior");
    posteriorHidden = layers(posterior, units + embedSize);
    posteriorStatistics = new Statistics(net, config, posterior);
  }

  private Mlp layers(LayerNames names, long in) {
    return new Mlp(net, names, in, config.modelSize(), config.modelLayers(), config.activation());
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
    Operand<TFloat32> x = input.apply(net.concatLast(previous.sample(), action));
    Operand<TFloat32> belief = cell.apply(x, previous.belief());
    Operand<TFloat32> hidden = priorHidden.apply(config.futureRnn() ? belief : x);
    return state(priorStatistics.of(hidden), belief, noise);
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
    Operand<TFloat32> hidden = posteriorHidden.apply(net.concatLast(prior.belief(), embed));
    return state(posteriorStatistics.of(hidden), prior.belief(), noise);
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

  private RssmState state(Normal distribution, Operand<TFloat32> belief, Operand<TFloat32> noise) {
    Operand<TFloat32> sample =
        config.meanOnly() ? distribution.mean() : distribution.sample(net, noise);
    return new RssmState(distribution.mean(), distribution.stddev(), sample, belief);
  }

  private Operand<TFloat32> zeros(long rows, long size) {
    return net.tf().fill(net.tf().constant(new long[] {rows, size}), net.constant(0));
  }
}
