package org.dreamer4j.models;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DataConfig;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * What a batch is fed into.
 *
 * @param image uint8 [B, T, 64, 64, 3]
 * @param vectors floats by key of {@link Batch#vectors}, [B, T] or [B, T, size]
 */
record Inputs(Placeholder<TUint8> image, Map<String, Placeholder<TFloat32>> vectors) {

  /** Placeholders for batches of an environment. */
  static Inputs create(Net net, EnvironmentSpec spec, long size, long length) {
    Map<String, Placeholder<TFloat32>> vectors = new LinkedHashMap<>();
    spec.observation()
        .forEach(
            (key, value) -> {
              if (!(value instanceof Spec.Image)) {
                vectors.put(key, floats(net, size, length, value.size()));
              }
            });
    vectors.put(Episode.ACTION, floats(net, size, length, spec.action().size()));
    vectors.put(Episode.REWARD, floats(net, size, length));
    vectors.put(Episode.PCONT, floats(net, size, length));
    return new Inputs(net.tf().placeholder(TUint8.class, shape(size, length, 64, 64, 3)), vectors);
  }

  Operand<TFloat32> action() {
    return vector(Episode.ACTION);
  }

  /** Rewards as learned from: clipped as configured, [B, T]. */
  Operand<TFloat32> reward(Net net, DataConfig config) {
    Operand<TFloat32> reward = vector(Episode.REWARD);
    return switch (config.clipRewards()) {
      case NONE -> reward;
      case SIGN -> net.tf().math.sign(reward);
      case TANH -> net.tf().math.tanh(reward);
    };
  }

  /** Soft labels of the pcont head, [B, T]. */
  Operand<TFloat32> pcont(Net net, DataConfig config) {
    return net.times(vector(Episode.PCONT), config.pcontScale());
  }

  Operand<TFloat32> vector(String key) {
    Placeholder<TFloat32> vector = vectors.get(key);
    if (vector == null) {
      throw new IllegalArgumentException("no input '" + key + "' among " + vectors.keySet());
    }
    return vector;
  }

  /**
   * Images as the networks see them: {@code x / 256 + noise - 0.5}.
   *
   * @param image uint8, any shape
   * @param noise uniform in [0, 1 / 256), same shape
   */
  static Operand<TFloat32> preprocess(Net net, Operand<TUint8> image, Operand<TFloat32> noise) {
    Operand<TFloat32> scaled = net.times(net.tf().dtypes.cast(image, net.type()), 1.0 / 256);
    return net.plus(net.tf().math.add(scaled, noise), -0.5);
  }

  private static Placeholder<TFloat32> floats(Net net, long... sizes) {
    return net.tf().placeholder(net.type(), shape(sizes));
  }

  private static Placeholder.Options shape(long... sizes) {
    return Placeholder.shape(Shape.of(sizes));
  }
}
