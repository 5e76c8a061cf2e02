package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.ModelConfig;
import org.dreamer4j.core.config.ModelConfig.Activation;
import org.dreamer4j.core.config.Names;
import org.dreamer4j.models.nn.LayerNames;
import org.dreamer4j.models.nn.Mlp;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Embeds what is sensed, [N, ...] to [N, E]: images by convolutions, vectors by dense layers with
 * rectifiers or as they are, or both side by side. Source: google-research/dreamer {@code
 * networks/conv.py} and {@code networks/proprio.py}; both at once is ours.
 */
final class Encoder {
  private final Net net;
  private final Optional<ConvEncoder> images;
  private final Optional<Mlp> vectors;
  private final List<String> keys;
  private final long embedSize;

  /**
   * An encoder for an environment.
   *
   * @throws IllegalArgumentException if the environment lacks what the configuration encodes
   */
  Encoder(Net net, ModelConfig config, EnvironmentSpec spec) {
    this.net = net;
    long size = 0;
    if (config.encoder().seesImages()) {
      ConvEncoder encoder = new ConvEncoder(net, config, channels(spec));
      images = Optional.of(encoder);
      size += encoder.embedSize();
    } else {
      images = Optional.empty();
    }
    if (config.encoder().seesVectors()) {
      keys = keys(config, spec);
      long in = keys.stream().mapToLong(key -> spec.vectors().get(key)).sum();
      int units = config.proprioEncoderUnits();
      int count = config.proprioEncoderNumLayers();
      LayerNames names = new LayerNames("graph/encoder");
      vectors = Optional.of(new Mlp(net, names, in, units, count, Activation.RELU));
      size += count == 0 ? in : units;
    } else {
      keys = List.of();
      vectors = Optional.empty();
    }
    embedSize = size;
  }

  /** Embeds observations: [N, ...] to [N, {@link #embedSize}]. */
  Operand<TFloat32> embed(Sensed sensed) {
    List<Operand<TFloat32>> parts = new ArrayList<>();
    images.ifPresent(encoder -> parts.add(encoder.embed(sensed.requireImage())));
    vectors.ifPresent(
        layers ->
            parts.add(layers.apply(net.concatLast(keys.stream().map(sensed::vector).toList()))));
    return net.concatLast(parts);
  }

  /** E, size of the embedding. */
  long embedSize() {
    return embedSize;
  }

  boolean seesImages() {
    return images.isPresent();
  }

  /** Keys of the vectors that are embedded, in order. */
  List<String> keys() {
    return keys;
  }

  /**
   * Channels of the environment's image.
   *
   * @throws IllegalArgumentException if there is none of 64 x 64
   */
  static int channels(EnvironmentSpec spec) {
    if (spec.observation().get(Observation.IMAGE) instanceof Spec.Image image
        && image.height() == 64
        && image.width() == 64) {
      return image.channels();
    }
    throw new IllegalArgumentException(
        "encoder conv and fusion need a 64 x 64 'image', the environment shows "
            + spec.observation());
  }

  private static List<String> keys(ModelConfig config, EnvironmentSpec spec) {
    Map<String, Long> known = spec.vectors();
    if (known.isEmpty()) {
      throw new IllegalArgumentException(
          "encoder proprio and fusion need vectors, the environment shows " + spec.observation());
    }
    Names.requireKnown("proprio_encoder_keys", config.proprioEncoderKeys(), known.keySet());
    return config.proprioEncoderKeys().isEmpty()
        ? List.copyOf(known.keySet())
        : config.proprioEncoderKeys();
  }
}
