package org.dreamer4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** What a command prints with {@code --json}. */
final class JsonText {
  private JsonText() {}

  /** An object on several lines. */
  static String of(Map<String, ?> values) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
