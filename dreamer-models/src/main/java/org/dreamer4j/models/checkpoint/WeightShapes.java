package org.dreamer4j.models.checkpoint;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.HeadsConfig;
import org.dreamer4j.core.config.ModelConfig;
import org.dreamer4j.core.config.ModelConfig.GruKind;
import org.dreamer4j.core.config.ModelConfig.Statistics;
import org.dreamer4j.models.nn.LayerNames;

/**
 * Names and shapes of the weights of an agent, computed without building it: what a checkpoint must
 * hold. Optimizer slots are not among them.
 */
public final class WeightShapes {
  private static final int[] DECODER_KERNELS = {5, 5, 6, 6};

  private final DreamerConfig config;
  private final EnvironmentSpec spec;
  private final Map<String, List<Long>> shapes = new LinkedHashMap<>();

  private WeightShapes(DreamerConfig config, EnvironmentSpec spec) {
    this.config = config;
    this.spec = spec;
  }

  /** Shapes by name, in the order in which the networks stand in {@link DreamerConfig}. */
  public static Map<String, List<Long>> of(DreamerConfig config, EnvironmentSpec spec) {
    WeightShapes all = new WeightShapes(config, spec);
    long embed = all.encoder();
    all.rssm(embed);
    all.decoder();
    all.heads(embed);
    return Collections.unmodifiableMap(all.shapes);
  }

  private long encoder() {
    ModelConfig model = config.model();
    LayerNames names = new LayerNames("graph/encoder");
    long embed = 0;
    if (model.encoder().seesImages()) {
      long in = channels();
      for (int i = 0; i < 4; i++) {
        long out = (long) model.convDepth() << i;
        layer(names.next("conv2d"), out, 4, 4, in, out);
        in = out;
      }
      embed += 4 * in;
    }
    if (model.encoder().seesVectors()) {
      Map<String, Long> vectors = spec.vectors();
      List<String> keys = model.proprioEncoderKeys();
      long in =
          vectors.entrySet().stream()
              .filter(v -> keys.isEmpty() || keys.contains(v.getKey()))
              .mapToLong(Map.Entry::getValue)
              .sum();
      embed += mlp(names, in, model.proprioEncoderUnits(), model.proprioEncoderNumLayers());
    }
    return embed;
  }

  private void rssm(long embed) {
    ModelConfig model = config.model();
    long units = model.modelSize();
    LayerNames prior = new LayerNames("graph/rnn/rssm/transition");
    mlp(prior, model.stateSize() + spec.action().size(), units, model.modelLayers());
    if (model.gru() == GruKind.RESET_BEFORE) {
      String cell = prior.next("gru_cell");
      add(cell + "/w_ru", 2 * units, 2 * units);
      add(cell + "/b_ru", 2 * units);
      add(cell + "/w_c", 2 * units, units);
      add(cell + "/b_c", units);
    } else {
      String cell = prior.next("gru");
      add(cell + "/kernel", units, 3 * units);
      add(cell + "/recurrent_kernel", units, 3 * units);
      add(cell + "/bias", 2, 3 * units);
    }
    mlp(prior, units, units, model.modelLayers());
    statistics(prior, units, model.stateSize());
    LayerNames posterior = new LayerNames("graph/rnn/rssm/posterior");
    mlp(posterior, units + embed, units, model.modelLayers());
    statistics(posterior, units, model.stateSize());
  }

  private void decoder() {
    if (!spec.observation().containsKey(Observation.IMAGE)) {
      return;
    }
    LayerNames names = new LayerNames("graph/head_image");
    long depth = config.model().convDepth();
    dense(names, config.model().featureSize(), 32 * depth);
    long[] filters = {4 * depth, 2 * depth, depth, channels()};
    long in = 32 * depth;
    for (int i = 0; i < filters.length; i++) {
      long size = DECODER_KERNELS[i];
      layer(names.next("conv2d_transpose"), filters[i], size, size, filters[i], in);
      in = filters[i];
    }
  }

  private void heads(long embed) {
    HeadsConfig heads = config.heads();
    head(Episode.REWARD, heads.layersOf(Episode.REWARD), 1);
    if (heads.hasPcont()) {
      head(Episode.PCONT, heads.layersOf(Episode.PCONT), 1);
    }
    if (heads.returnHead()) {
      head(Episode.RETURN, heads.layersOf(Episode.RETURN), 1);
    }
    if (heads.cpcHead()) {
      contrast(embed);
    }
    spec.vectors()
        .forEach(
            (key, size) -> {
              if (heads.stateDiagnostics() || heads.gradientHeads().contains(key)) {
                head(key, heads.layersOf(key), size);
              }
            });
    actor(heads.actionHead(), "action");
    value(heads.valueHead(), "value");
    actor(heads.actionTargetHead(), "action_target");
    value(heads.valueTargetHead(), "value_target");
  }

  private void contrast(long embed) {
    HeadsConfig heads = config.heads();
    LayerNames names = scope("cpc");
    mlp(names, embed, heads.numUnits(), heads.cpcHeadLayers());
    dense(names, heads.numUnits(), config.model().featureSize());
    if (heads.cpcHeadStd().equals(HeadsConfig.LEARNED)) {
      dense(names, heads.numUnits(), config.model().featureSize());
    }
  }

  private void actor(boolean wanted, String name) {
    if (!wanted) {
      return;
    }
    HeadsConfig heads = config.heads();
    LayerNames names = scope(name);
    long actions = spec.action().size();
    boolean learned = heads.actionHeadStd().equals(HeadsConfig.LEARNED);
    mlp(names, config.model().featureSize(), heads.numUnits(), heads.actionLayers());
    if (config.model().statistics() == Statistics.JOINT) {
      boolean two = learned && !heads.actionHeadDist().isDiscrete();
      dense(names, heads.numUnits(), (two ? 2 : 1) * actions);
    } else {
      dense(names, heads.numUnits(), actions);
      if (learned) {
        dense(names, heads.numUnits(), actions);
      }
    }
  }

  private void value(boolean wanted, String name) {
    if (wanted) {
      head(name, config.heads().valueLayers(), 1);
    }
  }

  private void head(String name, int layers, long size) {
    LayerNames names = scope(name);
    long units = config.heads().numUnits();
    mlp(names, config.model().featureSize(), units, layers);
    dense(names, units, size);
  }

  private long mlp(LayerNames names, long in, long units, int count) {
    long size = in;
    for (int i = 0; i < count; i++) {
      dense(names, size, units);
      size = units;
    }
    return size;
  }

  private void statistics(LayerNames names, long in, long size) {
    if (config.model().statistics() == Statistics.SEPARATE) {
      dense(names, in, size);
      dense(names, in, size);
    } else {
      dense(names, in, 2 * size);
    }
  }

  private void dense(LayerNames names, long in, long out) {
    layer(names.next("dense"), out, in, out);
  }

  private void layer(String name, long bias, long... kernel) {
    add(name + "/kernel", kernel);
    add(name + "/bias", bias);
  }

  private void add(String name, long... shape) {
    shapes.put(name, Arrays.stream(shape).boxed().toList());
  }

  private static LayerNames scope(String head) {
    return new LayerNames("graph/head_" + head);
  }

  private long channels() {
    return spec.observation().get(Observation.IMAGE) instanceof Spec.Image image
        ? image.channels()
        : 0;
  }
}
