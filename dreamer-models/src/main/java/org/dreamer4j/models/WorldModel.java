package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.HeadsConfig;
import org.dreamer4j.core.config.Names;
import org.dreamer4j.models.nn.Net;

/** The networks that explain experience: encoder, RSSM, decoder and heads. */
final class WorldModel {
  /** The name under gradient_heads for all vectors of the environment. */
  private static final String ALL_BUT_IMAGE = "all_but_image";

  private final Encoder encoder;
  private final Rssm rssm;
  private final Optional<ConvDecoder> decoder;
  private final DenseHead reward;
  private final Optional<DenseHead> pcont;
  private final Optional<DenseHead> returns;
  private final Optional<ContrastiveHead> contrast;
  private final Map<String, DenseHead> states = new LinkedHashMap<>();
  private final List<String> gradientHeads;

  /**
   * All networks for an environment.
   *
   * @throws IllegalArgumentException if the environment does not show what is encoded or predicted,
   *     or a key names a head that does not exist
   */
  WorldModel(Net net, DreamerConfig config, EnvironmentSpec spec) {
    HeadsConfig heads = config.heads();
    Map<String, Long> vectors = spec.vectors();
    gradientHeads =
        heads.gradientHeads().equals(List.of(ALL_BUT_IMAGE))
            ? List.copyOf(vectors.keySet())
            : heads.gradientHeads();
    if (gradientHeads.isEmpty()) {
      throw new IllegalArgumentException(
          "gradient_heads all_but_image names the environment's vectors, it shows none: "
              + spec.observation());
    }
    encoder = new Encoder(net, config.model(), spec);
    rssm = new Rssm(net, config.model(), spec.action().size(), encoder.embedSize());
    decoder =
        spec.observation().containsKey(Observation.IMAGE)
            ? Optional.of(new ConvDecoder(net, config, Encoder.channels(spec)))
            : Optional.empty();
    reward = head(net, config, Episode.REWARD, 1);
    pcont = heads.hasPcont() ? Optional.of(head(net, config, Episode.PCONT, 1)) : Optional.empty();
    returns =
        heads.returnHead() ? Optional.of(head(net, config, Episode.RETURN, 1)) : Optional.empty();
    contrast =
        heads.cpcHead()
            ? Optional.of(new ContrastiveHead(net, config, encoder.embedSize()))
            : Optional.empty();
    vectors.forEach(
        (key, size) -> {
          if (heads.stateDiagnostics() || gradientHeads.contains(key)) {
            states.put(key, head(net, config, key, size));
          }
        });
    requireHeads(config);
  }

  private static DenseHead head(Net net, DreamerConfig config, String name, long size) {
    return new DenseHead(net, config, name, config.heads().layersOf(name), size);
  }

  private void requireHeads(DreamerConfig config) {
    Set<String> known = names();
    for (String head : gradientHeads) {
      if (head.equals(Observation.IMAGE) && decoder.isEmpty()) {
        throw new IllegalArgumentException(
            "gradient_heads names image and the environment shows none; name what it shows: "
                + states.keySet());
      }
    }
    Names.requireKnown("head in gradient_heads", gradientHeads, known);
    List<String> layered = new ArrayList<>(states.keySet());
    layered.addAll(List.of(Episode.REWARD, Episode.PCONT));
    Names.requireKnown("head in <head>_layers", config.heads().layers().keySet(), layered);
    List<String> scaled = new ArrayList<>(known);
    scaled.addAll(List.of(Episode.PCONT, "value", "action", "cpc", Episode.RETURN));
    Names.requireKnown("head in <head>_loss_scale", config.loss().lossScales().keySet(), scaled);
  }

  private Set<String> names() {
    Set<String> names = new java.util.LinkedHashSet<>(states.keySet());
    names.add(Episode.REWARD);
    decoder.ifPresent(head -> names.add(Observation.IMAGE));
    pcont.ifPresent(head -> names.add(Episode.PCONT));
    returns.ifPresent(head -> names.add(Episode.RETURN));
    contrast.ifPresent(head -> names.add(ContrastiveHead.NAME));
    return names;
  }

  Encoder encoder() {
    return encoder;
  }

  Rssm rssm() {
    return rssm;
  }

  /** Absent if the environment shows no image. */
  Optional<ConvDecoder> decoder() {
    return decoder;
  }

  DenseHead reward() {
    return reward;
  }

  Optional<DenseHead> pcont() {
    return pcont;
  }

  Optional<DenseHead> returns() {
    return returns;
  }

  Optional<ContrastiveHead> contrast() {
    return contrast;
  }

  /** Heads for the environment's vectors, by observation key. */
  Map<String, DenseHead> states() {
    return states;
  }

  /** Whether a head's gradient trains the model; if not, the head is a diagnostic. */
  boolean trains(String head) {
    return gradientHeads.contains(head);
  }

  /** Heads whose gradient trains the model. */
  List<String> gradientHeads() {
    return gradientHeads;
  }
}
