package org.dreamer4j.models;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.models.nn.Net;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * What the observations of N environments are fed into.
 *
 * @param image uint8 [N, 64, 64, C]; null if the encoder sees none
 * @param vectors what else the encoder sees, by observation key, [N, size]
 */
record Senses(@Nullable Placeholder<TUint8> image, Map<String, Placeholder<TFloat32>> vectors) {
  static Senses create(Net net, EnvironmentSpec spec, Encoder encoder) {
    Map<String, Placeholder<TFloat32>> vectors = new LinkedHashMap<>();
    Map<String, Long> sizes = spec.vectors();
    encoder.keys().forEach(key -> vectors.put(key, rows(net, sizes.getOrDefault(key, 0L))));
    if (!encoder.seesImages()) {
      return new Senses(null, vectors);
    }
    Shape shape = Shape.of(-1, 64, 64, Encoder.channels(spec));
    return new Senses(net.tf().placeholder(TUint8.class, Placeholder.shape(shape)), vectors);
  }

  /** Where N vectors are fed, [N, size]. */
  static Placeholder<TFloat32> rows(Net net, long size) {
    return net.tf().placeholder(net.type(), Placeholder.shape(Shape.of(-1, size)));
  }

  /** The observations with the image's noise drawn under a name. */
  Sensed sensed(Pixels pixels, Noise noise, String name) {
    return sensed(image == null ? null : pixels.scale(image, noise, name));
  }

  /** The observations with the image's noise at its mean. */
  Sensed sensedWithoutNoise(Pixels pixels) {
    return sensed(image == null ? null : pixels.scaleWithoutNoise(image));
  }

  private Sensed sensed(@Nullable Operand<TFloat32> scaled) {
    return new Sensed(scaled, new HashMap<>(vectors));
  }
}
