package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.config.DataConfig;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.ModelConfig;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.dreamer4j.models.dist.Bernoulli;
import org.dreamer4j.models.dist.PolicyDistribution;
import org.dreamer4j.models.dist.PolicyDistribution.NoiseKind;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * Prediction without looking: N sequences of T rows are observed for their first rows, the context,
 * and then only imagined, once under the recorded actions and once under the actor. Source:
 * google-research/dreamer {@code tools/unroll.py} and {@code training/define_summaries.py}.
 *
 * <pre>
 * open loop:   posterior for rows 0 .. context-1, prior after them
 * closed loop: posterior for all rows
 * imagined:    from the state of row context-1, prior under the actor's own actions
 * </pre>
 *
 * <p>Later images reach the closed loop only: what is fetched of the other two never depends on
 * them.
 *
 * @param image uint8 [N, T, 64, 64, C]
 * @param action [N, T, A]; action t led to image t
 * @param openStates [N, T, ...]
 * @param closedStates [N, T, ...], the same as the open ones within the context
 * @param open what the heads say of the open states
 * @param closed what the heads say of the closed states
 * @param imaginedReward rewards of the K imagined states, which exclude the start, [N, K]
 * @param imaginedValue values of the imagined states, [N, K]
 * @param imaginedAction actions that led to the imagined states, [N, K, A]
 * @param spread entropy and mean standard deviation of open and closed states, and their
 *     divergence, [5]
 */
record OpenLoopGraph(
    Placeholder<TUint8> image,
    Placeholder<TFloat32> action,
    RssmState openStates,
    RssmState closedStates,
    Heads open,
    Heads closed,
    Operand<TFloat32> imaginedReward,
    Operand<TFloat32> imaginedValue,
    Operand<TFloat32> imaginedAction,
    Operand<TFloat32> spread) {

  /**
   * What is fixed when the graph is built.
   *
   * @param length T, rows of a sequence
   * @param context rows that are observed
   * @param horizon K, steps imagined under the actor
   * @param planner how the actor's actions are chosen
   */
  record Size(int length, int context, int horizon, Planner planner) {
    Size {
      if (context < 1 || context > length) {
        throw new IllegalArgumentException(
            "context must be 1 to the length of " + length + " rows, got " + context);
      }
      if (horizon < 1) {
        throw new IllegalArgumentException("horizon must be at least 1, got " + horizon);
      }
    }

    /** Where the noise of such a graph stands. */
    String scope() {
      return "open_loop/" + length + "_" + context + "_" + horizon + "_" + planner + "/";
    }
  }

  /**
   * What the heads say of states [N, T, ...].
   *
   * @param image means, [N, T, 64, 64, C]
   * @param reward [N, T]
   * @param value [N, T]; 0 without a value head
   * @param pcont probability to go on, as trained, [N, T]; 1 without a pcont head
   */
  record Heads(
      Operand<TFloat32> image,
      Operand<TFloat32> reward,
      Operand<TFloat32> value,
      Operand<TFloat32> pcont) {}

  /**
   * Builds the graph over the given networks; it makes no variables.
   *
   * @throws IllegalArgumentException if the agent has no actor, predicts no images or sees more
   */
  static OpenLoopGraph build(
      Net net, DreamerConfig config, Networks networks, Noise noise, Size size) {
    return new Builder(net, config, networks, noise, size).build();
  }

  /** Puts the parts together. */
  private static final class Builder {
    private final Net net;
    private final DataConfig data;
    private final ModelConfig config;
    private final ActionHead actor;
    private final ConvDecoder decoder;
    private final Networks networks;
    private final Rssm rssm;
    private final Noise noise;
    private final Size size;
    private final Placeholder<TUint8> image;
    private final Placeholder<TFloat32> action;
    private final Operand<TInt32> rows;

    Builder(Net net, DreamerConfig config, Networks networks, Noise noise, Size size) {
      this.net = net;
      this.data = config.data();
      this.config = config.model();
      this.actor =
          networks
              .actor()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "imagining needs an actor, this agent has none"));
      this.decoder =
          networks
              .world()
              .decoder()
              .orElseThrow(() -> new IllegalArgumentException("this agent predicts no images"));
      if (!networks.world().encoder().keys().isEmpty()) {
        throw new IllegalArgumentException(
            "predicting takes an agent that sees images alone, this one sees "
                + networks.world().encoder().keys());
      }
      this.networks = networks;
      this.rssm = networks.world().rssm();
      this.noise = noise;
      this.size = size;
      var tf = net.tf();
      long actions = actor.actionSize();
      image =
          tf.placeholder(
              TUint8.class,
              Placeholder.shape(Shape.of(-1, size.length(), 64, 64, decoder.channels())));
      action = tf.placeholder(net.type(), Placeholder.shape(Shape.of(-1, size.length(), actions)));
      rows = net.rows(action);
    }

    OpenLoopGraph build() {
      List<Operand<TFloat32>> actions = net.unstack(action, 1);
      List<Operand<TFloat32>> priorNoise = noise("prior", size.length());
      List<Operand<TFloat32>> posteriorNoise = noise("posterior", size.length());
      Operand<TFloat32> pixels = pixels();
      List<RssmState> open = new ArrayList<>();
      RssmState state = initial();
      List<Operand<TFloat32>> embeds = embeds(pixels, 0, size.context());
      for (int t = 0; t < size.context(); t++) {
        RssmState prior = rssm.imagine(state, actions.get(t), priorNoise.get(t));
        state = rssm.correct(prior, embeds.get(t), posteriorNoise.get(t));
        open.add(state);
      }
      List<RssmState> closed = new ArrayList<>(open);
      List<RssmState> imagined = new ArrayList<>();
      Operand<TFloat32> chosen = imagine(state, imagined);
      for (int t = size.context(); t < size.length(); t++) {
        state = rssm.imagine(state, actions.get(t), priorNoise.get(t));
        open.add(state);
      }
      if (size.context() < size.length()) {
        state = closed.get(size.context() - 1);
        embeds = embeds(pixels, size.context(), size.length() - size.context());
        for (int t = size.context(); t < size.length(); t++) {
          RssmState prior = rssm.imagine(state, actions.get(t), priorNoise.get(t));
          state = rssm.correct(prior, embeds.get(t - size.context()), posteriorNoise.get(t));
          closed.add(state);
        }
      }
      return finish(rssm.stack(open, 1), rssm.stack(closed, 1), rssm.stack(imagined, 1), chosen);
    }

    private OpenLoopGraph finish(
        RssmState open, RssmState closed, RssmState imagined, Operand<TFloat32> chosen) {
      Operand<TFloat32> dreamt = rows(imagined);
      return new OpenLoopGraph(
          image,
          action,
          open,
          closed,
          heads(open),
          heads(closed),
          net.reshape(networks.world().reward().scalar(dreamt), -1, size.horizon()),
          value(dreamt, size.horizon()),
          chosen,
          spread(open, closed));
    }

    private Operand<TFloat32> spread(RssmState open, RssmState closed) {
      return net.stack(
          List.of(
              net.mean(open.distribution().entropy(net)),
              net.mean(open.stddev()),
              net.mean(closed.distribution().entropy(net)),
              net.mean(closed.stddev()),
              net.mean(closed.distribution().divergenceFrom(net, open.distribution()))),
          0);
    }

    /** Imagines K states under the actor; returns the actions, [N, K, A]. */
    private Operand<TFloat32> imagine(RssmState start, List<RssmState> into) {
      boolean mode = size.planner() == Planner.POLICY_MODE;
      List<Operand<TFloat32>> actionNoise = mode ? modeNoise() : sampleNoise();
      List<Operand<TFloat32>> stateNoise = noise("imagined", size.horizon());
      List<Operand<TFloat32>> actions = new ArrayList<>();
      RssmState state = start;
      for (int k = 0; k < size.horizon(); k++) {
        PolicyDistribution policy = actor.distribution(state.feature(net));
        Operand<TFloat32> draw = actionNoise.get(k);
        Operand<TFloat32> chosen = mode ? policy.mode(net, draw) : policy.sample(net, draw);
        state = rssm.imagine(state, chosen, stateNoise.get(k));
        actions.add(chosen);
        into.add(state);
      }
      return net.stack(actions, 1);
    }

    private Heads heads(RssmState states) {
      Operand<TFloat32> feature = rows(states);
      WorldModel world = networks.world();
      return new Heads(
          net.reshape(decoder.decode(feature), -1, size.length(), 64, 64, decoder.channels()),
          net.reshape(world.reward().scalar(feature), -1, size.length()),
          value(feature, size.length()),
          world
              .pcont()
              .<Operand<TFloat32>>map(
                  head ->
                      net.reshape(new Bernoulli(head.scalar(feature)).mean(net), -1, size.length()))
              .orElseGet(() -> net.plus(none(feature, size.length()), 1)));
    }

    private Operand<TFloat32> value(Operand<TFloat32> feature, int steps) {
      return networks
          .value()
          .map(head -> net.reshape(head.scalar(feature), -1, steps))
          .orElseGet(() -> none(feature, steps));
    }

    private Operand<TFloat32> none(Operand<TFloat32> feature, int steps) {
      return net.times(net.reshape(networks.world().reward().scalar(feature), -1, steps), 0);
    }

    /** Features of states [N, T, ...] as rows [N T, F]. */
    private Operand<TFloat32> rows(RssmState states) {
      return net.reshape(states.feature(net), -1, config.featureSize());
    }

    private Operand<TFloat32> pixels() {
      return new Pixels(net, data).scale(image, noise, size.scope() + "image");
    }

    /** Embeddings of some rows, each [N, E]. */
    private List<Operand<TFloat32>> embeds(Operand<TFloat32> pixels, int from, int count) {
      var tf = net.tf();
      Operand<TFloat32> some =
          tf.slice(
              pixels,
              tf.constant(new int[] {0, from, 0, 0, 0}),
              tf.constant(new int[] {-1, count, -1, -1, -1}));
      Encoder encoder = networks.world().encoder();
      Sensed sensed = new Sensed(net.reshape(some, -1, 64, 64, decoder.channels()), Map.of());
      Operand<TFloat32> embed = encoder.embed(sensed);
      return net.unstack(net.reshape(embed, -1, count, encoder.embedSize()), 1);
    }

    private RssmState initial() {
      Operand<TFloat32> sample = zeros(config.stateSize());
      return new RssmState(sample, sample, sample, zeros(config.modelSize()));
    }

    private Operand<TFloat32> zeros(int width) {
      var tf = net.tf();
      return tf.ensureShape(
          tf.fill(tf.stack(List.of(rows, tf.constant(width))), net.constant(0)),
          Shape.of(-1, width));
    }

    /** Noise of states, one draw [N, S] for each step. */
    private List<Operand<TFloat32>> noise(String name, int steps) {
      return draws(NoiseKind.NORMAL, name, steps, -1, config.stateSize());
    }

    private List<Operand<TFloat32>> sampleNoise() {
      return draws(actor.noise(), "action", size.horizon(), -1, actor.actionSize());
    }

    private List<Operand<TFloat32>> modeNoise() {
      return draws(
          actor.noise(),
          "mode",
          size.horizon(),
          PolicyDistribution.SAMPLES,
          -1,
          actor.actionSize());
    }

    /** Noise, unstacked along its first axis; -1 stands for N. */
    private List<Operand<TFloat32>> draws(NoiseKind kind, String name, long... shape) {
      return net.unstack(new Draws(net, noise, rows).of(kind, size.scope() + name, shape), 0);
    }
  }
}
