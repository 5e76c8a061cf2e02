package org.dreamer4j.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an application has to write stays short. */
class ExampleLengthTest {
  private static final Path EXAMPLES = Path.of("src/main/java/org/dreamer4j/examples");

  private static List<String> lines(String example) throws IOException {
    return Files.readAllLines(EXAMPLES.resolve(example + ".java"));
  }

  /** All lines but the package's, imports and empty ones. */
  private static List<String> program(String example) throws IOException {
    return lines(example).stream()
        .filter(line -> !line.startsWith("package ") && !line.startsWith("import "))
        .filter(line -> !line.isBlank())
        .toList();
  }

  /** The body of a method, found by the indentation of its braces. */
  private static List<String> body(String example, String method) throws IOException {
    List<String> lines = lines(example);
    int first = 0;
    while (!lines.get(first).contains(" " + method + "(")) {
      first++;
    }
    while (!lines.get(first).endsWith("{")) {
      first++;
    }
    int end = first;
    while (!lines.get(end).equals("  }")) {
      end++;
    }
    return lines.subList(first + 1, end);
  }

  @Test
  void fromNothingToTrainingTakesFewerThanFortyLines() throws IOException {
    List<String> program = program("TrainOwnEnvironment");
    assertTrue(program.contains("public final class TrainOwnEnvironment {"));
    assertTrue(program.size() < 40, "it has " + program.size());
  }

  @Test
  void fromASavedModelToActionsTakesFewerThanTenLines() throws IOException {
    List<String> body = body("ActWithSavedModel", "act");
    assertTrue(body.get(0).contains("List<float[]> actions"), body.get(0));
    // The return belongs to the method, not to acting.
    int acting = body.size() - 1;
    assertTrue(acting >= 5 && acting < 10, "it has " + acting);
  }
}
