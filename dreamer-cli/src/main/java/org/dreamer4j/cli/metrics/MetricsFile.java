package org.dreamer4j.cli.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The figures of one run, read back.
 *
 * @param lines those that are whole, in the order of the file
 * @param unreadable numbers of the others, from 1 on
 */
public record MetricsFile(List<JsonNode> lines, List<Integer> unreadable) {
  /** The file's name in a run directory. */
  public static final String NAME = "metrics.jsonl";

  private static final String RETURN = "/return";
  private static final long MOST_BYTES = 128L << 20;
  private static final int MOST_BYTES_OF_A_LINE = 1 << 18;
  // In memory a short line takes twenty times its bytes, a figure in a long one ten times.
  private static final int MOST_LINES = 1_000_000;
  private static final int MOST_FIGURES = 4_000_000;

  private static final Logger LOG = LogManager.getLogger(MetricsFile.class);

  public MetricsFile {
    lines = List.copyOf(lines);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * One figure over time.
   *
   * @param envSteps simulator frames at each point, never falling
   * @param values finite, same length
   */
  public record Series(List<Double> envSteps, List<Double> values) {
    /** Whether there is no point. */
    public boolean isEmpty() {
      return values.isEmpty();
    }

    /** The last points; all of them where there are no more. */
    public Series last(int most) {
      int from = Math.max(0, values.size() - most);
      return new Series(envSteps.subList(from, values.size()), values.subList(from, values.size()));
    }

    /** The points of the last step; of a series of test returns the episodes of the last test. */
    public Series lastStep() {
      int from = isEmpty() ? 0 : envSteps.indexOf(envSteps.get(envSteps.size() - 1));
      return last(values.size() - from);
    }

    /** One point for each step, the mean of its points. */
    public Series meanOfEachStep() {
      Map<Double, List<Double>> points = new TreeMap<>();
      for (int i = 0; i < values.size(); i++) {
        points.computeIfAbsent(envSteps.get(i), step -> new ArrayList<>()).add(values.get(i));
      }
      return new Series(
          List.copyOf(points.keySet()), points.values().stream().map(Series::meanOf).toList());
    }

    private static double meanOf(List<Double> some) {
      return average(some).orElseThrow();
    }

    private static OptionalDouble average(List<Double> some) {
      return some.stream().mapToDouble(value -> value).average();
    }

    /** The mean of all values, empty if there are none. */
    public OptionalDouble mean() {
      return average(values);
    }

    /**
     * This series with every value replaced by the mean of the last ones up to it.
     *
     * @param window most values in a mean
     */
    public Series smoothed(int window) {
      List<Double> means = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        means.add(meanOf(values.subList(Math.max(0, i + 1 - window), i + 1)));
      }
      return new Series(envSteps, means);
    }
  }

  /**
   * Reads a file. A last line without a line break, which a running or killed process leaves, is
   * passed over; so are, with one warning, lines that are no JSON object with a {@code step}.
   *
   * @throws IOException if the file cannot be read, or is longer or has more lines or figures than
   *     that of any training
   */
  public static MetricsFile read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(
          file + " is longer than " + MOST_BYTES + " bytes, which no training writes");
    }
    byte[] bytes = Files.readAllBytes(file);
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    List<Integer> unreadable = new ArrayList<>();
    int start = 0;
    int number = 0;
    long figures = 0;
    for (int end = 0; end < bytes.length; end++) {
      if (bytes[end] == '\n') {
        number++;
        JsonNode node = parse(json, ByteBuffer.wrap(bytes, start, end - start));
        if (node.isObject() && node.path(JsonLinesSink.STEP).isNumber()) {
          node.properties().removeIf(figure -> figure.getValue().isContainerNode());
          figures += node.size();
          lines.add(node);
        } else {
          unreadable.add(number);
        }
        start = end + 1;
        if (number > MOST_LINES || figures > MOST_FIGURES) {
          throw new IOException(
              "%s has more than %d lines or %d figures, which no training writes"
                  .formatted(file, MOST_LINES, MOST_FIGURES));
        }
      }
    }
    if (!unreadable.isEmpty()) {
      LOG.warn(
          "{} line {} is no JSON object with a 'step'{}; going on without",
          file,
          unreadable.get(0),
          unreadable.size() == 1 ? "" : ", nor are " + (unreadable.size() - 1) + " others");
    }
    return new MetricsFile(lines, unreadable);
  }

  /** The finite values under a key. */
  public Series series(String key) {
    return series(key::equals);
  }

  /**
   * Returns of episodes, whatever simulation they are of.
   *
   * @param phase {@code train} or {@code test}
   */
  public Series returns(String phase) {
    return series(key -> isReturn(key, phase));
  }

  /**
   * Returns of episodes of a task: where a run has one simulation, those without a task's name.
   *
   * @param phase {@code train} or {@code test}
   */
  public Series returns(String phase, String task) {
    return series(
        key ->
            isReturn(key, phase)
                && (key.startsWith(phase + "/") || key.endsWith("_" + task + RETURN)));
  }

  private static boolean isReturn(String key, String phase) {
    return key.equals(phase + RETURN) || (key.startsWith(phase + "_") && key.endsWith(RETURN));
  }

  private Series series(Predicate<String> wanted) {
    List<Double> steps = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    double furthest = 0;
    for (JsonNode line : lines) {
      double step = line.path(JsonLinesSink.STEP).asDouble();
      furthest = Double.isFinite(step) ? Math.max(furthest, step) : furthest;
      for (Map.Entry<String, JsonNode> figure : line.properties()) {
        double value = figure.getValue().asDouble();
        if (wanted.test(figure.getKey())
            && figure.getValue().isNumber()
            && Double.isFinite(value)) {
          steps.add(furthest);
          values.add(value);
        }
      }
    }
    return new Series(steps, values);
  }

  private static JsonNode parse(ObjectMapper json, ByteBuffer line) {
    if (line.remaining() > MOST_BYTES_OF_A_LINE) {
      return json.missingNode();
    }
    try {
      return json.readTree(StandardCharsets.UTF_8.newDecoder().decode(line).toString());
    } catch (CharacterCodingException | JsonProcessingException e) {
      return json.missingNode();
    }
  }
}
