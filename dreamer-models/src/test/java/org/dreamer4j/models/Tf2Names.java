package org.dreamer4j.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.models.nn.Variable;
import org.tensorflow.types.TFloat32;

/** Names of danijar/dreamer's weights for ours. */
final class Tf2Names {
  private static final String[][] MODULES = {
    {"graph/encoder/conv2d/", "encode.h1."},
    {"graph/encoder/conv2d_1/", "encode.h2."},
    {"graph/encoder/conv2d_2/", "encode.h3."},
    {"graph/encoder/conv2d_3/", "encode.h4."},
    {"graph/rnn/rssm/transition/dense/", "dynamics.img1."},
    {"graph/rnn/rssm/transition/gru/", "dynamics.gru."},
    {"graph/rnn/rssm/transition/dense_1/", "dynamics.img2."},
    {"graph/rnn/rssm/transition/dense_2/", "dynamics.img3."},
    {"graph/rnn/rssm/posterior/dense/", "dynamics.obs1."},
    {"graph/rnn/rssm/posterior/dense_1/", "dynamics.obs2."},
    {"graph/head_image/dense/", "decode.h1."},
    {"graph/head_image/conv2d_transpose/", "decode.h2."},
    {"graph/head_image/conv2d_transpose_1/", "decode.h3."},
    {"graph/head_image/conv2d_transpose_2/", "decode.h4."},
    {"graph/head_image/conv2d_transpose_3/", "decode.h5."},
  };

  private Tf2Names() {}

  /** danijar/dreamer's name of one of our variables. */
  static String of(String name) {
    for (String[] module : MODULES) {
      if (name.startsWith(module[0])) {
        return module[1] + name.substring(module[0].length());
      }
    }
    String[] parts = name.split("/");
    String head = parts[1].substring("head_".length());
    int layer = parts[2].equals("dense") ? 0 : Integer.parseInt(parts[2].substring(6));
    int last = Map.of("action", 4, "reward", 2, "value", 3, "pcont", 3).get(head);
    String module = head.equals("action") ? "actor" : head;
    return module + "." + (layer == last ? "hout" : "h" + layer) + "." + parts[3];
  }

  /** Our values under danijar/dreamer's names. */
  static Map<String, float[]> rename(DreamerAgent agent, Map<String, float[]> ours) {
    Map<String, float[]> out = new LinkedHashMap<>();
    for (Variable<TFloat32> variable : agent.graph().variables().trainable(List.of(""))) {
      out.put(of(variable.name()), ours.get(variable.name().replace('/', '.')));
    }
    return out;
  }
}
