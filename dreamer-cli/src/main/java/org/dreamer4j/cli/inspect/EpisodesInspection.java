package org.dreamer4j.cli.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.AtomicFile;
import org.dreamer4j.core.Episode;
import org.dreamer4j.models.checkpoint.TensorStatistics;
import org.dreamer4j.replay.npz.Npz;
import org.dreamer4j.replay.npz.NpzEntry;
import org.dreamer4j.replay.npz.NpzFormatException;

/**
 * Episodes in one {@code .npz} file or a folder of them; also other {@code .npz} files.
 *
 * <p>JSON: {@code path}, {@code format}, {@code files}, {@code episodes} (files with rewards),
 * {@code rows}, {@code agent_steps}, {@code returns} ({@code min}, {@code mean}, {@code max},
 * {@code standard_deviation}), {@code arrays} (each {@code name}, {@code dtype}, {@code shape} with
 * -1 for the length where there are several files, {@code files} that have it, {@code elements},
 * {@code bytes} and, unless left out, what {@link Figures#put(ObjectNode, TensorStatistics)} puts),
 * {@code broken} (each {@code file} and {@code problem}).
 */
public final class EpisodesInspection implements Inspection {
  private static final String SUFFIX = ".npz";
  private static final long FREE = -1;

  private final Path path;
  private final boolean statistics;
  private final boolean isFolder;
  private final Map<Column, Sum> columns = new LinkedHashMap<>();
  private final List<Double> returns = new ArrayList<>();
  private final Map<String, String> broken = new LinkedHashMap<>();
  private int files;
  private long rows;

  /** Arrays of the same kind in several files. */
  private record Column(String key, String dtype, List<Long> shape) {}

  /** What the arrays of a column come to. */
  private record Sum(int files, long elements, long bytes, TensorStatistics statistics) {
    Sum plus(Sum other) {
      return new Sum(
          files + other.files,
          elements + other.elements,
          bytes + other.bytes,
          statistics.plus(other.statistics));
    }
  }

  private EpisodesInspection(Path path, boolean statistics) {
    this.path = path;
    this.statistics = statistics;
    this.isFolder = Files.isDirectory(path);
  }

  /** Whether a path is an {@code .npz} file or a folder with at least one. */
  public static boolean isAt(Path path) throws IOException {
    return Files.isDirectory(path) ? !list(path).isEmpty() : isNpz(path);
  }

  /**
   * Looks at a file or all files of a folder.
   *
   * @param statistics whether to read all data, not only the rewards
   * @throws NpzFormatException if a file that is named itself is broken
   * @throws IOException if a file cannot be read at all
   */
  public static EpisodesInspection of(Path path, boolean statistics) throws IOException {
    EpisodesInspection inspection = new EpisodesInspection(path, statistics);
    if (!inspection.isFolder) {
      inspection.add(path);
      return inspection;
    }
    for (Path file : list(path)) {
      try {
        inspection.add(file);
      } catch (NpzFormatException e) {
        String problem = Objects.toString(e.getMessage()).replace(file + ": ", "");
        inspection.broken.put(file.getFileName().toString(), problem);
      }
    }
    return inspection;
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(EpisodesInspection::isNpz).sorted().toList();
    }
  }

  private static boolean isNpz(Path file) {
    return String.valueOf(file.getFileName()).endsWith(SUFFIX)
        && !AtomicFile.isTemporary(file)
        && Files.isRegularFile(file);
  }

  private void add(Path file) throws IOException {
    List<NpzEntry> entries = Npz.list(file);
    Map<String, Array> arrays = statistics ? Npz.read(file) : Map.of();
    if (entries.stream().anyMatch(EpisodesInspection::isReward)) {
      Array rewards = arrays.get(Episode.REWARD);
      addRewards(rewards == null ? Npz.read(file, Episode.REWARD) : rewards);
    }
    files++;
    for (NpzEntry entry : entries) {
      Array array = arrays.get(entry.key());
      List<Long> shape = new ArrayList<>();
      entry.shape().forEach(size -> shape.add(size.longValue()));
      long elements = shape.stream().reduce(1L, (a, b) -> a * b);
      if (isFolder && !shape.isEmpty()) {
        shape.set(0, FREE);
      }
      Sum one =
          new Sum(
              1,
              elements,
              entry.bytes(),
              array == null ? TensorStatistics.EMPTY : TensorStatistics.of(array));
      columns.merge(new Column(entry.key(), entry.dtype(), shape), one, Sum::plus);
    }
  }

  private static boolean isReward(NpzEntry entry) {
    return entry.key().equals(Episode.REWARD) && entry.shape().size() == 1;
  }

  private void addRewards(Array rewards) {
    double sum = 0;
    for (int t = 0; t < rewards.size(); t++) {
      sum += rewards.get(t);
    }
    returns.add(sum);
    rows += rewards.size();
  }

  private long agentSteps() {
    return rows - returns.size();
  }

  private TensorStatistics returns() {
    double[] all = returns.stream().mapToDouble(r -> r).toArray();
    return TensorStatistics.of(new Array.Float64(new int[] {all.length}, all));
  }

  @Override
  public void print(PrintWriter out) {
    out.println(path);
    if (returns.isEmpty()) {
      out.println("npz without rewards: no episode, " + Figures.count(files, "file"));
    } else {
      out.println(
          String.join(
              ", ",
              Figures.count(returns.size(), "episode"),
              Figures.count(rows, "row"),
              Figures.count(agentSteps(), "agent step")));
      TensorStatistics figures = returns();
      out.println(
          "returns: mean "
              + Figures.number(figures.mean())
              + ", standard deviation "
              + Figures.number(figures.standardDeviation())
              + ", "
              + Figures.number(figures.min())
              + " to "
              + Figures.number(figures.max()));
    }
    out.println();
    table().print(out);
    if (!broken.isEmpty()) {
      out.println();
      out.println("broken:");
      broken.forEach((file, problem) -> out.println("  " + file + ": " + problem));
    }
  }

  private TextTable table() {
    TextTable table = new TextTable(statistics ? "lllrrrrrr" : "lllrr");
    table.add(
        cells(
            List.of("name", "dtype", "shape", "files", "elements"),
            new String[] {"min", "mean", "max", "NaN"}));
    columns.forEach(
        (column, sum) ->
            table.add(
                cells(
                    List.of(
                        column.key,
                        column.dtype,
                        Figures.shape(column.shape),
                        Figures.count(sum.files),
                        Figures.count(sum.elements)),
                    Figures.cells(sum.statistics))));
    return table;
  }

  private String[] cells(List<String> first, String[] figures) {
    List<String> all = new ArrayList<>(first);
    if (statistics) {
      all.addAll(List.of(figures));
    }
    return all.toArray(String[]::new);
  }

  @Override
  public ObjectNode json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("path", path.toString());
    root.put("format", "episodes");
    root.put("files", files);
    root.put("episodes", returns.size());
    root.put("rows", rows);
    root.put("agent_steps", agentSteps());
    TensorStatistics figures = returns();
    ObjectNode node = root.putObject("returns");
    Figures.put(node, "min", figures.min());
    Figures.put(node, "mean", figures.mean());
    Figures.put(node, "max", figures.max());
    Figures.put(node, "standard_deviation", figures.standardDeviation());
    ArrayNode arrays = root.putArray("arrays");
    columns.forEach((column, sum) -> put(arrays.addObject(), column, sum));
    ArrayNode problems = root.putArray("broken");
    broken.forEach(
        (file, problem) -> problems.addObject().put("file", file).put("problem", problem));
    return root;
  }

  private void put(ObjectNode node, Column column, Sum sum) {
    node.put("name", column.key);
    node.put("dtype", column.dtype);
    Figures.putShape(node, column.shape);
    node.put("files", sum.files);
    node.put("elements", sum.elements);
    node.put("bytes", sum.bytes);
    if (statistics) {
      Figures.put(node, sum.statistics);
    }
  }
}
