package org.dreamer4j.core.config;

import static org.dreamer4j.core.config.Setting.Origin.OURS;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The terms of the model loss. */
public record LossConfig(
    @Setting(value = "1.0", about = "Weight of the divergence.") double divergenceScale,
    @Setting(value = "3.0", unit = "nats", about = "Divergence that is not penalised.")
        double freeNats,
    @Setting(
            value = "step",
            about = "Whether free nats are granted to each step or to the mean over the batch.",
            origin = OURS)
        FreeNats freeNatsPer,
    @Setting(value = "0.0", about = "Weight of a loss the reference names but lacks: only 0 runs.")
        double globalDivScale,
    @Setting(value = "0.0", about = "Weight of latent overshooting.") double overshootingScale,
    @Setting(value = "0", unit = "steps", about = "Longest prediction of latent overshooting.")
        int overshootingDistance,
    @Setting(value = "true", about = "Whether overshooting leaves the posteriors alone.")
        boolean osStopPosteriorGrad,
    @Setting(
            value = "{}",
            key = "*_loss_scale",
            about = "Weight of one head's log-likelihood, e.g. image_loss_scale; 1 if not given.")
        Map<String, Double> lossScales,
    @Setting(value = "none", about = "Weight of steps that end an episode in the pcont loss.")
        OptionalDouble pcontLabelWeight,
    @Setting(value = "window", about = "What the contrastive head is contrasted with.")
        Contrast cpcContrast,
    @Setting(value = "10", about = "Other sequences in the contrast.") int cpcBatchAmount,
    @Setting(value = "30", about = "Other steps in the contrast.") int cpcTimeAmount) {

  /** Where free nats apply. */
  public enum FreeNats {
    /** mean(max(0, KL - free_nats)), as google-research/dreamer. */
    STEP,
    /** max(mean(KL), free_nats), as danijar/dreamer. */
    MEAN
  }

  /** Negatives of the contrastive loss. */
  public enum Contrast {
    /** The same step of other sequences. */
    BATCH,
    /** Other steps of the same sequence. */
    TIME,
    /** Other steps of other sequences. */
    WINDOW
  }

  public LossConfig {
    lossScales = Collections.unmodifiableMap(new TreeMap<>(lossScales));
    Checks.notNegative("divergence_scale", divergenceScale);
    Checks.notNegative("free_nats", freeNats);
    if (globalDivScale != 0) {
      throw new IllegalArgumentException(
          "global_div_scale names a loss that exists nowhere: leave it at 0, got "
              + globalDivScale);
    }
    Checks.notNegative("overshooting_scale", overshootingScale);
    Checks.notNegative("overshooting_distance", overshootingDistance);
    lossScales.forEach((head, scale) -> Checks.notNegative(head + "_loss_scale", scale));
    pcontLabelWeight.ifPresent(weight -> Checks.notNegative("pcont_label_weight", weight));
    Checks.positive("cpc_batch_amount", cpcBatchAmount);
    Checks.positive("cpc_time_amount", cpcTimeAmount);
  }

  /** Weight of a head's log-likelihood. */
  public double scaleOf(String head) {
    return lossScales.getOrDefault(head, 1.0);
  }
}
