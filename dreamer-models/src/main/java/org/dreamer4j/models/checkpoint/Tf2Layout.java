package org.dreamer4j.models.checkpoint;

import java.util.ArrayList;
import java.util.List;

/**
 * The order of danijar/dreamer's {@code variables.pkl}: the step, then its modules by the names of
 * their attributes, with the totals and counts of its running means in between. Source:
 * danijar/dreamer {@code dreamer.py}, {@code tools.py}.
 *
 * @param actorLayers dense layers of the actor
 * @param rewardLayers dense layers of the reward head
 * @param pcontLayers dense layers of the pcont head, 0 without
 * @param valueLayers dense layers of the value head
 */
record Tf2Layout(int actorLayers, int rewardLayers, int pcontLayers, int valueLayers) {
  /** What stands in place of a name where no weight is. */
  static final String STEP = "step";

  /** Part of the names of running means. */
  static final String METRIC = "metric";

  /** Entries of decoder, dynamics and encoder, which stand between actor and running means. */
  static final int BEFORE_METRICS = decoder().size() + dynamics().size() + encoder().size();

  private static final int MEANS = 13;

  /** Our name of every entry, in the file's order. */
  List<String> names() {
    List<String> names = new ArrayList<>(List.of(STEP));
    names.addAll(actor());
    names.addAll(decoder());
    names.addAll(dynamics());
    names.addAll(encoder());
    int means = pcontLayers == 0 ? MEANS : MEANS + 1;
    for (int i = 0; i < 2 * means; i++) {
      names.add(METRIC + i);
    }
    names.addAll(head("reward", rewardLayers));
    names.addAll(head("pcont", pcontLayers));
    names.addAll(head("value", valueLayers));
    return names;
  }

  List<String> actor() {
    return head("action", actorLayers);
  }

  static List<String> decoder() {
    List<String> names = new ArrayList<>(layers("graph/head_image/dense", 1));
    names.addAll(layers("graph/head_image/conv2d_transpose", 4));
    return names;
  }

  static List<String> dynamics() {
    List<String> names = new ArrayList<>();
    String transition = "graph/rnn/rssm/transition/";
    List.of("kernel", "recurrent_kernel", "bias").forEach(n -> names.add(transition + "gru/" + n));
    names.addAll(layers(transition + "dense", 3));
    names.addAll(layers("graph/rnn/rssm/posterior/dense", 2));
    return names;
  }

  static List<String> encoder() {
    return layers("graph/encoder/conv2d", 4);
  }

  static List<String> head(String name, int layers) {
    return layers("graph/head_" + name + "/dense", layers);
  }

  /** Kernel and bias of layers named as TensorFlow 1 numbers them. */
  private static List<String> layers(String first, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String layer = i == 0 ? first : first + "_" + i;
      names.add(layer + "/kernel");
      names.add(layer + "/bias");
    }
    return names;
  }
}
