package org.dreamer4j.models.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.dreamer4j.models.checkpoint.NamedWeights.Weight;

/**
 * The weights of a tensor bundle, which go by the names of google-research/dreamer's TensorFlow 1
 * graph. One of the releases of its GRU called the gates' kernel by the candidate's name and the
 * other way round, so those two are told by shape.
 */
final class BundleNames {
  private static final String CELL = "graph/rnn/rssm/transition/gru_cell/";
  private static final String JOINT_CELL = "graph/rnn/rssm/transition/gru/kernel";
  private static final Pattern WEIGHT = Pattern.compile("graph/(encoder|rnn|head_[^/]+)/.+");
  private static final Pattern STATE =
      Pattern.compile(
          "graph/(graph/.+|optimizer_[^/]+/cond/(beta[12]_power|loss_scale|good_updates))|global_step");
  private static final Pattern PLANET = Pattern.compile("graph/optimizer_main/.+|.+/main(_1)?");

  private BundleNames() {}

  static NamedWeights of(WeightFile file) {
    Map<String, StoredTensor> tensors = new TreeMap<>();
    file.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    Map<String, Weight> weights = new TreeMap<>();
    Map<String, Weight> state = new TreeMap<>();
    List<String> others = new ArrayList<>();
    tensors.forEach(
        (name, tensor) -> {
          // Of what cannot be read the file need not even have the sizes that it claims.
          if (!file.isReadable(name)) {
            others.add(name);
          } else if (WEIGHT.matcher(name).matches()) {
            weights.put(name, Weight.of(file, tensor));
          } else if (STATE.matcher(name).matches()) {
            state.put(name, Weight.of(file, tensor));
          } else {
            others.add(name);
          }
        });
    orderCell(weights, "", "");
    for (String slot : List.of("/model", "/model_1", "/main", "/main_1")) {
      orderCell(state, "graph/", slot);
    }
    return new NamedWeights(file.path(), scheme(weights, state), weights, state, others);
  }

  private static Scheme scheme(Map<String, Weight> weights, Map<String, Weight> state) {
    if (weights.containsKey(JOINT_CELL)) {
      return Scheme.DANIJAR;
    }
    boolean planet =
        state.keySet().stream().anyMatch(name -> PLANET.matcher(name).matches())
            || weights.keySet().stream()
                .noneMatch(name -> name.matches("graph/head_(action|value|pcont)/.+"));
    return planet ? Scheme.PLANET : Scheme.DREAMER;
  }

  /** Gives the larger of the two kernels, and of their slots, the name of the gates. */
  private static void orderCell(Map<String, Weight> weights, String before, String after) {
    for (String kind : List.of("w", "b")) {
      String gates = before + CELL + kind + "_ru" + after;
      String candidate = before + CELL + kind + "_c" + after;
      Weight first = weights.get(gates);
      Weight second = weights.get(candidate);
      if (first != null && second != null && last(first) < last(second)) {
        weights.put(gates, second);
        weights.put(candidate, first);
      }
    }
  }

  private static long last(Weight weight) {
    List<Long> shape = weight.shape();
    return shape.isEmpty() ? 0 : shape.get(shape.size() - 1);
  }
}
