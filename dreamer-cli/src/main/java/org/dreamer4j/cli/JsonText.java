package org.dreamer4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What a command prints with {@code --json}. */
final class JsonText {
  private JsonText() {}

  /** An object or an array, on several lines. */
  static String of(Object values) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
