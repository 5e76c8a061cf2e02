package org.dreamer4j.cli.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.dreamer4j.models.checkpoint.StoredTensor;
import org.dreamer4j.models.checkpoint.TensorStatistics;
import org.dreamer4j.models.checkpoint.WeightFile;
import org.jspecify.annotations.Nullable;

/**
 * Tensors of a checkpoint or pickle, by module.
 *
 * <p>JSON: {@code path}, {@code format}, {@code tensors} (each {@code name}, {@code dtype}, {@code
 * shape}, {@code elements}, {@code bytes} and, unless left out or not readable, what {@link
 * Figures#put(ObjectNode, TensorStatistics)} puts), {@code modules} (each {@code name}, {@code
 * tensors}, {@code elements}, {@code bytes}), {@code elements} and {@code bytes} of all, {@code
 * agent} (what {@link AgentMatch} tells).
 */
public final class WeightsInspection implements Inspection {
  private final String path;
  private final String format;
  private final List<Row> rows;
  private final boolean statistics;
  private final AgentMatch agent;

  /** A tensor, with figures where it was read. */
  record Row(StoredTensor tensor, @Nullable TensorStatistics statistics) {}

  private WeightsInspection(
      String path, String format, List<Row> rows, boolean statistics, AgentMatch agent) {
    this.agent = agent;
    this.path = path;
    this.format = format;
    this.rows = rows;
    this.statistics = statistics;
  }

  /**
   * Looks at every tensor of a file.
   *
   * @param statistics whether to read their data
   * @throws IOException if a tensor cannot be read
   */
  public static WeightsInspection of(WeightFile file, boolean statistics) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (StoredTensor tensor : file.tensors()) {
      boolean read = statistics && file.isReadable(tensor.name());
      rows.add(new Row(tensor, read ? TensorStatistics.of(file.read(tensor.name())) : null));
    }
    return new WeightsInspection(
        file.path().toString(), file.format(), rows, statistics, AgentMatch.of(file));
  }

  @Override
  public void print(PrintWriter out) {
    out.println(path);
    out.println(
        String.join(
            ", ",
            format,
            Figures.count(rows.size(), "tensor"),
            Figures.count(elements(rows), "element"),
            Figures.count(bytes(rows), "byte")));
    out.println();
    TextTable table = new TextTable(statistics ? "lllrrrrr" : "lllr");
    List<String> header = List.of("name", "dtype", "shape", "elements");
    table.add(cells(header, new String[] {"min", "mean", "max", "NaN"}));
    for (Module module : Module.of(rows)) {
      String indent = "";
      if (module.isNamed()) {
        String tensors = Figures.count(module.rows().size(), "tensor");
        table.add(module.name(), "", tensors, Figures.count(elements(module.rows())));
        indent = "  ";
      }
      for (Row row : module.rows()) {
        StoredTensor tensor = row.tensor;
        List<String> cells =
            List.of(
                indent + module.nameWithin(tensor.name()),
                tensor.dtype(),
                Figures.shape(tensor.shape()),
                Figures.count(tensor.elements()));
        table.add(cells(cells, Figures.cells(row.statistics)));
      }
    }
    table.print(out);
    printNotFinite(out);
    agent.print(out);
  }

  private String[] cells(List<String> first, String[] figures) {
    List<String> all = new ArrayList<>(first);
    if (statistics) {
      all.addAll(List.of(figures));
    }
    return all.toArray(String[]::new);
  }

  private void printNotFinite(PrintWriter out) {
    List<Row> notFinite = rows.stream().filter(WeightsInspection::isNotFinite).toList();
    if (!notFinite.isEmpty()) {
      out.println();
      out.println("not finite:");
      for (Row row : notFinite) {
        TensorStatistics figures = Objects.requireNonNull(row.statistics);
        out.println(
            "  "
                + row.tensor.name()
                + ": "
                + Figures.count(figures.nan())
                + " NaN, "
                + Figures.count(figures.infinite())
                + " infinite");
      }
    }
  }

  private static boolean isNotFinite(Row row) {
    return row.statistics != null && row.statistics.finite() < row.statistics.elements();
  }

  @Override
  public ObjectNode json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("path", path);
    root.put("format", format);
    ArrayNode tensors = root.putArray("tensors");
    for (Row row : rows) {
      ObjectNode node = tensors.addObject();
      node.put("name", row.tensor.name());
      node.put("dtype", row.tensor.dtype());
      Figures.putShape(node, row.tensor.shape());
      node.put("elements", row.tensor.elements());
      node.put("bytes", row.tensor.bytes());
      if (row.statistics != null) {
        Figures.put(node, row.statistics);
      }
    }
    ArrayNode modules = root.putArray("modules");
    for (Module module : Module.of(rows)) {
      ObjectNode node = modules.addObject();
      node.put("name", module.name());
      node.put("tensors", module.rows().size());
      node.put("elements", elements(module.rows()));
      node.put("bytes", bytes(module.rows()));
    }
    root.put("elements", elements(rows));
    root.put("bytes", bytes(rows));
    agent.put(root);
    return root;
  }

  private static long elements(List<Row> rows) {
    return rows.stream().mapToLong(row -> row.tensor.elements()).sum();
  }

  private static long bytes(List<Row> rows) {
    return rows.stream().mapToLong(row -> row.tensor.bytes()).sum();
  }
}
