package org.dreamer4j.cli.inspect;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.models.checkpoint.Checkpoint;
import org.dreamer4j.models.checkpoint.CheckpointFormatException;
import org.dreamer4j.models.checkpoint.WeightFile;
import org.dreamer4j.models.checkpoint.WeightMatch;
import org.jspecify.annotations.Nullable;

/**
 * Whose agent weights are, and whether they are all there.
 *
 * <p>JSON: {@code scheme}, {@code sees} (sizes by key), {@code actions}, {@code discrete}, {@code
 * settings} (values of configuration keys), {@code weights}, {@code parameters}, {@code missing},
 * {@code other_shape} (each {@code name}, {@code expected}, {@code actual}), {@code left_over},
 * {@code notes}; or {@code problem} alone, if no agent can be told.
 */
final class AgentMatch {
  private static final int COLUMNS = 86;
  private static final int SHOWN = 8;

  private final String problem;
  private final @Nullable Found found;

  private record Found(
      String scheme,
      EnvironmentSpec spec,
      Map<String, Object> settings,
      int weights,
      long parameters,
      WeightMatch match,
      List<String> notes) {}

  private AgentMatch(String problem, @Nullable Found found) {
    this.problem = problem;
    this.found = found;
  }

  /**
   * Tells the agent from the names and shapes of a file.
   *
   * @throws IOException if the file cannot be read at all
   */
  static AgentMatch of(WeightFile file) throws IOException {
    try {
      return of(Checkpoint.of(file));
    } catch (CheckpointFormatException | IllegalArgumentException e) {
      return new AgentMatch(String.valueOf(e.getMessage()), null);
    }
  }

  private static AgentMatch of(Checkpoint checkpoint) {
    WeightMatch match = checkpoint.match(checkpoint.config(), checkpoint.spec());
    return new AgentMatch(
        "",
        new Found(
            checkpoint.scheme().toString(),
            checkpoint.spec(),
            checkpoint.settings(),
            checkpoint.weights().size(),
            checkpoint.parameters(),
            match,
            checkpoint.notes()));
  }

  void print(PrintWriter out) {
    out.println();
    if (found == null) {
      out.println("no known agent: " + problem);
      return;
    }
    out.println("agent of " + found.scheme);
    line(out, "sees", sees(found.spec));
    line(out, "acts by", acts(found.spec.action()));
    line(out, "weights", weights(found));
    list(out, "missing", found.match.missing());
    list(
        out,
        "other shape",
        found.match.mismatched().stream()
            .map(m -> m.name() + " " + m.actual() + " for " + m.expected())
            .toList());
    list(out, "left over", found.match.leftOver());
    line(
        out,
        "told",
        found.settings.entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", ")));
    found.notes.forEach(note -> line(out, "note", note));
  }

  private static String weights(Found found) {
    WeightMatch match = found.match;
    return match.isExact()
        ? "all %d are there, with %s; none is left over"
            .formatted(found.weights, Figures.count(found.parameters, "parameter"))
        : "%d, of which %d fit"
            .formatted(
                found.weights, found.weights - match.leftOver().size() - match.mismatched().size());
  }

  private static String sees(EnvironmentSpec spec) {
    return spec.observation().entrySet().stream()
        .map(e -> e.getKey() + " " + size(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String size(Spec spec) {
    return spec instanceof Spec.Image image
        ? image.height() + " x " + image.width() + " x " + image.channels()
        : String.valueOf(spec.size());
  }

  private static String acts(Spec action) {
    return action instanceof Spec.Discrete
        ? "one of " + Figures.count(action.size(), "choice")
        : Figures.count(action.size(), "number") + " from -1 to 1";
  }

  private static void list(PrintWriter out, String name, List<String> items) {
    items.stream().limit(SHOWN).forEach(item -> line(out, name, item));
    if (items.size() > SHOWN) {
      line(out, "", "and " + (items.size() - SHOWN) + " more");
    }
  }

  /** A name and what belongs to it, broken where a line gets long. */
  private static void line(PrintWriter out, String name, String text) {
    String label = name;
    StringBuilder row = new StringBuilder();
    for (String word : text.split(" ")) {
      if (row.length() + word.length() > COLUMNS && row.length() > 0) {
        out.printf("  %-11s %s%n", label, row.toString().stripTrailing());
        row.setLength(0);
        label = "";
      }
      row.append(word).append(' ');
    }
    out.printf("  %-11s %s%n", label, row.toString().stripTrailing());
  }

  void put(ObjectNode root) {
    ObjectNode node = root.putObject("agent");
    if (found == null) {
      node.put("problem", problem);
      return;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("scheme", found.scheme);
    Map<String, Object> sees = new LinkedHashMap<>();
    found.spec.observation().forEach((key, value) -> sees.put(key, value.shape()));
    json.put("sees", sees);
    json.put("actions", found.spec.action().size());
    json.put("discrete", found.spec.action() instanceof Spec.Discrete);
    json.put("settings", found.settings);
    json.put("weights", found.weights);
    json.put("parameters", found.parameters);
    json.put("missing", found.match.missing());
    json.put("other_shape", found.match.mismatched());
    json.put("left_over", found.match.leftOver());
    json.put("notes", found.notes);
    node.setAll((ObjectNode) new ObjectMapper().valueToTree(json));
  }
}
