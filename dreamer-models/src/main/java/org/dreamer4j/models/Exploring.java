package org.dreamer4j.models;

import org.dreamer4j.core.config.ActingConfig.NoiseType;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.dist.PolicyDistribution.NoiseKind;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Noise on actions. Source: google-research/dreamer {@code control/mpc_agent.py}.
 *
 * <pre>
 * additive_normal: clip(action + scale * noise, -1, 1)
 * epsilon_greedy:  with probability scale a uniformly random one-hot vector, else the action
 * </pre>
 *
 * @param type kind of noise
 * @param scale standard deviation of each action, or a probability as the first element, [A]
 * @param draw standard normal [N, A]; or uniform [N, A + 1], the last column the switch
 */
record Exploring(Net net, NoiseType type, Operand<TFloat32> scale, Operand<TFloat32> draw) {

  /** The noise for {@code actions} elements. */
  static Operand<TFloat32> draw(Net net, DreamerConfig config, Draws draws, long actions) {
    return switch (config.acting().actionNoiseType()) {
      case ADDITIVE_NORMAL -> draws.normal("policy/exploration", actions);
      case EPSILON_GREEDY -> draws.of(NoiseKind.UNIFORM, "policy/exploration", -1, actions + 1);
    };
  }

  /** Actions [N, A] with noise, in [-1, 1]. */
  Operand<TFloat32> explore(Operand<TFloat32> action) {
    var tf = net.tf();
    Operand<TFloat32> explored =
        switch (type) {
          case ADDITIVE_NORMAL -> tf.math.add(action, tf.math.mul(draw, scale));
          case EPSILON_GREEDY -> greedy(action);
        };
    return tf.clipByValue(explored, net.constant(-1), net.constant(1));
  }

  private Operand<TFloat32> greedy(Operand<TFloat32> action) {
    var tf = net.tf();
    int actions = Math.toIntExact(scale.shape().get(0));
    Operand<TFloat32> tickets =
        tf.slice(draw, tf.constant(new int[] {0, 0}), tf.constant(new int[] {-1, actions}));
    Operand<TInt32> chosen = tf.math.argMax(tickets, tf.constant(1), TInt32.class);
    Operand<TFloat32> random =
        tf.oneHot(chosen, tf.constant(actions), net.constant(1), net.constant(0));
    Operand<TFloat32> coin =
        tf.slice(draw, tf.constant(new int[] {0, actions}), tf.constant(new int[] {-1, 1}));
    Operand<TFloat32> probability =
        tf.slice(scale, tf.constant(new int[] {0}), tf.constant(new int[] {1}));
    Operand<TFloat32> explores = tf.dtypes.cast(tf.math.less(coin, probability), net.type());
    return tf.math.add(
        tf.math.mul(random, explores), tf.math.mul(action, tf.math.sub(net.constant(1), explores)));
  }
}
