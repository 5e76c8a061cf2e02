package org.dreamer4j.cli.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import org.dreamer4j.models.checkpoint.SavedModelFile;
import org.dreamer4j.models.checkpoint.SavedModelFile.Graph;
import org.dreamer4j.models.checkpoint.SavedModelFile.Port;
import org.dreamer4j.models.checkpoint.SavedModelFile.Signature;
import org.dreamer4j.models.checkpoint.TensorBundle;
import org.jspecify.annotations.Nullable;

/**
 * A SavedModel: what can be called, and its variables.
 *
 * <p>JSON: {@code path}, {@code format}, {@code graphs} (each {@code tags}, {@code
 * tensorflow_version}, {@code nodes} and {@code signatures}: by name {@code method}, {@code inputs}
 * and {@code outputs}, which are by name {@code tensor}, {@code dtype} and {@code shape}, -1 for a
 * free size and null for a free rank) and {@code variables}, an object as {@link WeightsInspection}
 * makes it, or null.
 */
public final class SavedModelInspection implements Inspection {
  private static final String FORMAT = "SavedModel";

  private final SavedModelFile model;
  private final @Nullable WeightsInspection variables;

  private SavedModelInspection(SavedModelFile model, @Nullable WeightsInspection variables) {
    this.model = model;
    this.variables = variables;
  }

  /**
   * Looks at a SavedModel.
   *
   * @param statistics whether to read the data of its variables
   * @throws IOException if a variable cannot be read
   */
  public static SavedModelInspection of(SavedModelFile model, boolean statistics)
      throws IOException {
    if (!model.hasVariables()) {
      return new SavedModelInspection(model, null);
    }
    try (TensorBundle bundle = TensorBundle.open(model.variables())) {
      return new SavedModelInspection(model, WeightsInspection.of(bundle, statistics));
    }
  }

  @Override
  public void print(PrintWriter out) {
    out.println(model.directory());
    out.println(FORMAT + ", " + Figures.count(model.graphs().size(), "graph"));
    for (Graph graph : model.graphs()) {
      out.println();
      out.println(
          "graph "
              + String.join("+", graph.tags())
              + ": "
              + Figures.count(graph.nodes(), "node")
              + (graph.tensorflowVersion().isEmpty()
                  ? ""
                  : ", TensorFlow " + graph.tensorflowVersion()));
      graph.signatures().forEach((name, signature) -> print(out, name, signature));
    }
    out.println();
    if (variables == null) {
      out.println("no variables");
    } else {
      variables.print(out);
    }
  }

  private static void print(PrintWriter out, String name, Signature signature) {
    out.println();
    out.println("signature " + name + " (" + signature.method() + ")");
    TextTable table = new TextTable("llll");
    signature.inputs().forEach((port, info) -> add(table, "in", port, info));
    signature.outputs().forEach((port, info) -> add(table, "out", port, info));
    table.print(out);
  }

  private static void add(TextTable table, String direction, String name, Port port) {
    String shape = port.shape() == null ? "any shape" : Figures.shape(port.shape());
    table.add("  " + direction, name, port.dtype(), shape);
  }

  @Override
  public ObjectNode json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("path", model.directory().toString());
    root.put("format", FORMAT);
    ArrayNode graphs = root.putArray("graphs");
    for (Graph graph : model.graphs()) {
      ObjectNode node = graphs.addObject();
      ArrayNode tags = node.putArray("tags");
      graph.tags().forEach(tags::add);
      node.put("tensorflow_version", graph.tensorflowVersion());
      node.put("nodes", graph.nodes());
      ObjectNode signatures = node.putObject("signatures");
      graph
          .signatures()
          .forEach(
              (name, signature) -> {
                ObjectNode one = signatures.putObject(name);
                one.put("method", signature.method());
                put(one.putObject("inputs"), signature.inputs());
                put(one.putObject("outputs"), signature.outputs());
              });
    }
    root.set("variables", variables == null ? null : variables.json());
    return root;
  }

  private static void put(ObjectNode node, Map<String, Port> ports) {
    ports.forEach(
        (name, port) -> {
          ObjectNode one = node.putObject(name);
          one.put("tensor", port.tensor());
          one.put("dtype", port.dtype());
          Figures.putShape(one, port.shape());
        });
  }
}
