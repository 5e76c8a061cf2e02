package org.dreamer4j.cli.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.cli.inspect.WeightsInspection.Row;

/**
 * Tensors that belong together by their names: {@code graph/rnn/...} to {@code graph/rnn}, and with
 * the doubled scope of the reference's optimizers {@code graph/graph/rnn/...} to {@code
 * graph/graph/rnn}.
 *
 * @param name the part of their names that they share, empty for names without slashes
 */
record Module(String name, List<Row> rows) {
  private static final char SLASH = '/';

  /** The modules of tensors, in the order of their first ones. */
  static List<Module> of(List<Row> rows) {
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    for (Row row : rows) {
      groups.computeIfAbsent(group(row.tensor().name()), g -> new ArrayList<>()).add(row);
    }
    return groups.values().stream().map(group -> new Module(shared(group), group)).toList();
  }

  /** Whether there is a name to show. */
  boolean isNamed() {
    return !name.isEmpty();
  }

  /** What is left of a tensor's name. */
  String nameWithin(String tensor) {
    return isNamed() ? tensor.substring(name.length() + 1) : tensor;
  }

  /** Up to the second slash, or the one after where the first parts are equal. */
  private static String group(String name) {
    int first = name.indexOf(SLASH);
    int second = name.indexOf(SLASH, first + 1);
    if (first < 0 || second < 0) {
      return name.substring(0, Math.max(0, first));
    }
    boolean doubled = name.startsWith(name.substring(0, first + 1), first + 1);
    int third = doubled ? name.indexOf(SLASH, second + 1) : second;
    return name.substring(0, third < 0 ? second : third);
  }

  /** The longest scope that all names share. */
  private static String shared(List<Row> rows) {
    String shared = rows.get(0).tensor().name();
    for (Row row : rows) {
      String name = row.tensor().name();
      int at = 0;
      while (at < Math.min(shared.length(), name.length())
          && shared.charAt(at) == name.charAt(at)) {
        at++;
      }
      shared = shared.substring(0, at);
    }
    return shared.substring(0, Math.max(0, shared.lastIndexOf(SLASH)));
  }
}
