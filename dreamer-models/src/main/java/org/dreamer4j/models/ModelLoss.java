package org.dreamer4j.models;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.ModelConfig;
import org.dreamer4j.models.dist.Bernoulli;
import org.dreamer4j.models.dist.Normal;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The loss of the world model on a batch. Source: google-research/dreamer {@code
 * training/define_model.py}.
 *
 * <pre>
 * loss = divergence_scale mean(max(0, KL(posterior || prior) - free_nats))
 *        - mean(log p(image)) - mean(log p(reward)) [- mean(log p(pcont))]
 * </pre>
 *
 * @param embed [B T, E]
 * @param observed posteriors and priors, [B, T, ...]
 * @param feature [B T, F]
 * @param rewardMean [B T]
 * @param pcontLogit [B T]
 * @param divergence KL before free nats, [B, T], nats
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
    Operand<TFloat32> rewardMean,
    Operand<TFloat32> pcontLogit,
    Operand<TFloat32> divergence,
    Map<String, Operand<TFloat32>> logProbs,
    Map<String, Operand<TFloat32>> terms,
    Operand<TFloat32> loss,
    Map<String, Operand<TFloat32>> diagnostics) {

  static ModelLoss build(
      Net net, DreamerConfig config, WorldModel model, Inputs inputs, Noise noise) {
    long size = config.data().batchSize();
    long length = config.data().batchLength();
    long rows = size * length;
    ModelConfig sizes = config.model();
    var tf = net.tf();
    Operand<TFloat32> pixels =
        noise.uniform("image", 1.0 / 256, tf.shape(inputs.image()), inputs.image().shape());
    Operand<TFloat32> image =
        net.reshape(Inputs.preprocess(net, inputs.image(), pixels), rows, 64, 64, 3);
    Operand<TFloat32> embed = model.encoder().embed(image);
    Rssm.Observed observed =
        model
            .rssm()
            .observe(
                net.reshape(embed, size, length, model.encoder().embedSize()),
                inputs.action(),
                noise.normal("prior", length, size, sizes.stateSize()),
                noise.normal("posterior", length, size, sizes.stateSize()));
    Operand<TFloat32> feature =
        net.reshape(observed.posterior().feature(net), rows, sizes.featureSize());
    Operand<TFloat32> divergence =
        observed.posterior().distribution().divergenceFrom(net, observed.prior().distribution());
    return new Terms(net, config, model, inputs, image, feature)
        .finish(embed, observed, divergence);
  }

  /** Collects the terms head by head. */
  private static final class Terms {
    private final Net net;
    private final DreamerConfig config;
    private final WorldModel model;
    private final Inputs inputs;
    private final Operand<TFloat32> image;
    private final Operand<TFloat32> feature;
    private final Operand<TFloat32> detached;
    private final Map<String, Operand<TFloat32>> logProbs = new LinkedHashMap<>();
    private final Map<String, Operand<TFloat32>> terms = new LinkedHashMap<>();
    private final Map<String, Operand<TFloat32>> diagnostics = new LinkedHashMap<>();
    private Operand<TFloat32> loss;

    Terms(
        Net net,
        DreamerConfig config,
        WorldModel model,
        Inputs inputs,
        Operand<TFloat32> image,
        Operand<TFloat32> feature) {
      this.net = net;
      this.config = config;
      this.model = model;
      this.inputs = inputs;
      this.image = image;
      this.feature = feature;
      this.detached = net.tf().stopGradient(feature);
      this.loss = net.constant(0);
    }

    ModelLoss finish(
        Operand<TFloat32> embed, Rssm.Observed observed, Operand<TFloat32> divergence) {
      ModelConfig weights = config.model();
      var tf = net.tf();
      Operand<TFloat32> excess =
          tf.math.maximum(net.plus(divergence, -weights.freeNats()), net.constant(0));
      add("divergence", net.mean(excess), weights.divergenceScale());

      head("image", model.decoder().logProb(from("image"), image), weights.imageLossScale());

      Operand<TFloat32> rewardMean = model.reward().scalar(from("reward"));
      Operand<TFloat32> reward = net.reshape(inputs.reward(net, config.data()), -1);
      head("reward", Normal.unitLogProb(net, rewardMean, reward), weights.rewardLossScale());

      Operand<TFloat32> logit = model.pcont().scalar(from("pcont"));
      Operand<TFloat32> label = net.reshape(inputs.pcont(net, config.data()), -1);
      head("pcont", new Bernoulli(logit).logProb(net, label), weights.pcontLossScale());

      model
          .states()
          .forEach(
              (key, state) -> {
                Operand<TFloat32> target = net.reshape(inputs.vector(key), -1, state.size());
                Operand<TFloat32> mean = state.vector(from(key));
                head(key, net.sumLast(Normal.unitLogProb(net, mean, target)), 1);
              });
      return new ModelLoss(
          embed,
          observed,
          feature,
          rewardMean,
          logit,
          divergence,
          logProbs,
          terms,
          loss,
          diagnostics);
    }

    /** Heads that do not train the model see features without gradient. */
    private Operand<TFloat32> from(String head) {
      return trains(head) ? feature : detached;
    }

    private boolean trains(String head) {
      return config.model().gradientHeads().contains(head);
    }

    private void head(String head, Operand<TFloat32> logProb, double scale) {
      logProbs.put(head, logProb);
      Operand<TFloat32> term = net.times(net.mean(logProb), -1);
      if (trains(head)) {
        add(head, term, scale);
      } else {
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
