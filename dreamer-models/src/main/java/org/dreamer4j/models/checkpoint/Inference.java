package org.dreamer4j.models.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Printable;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;

/**
 * Infers an agent's configuration from the names and shapes of its weights: sizes, number of
 * layers, heads, kind of actions. Which heads trained the model, and whether the reference's
 * actions are one-hot, only the optimizers' slots tell.
 */
final class Inference {
  private static final Set<String> OWN_HEADS =
      Set.of(
          Observation.IMAGE,
          Episode.REWARD,
          Episode.PCONT,
          Episode.RETURN,
          "cpc",
          "value",
          "action",
          "value_target",
          "action_target");
  private static final Set<String> KEYS = Set.copyOf(DreamerConfig.defaults().toMap().keySet());
  private static final String TRANSITION = "graph/rnn/rssm/transition";
  private static final String POSTERIOR = "graph/rnn/rssm/posterior";
  private static final String ENCODER = "graph/encoder";

  private final NamedWeights weights;
  private final Layers layers;
  private final List<String> presets = new ArrayList<>();
  private final Map<String, Object> settings = new LinkedHashMap<>();
  private final Map<String, Spec> observation = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  private Inference(NamedWeights weights) {
    this.weights = weights;
    this.layers = new Layers(weights);
  }

  /**
   * Infers the configuration.
   *
   * @throws CheckpointFormatException if a weight is missing or shaped so that nothing can be told
   */
  static Inferred of(NamedWeights weights) throws CheckpointFormatException {
    Inference inference = new Inference(weights);
    int actions = inference.rssm();
    inference.encoder();
    inference.vectors();
    inference.model();
    inference.heads();
    Spec action = inference.actor(actions);
    inference.base();
    return inference.inferred(action);
  }

  private Inferred inferred(Spec action) throws CheckpointFormatException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(DreamerConfig.DEFAULTS, presets);
    all.putAll(settings);
    try {
      DreamerConfig.resolve(all);
    } catch (IllegalArgumentException e) {
      throw untold(Printable.name(String.valueOf(e.getMessage())));
    }
    return new Inferred(all, new EnvironmentSpec(observation, action), notes);
  }

  private CheckpointFormatException untold(String why) {
    return new CheckpointFormatException(
        weights.path(), "no agent can be told from these weights: " + why);
  }

  /** Adds the preset that the others vary; danijar's varies them. */
  private void base() {
    if (weights.scheme() == Scheme.DANIJAR) {
      presets.add("danijar");
    } else if (!layers.has("graph/head_action")) {
      presets.add(0, "planet");
    } else {
      presets.add(0, layers.has("graph/head_value") ? "dreamer" : "actor");
    }
  }

  /** Sizes of the RSSM; gives the number of actions. */
  private int rssm() throws CheckpointFormatException {
    int transition = layers.dense(TRANSITION);
    int posterior = layers.dense(POSTERIOR);
    int depth = transition - posterior;
    int statistics = posterior - depth;
    if (depth < 1 || statistics < 1 || statistics > 2) {
      throw untold(
          "an RSSM has as many layers before as after its GRU, here are %d in all and %d in the posterior"
              .formatted(transition, posterior));
    }
    int state = layers.out(POSTERIOR, posterior - 1) / (statistics == 1 ? 2 : 1);
    int actions = layers.in(TRANSITION, 0) - state;
    if (state < 1 || actions < 1) {
      throw untold(
          "the RSSM has %d stochastic units and takes %d actions".formatted(state, actions));
    }
    settings.put("model_size", layers.out(POSTERIOR, 0));
    settings.put("state_size", state);
    settings.put("model_layers", depth);
    settings.put("statistics", statistics == 1 ? "joint" : "separate");
    settings.put("gru", weights.scheme() == Scheme.DANIJAR ? "reset_after" : "reset_before");
    if (weights.scheme() == Scheme.PLANET) {
      settings.put("activation", "relu");
    }
    return actions;
  }

  private void encoder() throws CheckpointFormatException {
    List<Integer> image = layers.convolution(ENCODER, "conv2d");
    boolean sees = !image.isEmpty();
    if (sees) {
      settings.put("conv_depth", image.get(3));
    }
    int dense = layers.dense(ENCODER);
    int embed = layers.in(POSTERIOR, 0) - layers.out(POSTERIOR, 0);
    boolean identity = !sees && dense == 0 && embed > 0;
    settings.put("encoder", !sees ? "proprio" : dense > 0 ? "fusion" : "conv");
    if (dense > 0 || identity) {
      settings.put("proprio_encoder_num_layers", dense);
    }
    if (dense > 0) {
      settings.put("proprio_encoder_units", layers.out(ENCODER, 0));
    }
    List<Integer> decoder = layers.convolution("graph/head_image", "conv2d_transpose_3");
    if (sees || !decoder.isEmpty()) {
      int channels = sees ? image.get(2) : decoder.get(2);
      observation.put(Observation.IMAGE, new Spec.Image(64, 64, channels));
      if (!sees) {
        settings.put("conv_depth", decoder.get(3));
      }
    }
    if (identity || dense > 0) {
      encoded(identity ? embed : layers.in(ENCODER, 0));
    }
  }

  /** Names the vectors that are encoded, if their heads add up to them. */
  private void encoded(int size) throws CheckpointFormatException {
    int sum = 0;
    for (String head : stateHeads()) {
      sum += layers.lastOut("graph/head_" + head);
    }
    if (sum == 0) {
      observation.put("vector", Spec.Box.unbounded(size));
      notes.add("the vectors that are encoded have no heads: they are taken for one, 'vector'");
    } else if (sum != size) {
      notes.add(
          "%d numbers are encoded, the heads name %d: set proprio_encoder_keys"
              .formatted(size, sum));
    }
  }

  private void vectors() throws CheckpointFormatException {
    Set<String> heads = stateHeads();
    for (String head : heads) {
      observation.put(head, Spec.Box.unbounded(layers.lastOut("graph/head_" + head)));
    }
    settings.put("state_diagnostics", !heads.isEmpty());
  }

  private Set<String> stateHeads() {
    Set<String> heads = new TreeSet<>(layers.heads());
    heads.removeAll(OWN_HEADS);
    return heads;
  }

  /** Which heads trained the model. */
  private void model() {
    List<String> trained = new ArrayList<>();
    Set<String> heads = new LinkedHashSet<>(List.of(Observation.IMAGE, Episode.REWARD));
    heads.addAll(layers.heads());
    for (String head : heads) {
      for (String slot : List.of("/model", "/main")) {
        if (weights.state().containsKey("graph/graph/head_" + head + "/dense/kernel" + slot)) {
          trained.add(head);
        }
      }
    }
    boolean pcont = layers.has("graph/head_pcont");
    settings.put("pcont_head", pcont);
    if (trained.isEmpty()) {
      trained.addAll(stateHeads());
      trained.add(Episode.REWARD);
      if (observation.containsKey(Observation.IMAGE)) {
        trained = new ArrayList<>(List.of(Observation.IMAGE, Episode.REWARD));
      }
      if (pcont && weights.scheme() == Scheme.DANIJAR) {
        trained.add(Episode.PCONT);
      } else if (pcont) {
        notes.add("without optimizer slots the pcont head is taken for a diagnostic");
      }
    }
    settings.put("gradient_heads", List.copyOf(trained));
    if (trained.contains(Episode.PCONT)) {
      presets.add("pcont");
    }
  }

  private void heads() throws CheckpointFormatException {
    settings.put("num_units", layers.out("graph/head_reward", 0));
    settings.put("reward_layers", layers.dense("graph/head_reward") - 1);
    List<String> plain = new ArrayList<>(stateHeads());
    for (String own : List.of(Episode.PCONT, Episode.RETURN)) {
      if (layers.has("graph/head_" + own)) {
        plain.add(own);
      }
    }
    for (String head : plain) {
      if (KEYS.contains(head + "_layers")) {
        throw untold(
            "its head '" + head + "' goes by the key " + head + "_layers, which is another's");
      }
      int count = layers.dense("graph/head_" + head) - 1;
      settings.putIfAbsent("num_layers", count);
      if (!settings.get("num_layers").equals(count)) {
        settings.put(head + "_layers", count);
      }
    }
    settings.put("return_head", layers.has("graph/head_return"));
    boolean value = layers.has("graph/head_value");
    settings.put("value_head", value);
    if (value) {
      settings.put("value_layers", layers.dense("graph/head_value") - 1);
    }
    settings.put("value_target_head", layers.has("graph/head_value_target"));
    settings.put("action_target_head", layers.has("graph/head_action_target"));
    settings.put("cpc_head", layers.has("graph/head_cpc"));
    if (layers.has("graph/head_cpc")) {
      boolean learned = layers.endsInTwo("graph/head_cpc");
      settings.put("cpc_head_layers", layers.dense("graph/head_cpc") - (learned ? 2 : 1));
      settings.put("cpc_head_std", learned ? "learned" : "1.0");
    }
  }

  private Spec actor(int actions) throws CheckpointFormatException {
    String head = "graph/head_action";
    Spec box = Spec.Box.of(actions, -1, 1);
    settings.put("action_head", layers.has(head));
    if (!layers.has(head)) {
      return box;
    }
    int count = layers.dense(head);
    boolean joint = "joint".equals(settings.get("statistics"));
    boolean two = !joint && layers.endsInTwo(head);
    settings.put("action_layers", count - (two ? 2 : 1));
    boolean discrete =
        joint ? layers.lastOut(head) == actions : two && !layers.hasSlots(head, count - 1);
    if (!discrete && !joint && !two) {
      settings.put("action_head_std", "1.0");
      notes.add("the actor's standard deviation is no layer: action_head_std is taken for 1.0");
    }
    if (two && !weights.hasOptimizers()) {
      notes.add("without optimizer slots actions are taken for numbers, not for choices");
    }
    if (!discrete) {
      return box;
    }
    if (joint) {
      settings.put("action_head_dist", "onehot_straight");
      settings.put("action_noise_type", "epsilon_greedy");
    } else {
      presets.add("discrete");
    }
    return new Spec.Discrete(actions);
  }
}
