package org.dreamer4j.cli.tensorboard;

import java.util.List;
import org.dreamer4j.core.config.OptimizerConfig;
import org.tensorflow.proto.Summary;

/**
 * What google-research/dreamer says of an optimizer beside the norm of its gradients.
 *
 * @param config of the run
 */
record OptimizerScalars(OptimizerConfig config) {
  /**
   * The norm of an optimizer's gradients, before and after it is clipped, and the learning rate.
   *
   * @param figure {@code <optimizer>_grad_norm}
   */
  List<Summary.Value> of(String figure, double norm) {
    String optimizer = Tags.optimizerOf(figure);
    OptimizerConfig.Step step = config.step(optimizer);
    return List.of(
        EventFile.scalar(Tags.optimizer(optimizer, "grad_norm"), norm),
        EventFile.scalar(
            Tags.optimizer(optimizer, "clipped_gradient_norm"), Math.min(norm, step.clipping())),
        EventFile.scalar(Tags.optimizer(optimizer, "learning_rate"), step.rate()));
  }
}
