package org.dreamer4j.cli.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The figures of one run, read back.
 *
 * @param lines in the order of the file
 */
public record MetricsFile(List<JsonNode> lines) {
  /** The file's name in a run directory. */
  public static final String NAME = "metrics.jsonl";

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

    /**
     * This series with every value replaced by the mean of the last ones up to it.
     *
     * @param window most values in a mean
     */
    public Series smoothed(int window) {
      List<Double> means = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        List<Double> last = values.subList(Math.max(0, i + 1 - window), i + 1);
        means.add(last.stream().mapToDouble(v -> v).average().orElseThrow());
      }
      return new Series(envSteps, means);
    }
  }

  /**
   * Reads a file. A last line without a line break, which a running or killed process leaves, is
   * passed over.
   *
   * @throws IllegalArgumentException naming file and line if a line is no JSON object
   * @throws IOException if the file cannot be read
   */
  public static MetricsFile read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    int number = 0;
    for (String line : (Iterable<String>) whole.lines()::iterator) {
      number++;
      JsonNode node = parse(json, line);
      if (!node.isObject() || !node.path(JsonLinesSink.STEP).isNumber()) {
        throw new IllegalArgumentException(
            file + " line " + number + " is no JSON object with a 'step'");
      }
      lines.add(node);
    }
    return new MetricsFile(List.copyOf(lines));
  }

  /** The finite values under a key. */
  public Series series(String key) {
    List<Double> steps = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    double furthest = 0;
    for (JsonNode line : lines) {
      furthest = Math.max(furthest, line.path(JsonLinesSink.STEP).asDouble());
      if (line.path(key).isNumber()) {
        steps.add(furthest);
        values.add(line.path(key).asDouble());
      }
    }
    return new Series(steps, values);
  }

  private static JsonNode parse(ObjectMapper json, String line) {
    try {
      return json.readTree(line);
    } catch (JsonProcessingException e) {
      return json.missingNode();
    }
  }
}
