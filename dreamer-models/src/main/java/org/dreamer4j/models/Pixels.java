package org.dreamer4j.models;

import org.dreamer4j.core.config.DataConfig;
import org.dreamer4j.core.config.DataConfig.ImageScaling;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Images as the networks see them, about -0.5 to 0.5. Source: google-research/dreamer {@code
 * tools/preprocess.py}; danijar/dreamer {@code dreamer.py}.
 *
 * <pre>
 * dequantize: floor(x / 2^(8 - bits)) / 2^bits + noise - 0.5     noise uniform in [0, 1 / 2^bits)
 * centered:   x / 255 - 0.5
 * </pre>
 */
record Pixels(Net net, DataConfig config) {
  /**
   * Scales images.
   *
   * @param image uint8, any shape
   * @param name of the draw of noise
   */
  Operand<TFloat32> scale(Operand<TUint8> image, Noise noise, String name) {
    var tf = net.tf();
    Operand<TFloat32> x = tf.dtypes.cast(image, net.type());
    if (config.imageScaling() == ImageScaling.CENTERED) {
      return net.plus(net.times(x, 1.0 / 255), -0.5);
    }
    int bits = config.imageBits();
    double step = Math.pow(2, -bits);
    Operand<TFloat32> kept = bits == 8 ? x : tf.math.floor(net.times(x, Math.pow(2, bits - 8)));
    Operand<TFloat32> draw = noise.uniform(name, step, tf.shape(image), image.shape());
    return net.plus(tf.math.add(net.times(kept, step), draw), -0.5);
  }

  /** Colours from 0 to 1 for a decoder's means: the inverse, in the middle of a step. */
  Operand<TFloat32> unscale(Operand<TFloat32> mean) {
    return net.plus(mean, 0.5);
  }
}
