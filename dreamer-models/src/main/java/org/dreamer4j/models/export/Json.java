package org.dreamer4j.models.export;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dreamer4j.core.Printable;
import org.jspecify.annotations.Nullable;

/** Writes JSON: maps, lists, strings, numbers, booleans and null. */
final class Json {
  private Json() {}

  /** The text of a value, indented by two spaces, short lists on one line. */
  static String of(@Nullable Object value) {
    return of(value, "") + "\n";
  }

  private static String of(@Nullable Object value, String indent) {
    String deeper = indent + "  ";
    if (value instanceof Map<?, ?> map && map.isEmpty()) {
      return "{}";
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(
              e ->
                  deeper
                      + Printable.quoted(String.valueOf(e.getKey()))
                      + ": "
                      + of(e.getValue(), deeper))
          .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(element -> of(element, deeper))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Double number && !Double.isFinite(number)) {
      return "null"; // JSON knows no other word for what is no number.
    }
    return value == null || value instanceof Number || value instanceof Boolean
        ? String.valueOf(value)
        : Printable.quoted(String.valueOf(value));
  }
}
