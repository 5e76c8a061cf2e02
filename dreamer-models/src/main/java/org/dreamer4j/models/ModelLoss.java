package org.dreamer4j.models;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.LossConfig;
import org.dreamer4j.models.dist.Bernoulli;
import org.dreamer4j.models.dist.Normal;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The loss of the world model on a batch. Source: google-research/dreamer {@code
 * training/utility.py}.
 *
 * <pre>
 * loss = divergence_scale mean(max(0, KL(posterior || prior) - free_nats))
 *        - sum over heads of scale mean(log p(head))
 * </pre>
 *
 * Heads that are not among {@code gradient_heads} see features without gradient and have losses of
 * their own.
 *
 * @param embed [B T, E]
 * @param observed posteriors and priors, [B, T, ...]
 * @param feature [B T, F]
 * @param divergence KL before free nats, [B, T], nats
 * @param outputs means or logits by head, [B T] or [B T, size]
 * @param logProbs log-likelihood of each row by head, [B T], nats
 * @param terms mean of each term, in the reference's names, as it enters the loss before scaling
 *     (log-likelihoods negated)
 * @param loss the sum, a scalar
 * @param diagnostics losses of heads that do not train the model, by head
 */
record ModelLoss(
    Operand<TFloat32> embed,
    Rssm.Observed observed,
    Operand<TFloat32> feature,
    Operand<TFloat32> divergence,
    Map<String, Operand<TFloat32>> outputs,
    Map<String, Operand<TFloat32>> logProbs,
    Map<String, Operand<TFloat32>> terms,
    Operand<TFloat32> loss,
    Map<String, Operand<TFloat32>> diagnostics) {

  static ModelLoss build(
      Net net, DreamerConfig config, WorldModel model, Inputs inputs, Noise noise) {
    long size = config.data().batchSize();
    long length = config.data().batchLength();
    long samples = config.model().stateSize();
    Sensed sensed = inputs.sensed(net, config.data(), noise);
    Operand<TFloat32> embed = model.encoder().embed(sensed);
    Rssm.Observed observed =
        model
            .rssm()
            .observe(
                net.reshape(embed, size, length, model.encoder().embedSize()),
                inputs.action(),
                noise.normal("prior", length, size, samples),
                noise.normal("posterior", length, size, samples));
    Operand<TFloat32> feature =
        net.reshape(observed.posterior().feature(net), size * length, config.model().featureSize());
    Terms terms = new Terms(net, config, model, feature);
    Operand<TFloat32> divergence = terms.divergence(observed);
    if (config.loss().overshootingScale() > 0) {
      terms.overshooting(observed.posterior(), inputs.action(), noise);
    }
    terms.heads(inputs, sensed);
    terms.contrast(embed);
    return new ModelLoss(
        embed,
        observed,
        feature,
        divergence,
        terms.outputs,
        terms.logProbs,
        terms.terms,
        terms.loss,
        terms.diagnostics);
  }

  /** Collects the terms one by one. */
  private static final class Terms {
    private final Net net;
    private final DreamerConfig config;
    private final LossConfig weights;
    private final WorldModel model;
    private final Operand<TFloat32> feature;
    private final Operand<TFloat32> detached;
    private final Map<String, Operand<TFloat32>> outputs = new LinkedHashMap<>();
    private final Map<String, Operand<TFloat32>> logProbs = new LinkedHashMap<>();
    private final Map<String, Operand<TFloat32>> terms = new LinkedHashMap<>();
    private final Map<String, Operand<TFloat32>> diagnostics = new LinkedHashMap<>();
    private Operand<TFloat32> loss;

    Terms(Net net, DreamerConfig config, WorldModel model, Operand<TFloat32> feature) {
      this.net = net;
      this.config = config;
      this.weights = config.loss();
      this.model = model;
      this.feature = feature;
      this.detached = net.tf().stopGradient(feature);
      this.loss = net.constant(0);
    }

    Operand<TFloat32> divergence(Rssm.Observed observed) {
      var tf = net.tf();
      Operand<TFloat32> divergence =
          observed.posterior().distribution().divergenceFrom(net, observed.prior().distribution());
      Operand<TFloat32> term =
          switch (weights.freeNatsPer()) {
            case STEP -> net.mean(excess(divergence));
            case MEAN -> tf.math.maximum(net.mean(divergence), net.constant(weights.freeNats()));
          };
      add("divergence", term, weights.divergenceScale());
      return divergence;
    }

    private Operand<TFloat32> excess(Operand<TFloat32> divergence) {
      return net.tf().math.maximum(net.plus(divergence, -weights.freeNats()), net.constant(0));
    }

    /** Distances 1 to D - 1: the reference leaves out the first and the last. */
    void overshooting(RssmState posterior, Operand<TFloat32> action, Noise noise) {
      var tf = net.tf();
      int distance = weights.overshootingDistance();
      long rows = feature.shape().get(0);
      var draws =
          net.unstack(
              noise.normal("overshooting", distance + 1, rows, config.model().stateSize()), 0);
      Overshooting over =
          Overshooting.of(
              net,
              posterior,
              action,
              distance,
              (state, act, d) -> model.rssm().imagine(state, act, draws.get(d)));
      Operand<TFloat32> sum = net.constant(0);
      Operand<TFloat32> count = net.constant(0);
      for (int d = 1; d < distance; d++) {
        Operand<TFloat32> mask = over.mask().get(d);
        RssmState target = over.posterior().get(d).filled(net, mask);
        if (weights.osStopPosteriorGrad()) {
          target = target.detachedRows(net);
        }
        Operand<TFloat32> divergence =
            target.distribution().divergenceFrom(net, over.prior().get(d).distribution());
        sum = tf.math.add(sum, net.sum(tf.math.mul(excess(divergence), mask)));
        count = tf.math.add(count, net.sum(mask));
      }
      add("overshooting", tf.math.div(sum, count), weights.overshootingScale());
    }

    void heads(Inputs inputs, Sensed sensed) {
      var tf = net.tf();
      model
          .decoder()
          .ifPresent(
              decoder -> {
                ConvDecoder.Likelihood found =
                    decoder.likelihood(from(Observation.IMAGE), sensed.requireImage());
                head(Observation.IMAGE, found.each(), found.mean());
              });
      Operand<TFloat32> reward = net.reshape(inputs.reward(net, config.data()), -1);
      Operand<TFloat32> mask = net.reshape(inputs.vector(Episode.REWARD_MASK), -1);
      Operand<TFloat32> mean = scalar(Episode.REWARD, model.reward());
      head(Episode.REWARD, tf.math.mul(Normal.unitLogProb(net, mean, reward), mask));
      model.pcont().ifPresent(pcont -> pcont(inputs, scalar(Episode.PCONT, pcont)));
      model
          .returns()
          .ifPresent(
              head -> {
                Operand<TFloat32> sum = net.reshape(inputs.vector(Episode.RETURN), -1);
                Operand<TFloat32> predicted = scalar(Episode.RETURN, head);
                head(Episode.RETURN, Normal.unitLogProb(net, predicted, sum));
              });
      model
          .states()
          .forEach(
              (key, state) -> {
                Operand<TFloat32> predicted = state.vector(from(key));
                outputs.put(key, predicted);
                head(key, net.sumLast(Normal.unitLogProb(net, predicted, sensed.vector(key))));
              });
    }

    void contrast(Operand<TFloat32> embed) {
      int size = config.data().batchSize();
      int length = config.data().batchLength();
      model
          .contrast()
          .ifPresent(
              head -> {
                Operand<TFloat32> seen = from(ContrastiveHead.NAME);
                head(ContrastiveHead.NAME, head.objective(weights, embed, seen, size, length));
              });
    }

    private void pcont(Inputs inputs, Operand<TFloat32> logit) {
      var tf = net.tf();
      Operand<TFloat32> label = net.reshape(inputs.pcont(net, config.data()), -1);
      Operand<TFloat32> logProb = new Bernoulli(logit).logProb(net, label);
      if (weights.pcontLabelWeight().isPresent()) {
        Operand<TFloat32> ended =
            tf.dtypes.cast(tf.math.less(label, net.constant(0.5)), net.type());
        double more = weights.pcontLabelWeight().getAsDouble() - 1;
        logProb = tf.math.mul(logProb, net.plus(net.times(ended, more), 1));
      }
      head(Episode.PCONT, logProb);
    }

    private Operand<TFloat32> scalar(String name, DenseHead head) {
      Operand<TFloat32> output = head.scalar(from(name));
      outputs.put(name, output);
      return output;
    }

    /** Heads that do not train the model see features without gradient. */
    Operand<TFloat32> from(String head) {
      return model.trains(head) ? feature : detached;
    }

    private void head(String head, Operand<TFloat32> logProb) {
      head(head, logProb, net.mean(logProb));
    }

    private void head(String head, Operand<TFloat32> logProb, Operand<TFloat32> mean) {
      logProbs.put(head, logProb);
      Operand<TFloat32> term = net.times(mean, -1);
      double scale = weights.scaleOf(head);
      if (model.trains(head)) {
        add(head, term, scale);
      } else if (scale != 0) {
        terms.put(head, term);
        diagnostics.put(head, net.times(term, scale));
      }
    }

    private void add(String name, Operand<TFloat32> term, double scale) {
      terms.put(name, term);
      loss = net.tf().math.add(loss, net.times(term, scale));
    }
  }
}
