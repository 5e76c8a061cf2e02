package org.dreamer4j.models;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DataConfig;
import org.dreamer4j.models.nn.Net;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * What a batch is fed into.
 *
 * @param image uint8 [B, T, 64, 64, C]; null if the environment shows none
 * @param vectors floats by key of {@link Batch#vectors}, [B, T] or [B, T, size]
 */
record Inputs(@Nullable Placeholder<TUint8> image, Map<String, Placeholder<TFloat32>> vectors) {

  /** Placeholders for batches of an environment. */
  static Inputs create(Net net, EnvironmentSpec spec, long size, long length) {
    Map<String, Placeholder<TFloat32>> vectors = new LinkedHashMap<>();
    spec.vectors().forEach((key, width) -> vectors.put(key, floats(net, size, length, width)));
    vectors.put(Episode.ACTION, floats(net, size, length, spec.action().size()));
    for (String key :
        new String[] {Episode.REWARD, Episode.PCONT, Episode.RETURN, Episode.REWARD_MASK}) {
      vectors.put(key, floats(net, size, length));
    }
    Placeholder<TUint8> image =
        spec.observation().get(Observation.IMAGE) instanceof Spec.Image seen
            ? net.tf()
                .placeholder(
                    TUint8.class, shape(size, length, seen.height(), seen.width(), seen.channels()))
            : null;
    return new Inputs(image, vectors);
  }

  /** All of them by name. */
  Map<String, Operand<?>> all() {
    Map<String, Operand<?>> all = new LinkedHashMap<>();
    if (image != null) {
      all.put(Observation.IMAGE, image);
    }
    all.putAll(vectors);
    return all;
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

  /** The batch as the networks see it, in B T rows; image noise is the draw {@code image}. */
  Sensed sensed(Net net, DataConfig config, Noise noise) {
    Operand<TFloat32> pixels = null;
    if (image != null) {
      Shape shape = image.shape();
      Operand<TFloat32> scaled = new Pixels(net, config).scale(image, noise, "image");
      pixels = net.reshape(scaled, -1, shape.get(2), shape.get(3), shape.get(4));
    }
    Map<String, Operand<TFloat32>> rows = new HashMap<>();
    vectors.forEach(
        (key, vector) -> {
          if (vector.shape().numDimensions() == 3) {
            rows.put(key, net.reshape(vector, -1, vector.shape().get(2)));
          }
        });
    return new Sensed(pixels, rows);
  }

  private static Placeholder<TFloat32> floats(Net net, long... sizes) {
    return net.tf().placeholder(net.type(), shape(sizes));
  }

  private static Placeholder.Options shape(long... sizes) {
    return Placeholder.shape(Shape.of(sizes));
  }
}
