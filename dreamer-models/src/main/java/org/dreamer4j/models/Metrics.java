package org.dreamer4j.models;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dreamer4j.models.nn.Adam;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The scalars of a training step, under danijar/dreamer's names where it has them. */
final class Metrics {
  private Metrics() {}

  static Map<String, Operand<TFloat32>> of(
      Net net, ModelLoss model, Behavior behavior, Map<String, Adam.Gradients> gradients) {
    Map<String, Operand<TFloat32>> out = new LinkedHashMap<>();
    out.put("model_loss", model.loss());
    model.terms().forEach((name, term) -> out.put(term(name), term));
    out.put("kl", net.mean(model.divergence()));
    out.put("prior_ent", net.mean(model.observed().prior().distribution().entropy(net)));
    out.put("post_ent", net.mean(model.observed().posterior().distribution().entropy(net)));
    out.put("prior_std", net.mean(model.observed().prior().stddev()));
    out.put("post_std", net.mean(model.observed().posterior().stddev()));
    behavior.actorLoss().ifPresent(loss -> out.put("actor_loss", loss));
    behavior.valueLoss().ifPresent(loss -> out.put("value_loss", loss));
    behavior
        .actor()
        .ifPresent(
            returns -> {
              out.put("imag_reward", net.mean(returns.reward()));
              out.put("imag_return", net.mean(returns.target()));
            });
    behavior
        .value()
        .ifPresent(returns -> out.put("imag_value", net.mean(returns.predictedValue())));
    behavior.imagination().ifPresent(imagination -> acting(net, imagination, out));
    gradients.forEach((name, found) -> gradient(name, found, out));
    return out;
  }

  /** The figure of a term of the model's loss. */
  static String term(String name) {
    return name.equals("divergence") ? "div" : name + "_loss";
  }

  /** What figures call an optimizer. */
  static String optimizer(String name) {
    return name.equals("action") ? "actor" : name;
  }

  private static void gradient(
      String optimizer, Adam.Gradients found, Map<String, Operand<TFloat32>> out) {
    String name = optimizer(optimizer);
    out.put(
        name + "_grad_norm",
        found.lossScale().map(scale -> scale.shown(found.norm())).orElse(found.norm()));
    found.lossScale().ifPresent(scale -> out.put(name + "_loss_scale", scale.value()));
  }

  private static void acting(Net net, Imagination imagination, Map<String, Operand<TFloat32>> out) {
    out.put("action_abs", net.mean(net.tf().math.abs(imagination.actions())));
    out.put("action_std", net.mean(imagination.policies().get(0).spread(net)));
  }
}
