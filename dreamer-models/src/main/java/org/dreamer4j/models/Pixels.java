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
    return drawsNoise()
        ? dequantize(image, noise.coarse(name, step(), net.tf().shape(image), image.shape()))
        : center(image);
  }

  /**
   * Scales images with the noise at its mean.
   *
   * @param image uint8, any shape
   */
  Operand<TFloat32> scaleWithoutNoise(Operand<TUint8> image) {
    return drawsNoise() ? dequantize(image, net.constant(step() / 2)) : center(image);
  }

  /** Whether {@link #scale} makes a draw. */
  boolean drawsNoise() {
    return config.imageScaling() != ImageScaling.CENTERED;
  }

  private double step() {
    return Math.pow(2, -config.imageBits());
  }

  private Operand<TFloat32> center(Operand<TUint8> image) {
    Operand<TFloat32> x = net.tf().dtypes.cast(image, net.type());
    return net.plus(net.times(x, 1.0 / 255), -0.5);
  }

  private Operand<TFloat32> dequantize(Operand<TUint8> image, Operand<TFloat32> draw) {
    var tf = net.tf();
    Operand<TFloat32> x = tf.dtypes.cast(image, net.type());
    int bits = config.imageBits();
    Operand<TFloat32> kept = bits == 8 ? x : tf.math.floor(net.times(x, Math.pow(2, bits - 8)));
    return net.plus(tf.math.add(net.times(kept, step()), draw), -0.5);
  }

  /** Images as they are shown for a decoder's means: {@code floor(256 (x + 0.5))}, 0 to 255. */
  Operand<TUint8> show(Operand<TFloat32> mean) {
    var tf = net.tf();
    Operand<TFloat32> levels = tf.math.floor(net.times(net.plus(mean, 0.5), 256));
    return tf.dtypes.cast(tf.clipByValue(levels, net.constant(0), net.constant(255)), TUint8.class);
  }

  /** Colours from 0 to 1 for a decoder's means: the inverse, in the middle of a step. */
  Operand<TFloat32> unscale(Operand<TFloat32> mean) {
    return net.plus(mean, 0.5);
  }
}
