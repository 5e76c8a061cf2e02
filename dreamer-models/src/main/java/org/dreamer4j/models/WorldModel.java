package org.dreamer4j.models;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.ModelConfig;
import org.dreamer4j.models.nn.Net;

/** The networks that explain experience: encoder, RSSM, decoder and heads. */
final class WorldModel {
  private final ConvEncoder encoder;
  private final Rssm rssm;
  private final ConvDecoder decoder;
  private final DenseHead reward;
  private final DenseHead pcont;
  private final Map<String, DenseHead> states = new LinkedHashMap<>();

  /**
   * All networks for an environment.
   *
   * @throws IllegalArgumentException if the environment shows no 64 x 64 x 3 image
   */
  WorldModel(Net net, ModelConfig config, EnvironmentSpec spec) {
    if (!Spec.Image.RGB64.equals(spec.observation().get(Observation.IMAGE))) {
      throw new IllegalArgumentException(
          "the world model needs a 64 x 64 x 3 'image', the environment shows "
              + spec.observation());
    }
    encoder = new ConvEncoder(net, config);
    rssm = new Rssm(net, config, spec.action().size(), encoder.embedSize());
    decoder = new ConvDecoder(net, config);
    reward = new DenseHead(net, config, "reward", config.rewardLayers(), 1);
    pcont = new DenseHead(net, config, "pcont", config.pcontHiddenLayers(), 1);
    if (config.stateDiagnostics()) {
      spec.observation()
          .forEach(
              (key, value) -> {
                if (value instanceof Spec.Box) {
                  states.put(
                      key, new DenseHead(net, config, key, config.numLayers(), value.size()));
                }
              });
    }
  }

  ConvEncoder encoder() {
    return encoder;
  }

  Rssm rssm() {
    return rssm;
  }

  ConvDecoder decoder() {
    return decoder;
  }

  DenseHead reward() {
    return reward;
  }

  DenseHead pcont() {
    return pcont;
  }

  /** Diagnostic heads for the environment's vectors, by observation key. */
  Map<String, DenseHead> states() {
    return states;
  }
}
