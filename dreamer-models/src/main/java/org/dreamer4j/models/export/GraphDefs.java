package org.dreamer4j.models.export;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Changes to graphs that are written down. */
final class GraphDefs {
  private static final String SEED = "seed";

  private GraphDefs() {}

  /** The nodes that some nodes need, themselves included, in the order of the graph. */
  static GraphDef keep(GraphDef graph, Collection<String> roots) {
    Map<String, NodeDef> byName = new HashMap<>();
    graph.getNodeList().forEach(node -> byName.put(node.getName(), node));
    Set<String> kept = new HashSet<>(roots);
    Deque<String> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      NodeDef node = byName.get(open.pop());
      if (node != null) {
        for (String input : node.getInputList()) {
          String name = node(input);
          if (kept.add(name)) {
            open.push(name);
          }
        }
      }
    }
    GraphDef.Builder out = graph.toBuilder().clearNode();
    graph.getNodeList().stream().filter(n -> kept.contains(n.getName())).forEach(out::addNode);
    return out.build();
  }

  /** The same graph, its draws of noise begun with another seed. */
  static GraphDef seed(GraphDef graph, long seed) {
    GraphDef.Builder out = graph.toBuilder().clearNode();
    for (NodeDef node : graph.getNodeList()) {
      boolean draws = node.containsAttr(SEED) && node.containsAttr("seed2");
      AttrValue value = AttrValue.newBuilder().setI(seed).build();
      out.addNode(draws ? node.toBuilder().putAttr(SEED, value).build() : node);
    }
    return out.build();
  }

  /** The node of an input: {@code name}, {@code name:1} or {@code ^name}. */
  private static String node(String input) {
    String name = input.startsWith("^") ? input.substring(1) : input;
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }
}
