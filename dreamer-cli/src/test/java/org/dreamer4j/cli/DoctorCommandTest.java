package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  private final StringWriter out = new StringWriter();

  @Test
  void everyFindingIsALineThatBeginsWithItsLevel(@TempDir Path folder) {
    assertEquals(0, run("doctor", "--logdir", folder.toString()));
    String[] lines = out.toString().split("\\R");
    assertEquals(6 + 1, lines.length, out.toString());
    for (String line : lines) {
      assertTrue(line.matches("(ok      |note    ) \\w+ .*"), line);
    }
  }

  @Test
  void aProblemEndsWithExitCodeOne(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertEquals(1, run("doctor", "--json", "--logdir", file.toString()));
    JsonNode findings = new ObjectMapper().readTree(out.toString());
    boolean told = false;
    for (JsonNode finding : findings) {
      told |=
          finding.get("level").asText().equals("PROBLEM")
              && finding.get("subject").asText().equals("disk");
    }
    assertTrue(told, out.toString());
  }

  @Test
  void aDeviceThatIsNotThereIsRefusedInOneLine(@TempDir Path folder) {
    StringWriter err = new StringWriter();
    int code =
        Main.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            "train",
            "--logdir",
            folder.toString(),
            "--device",
            "tpu");
    assertEquals(2, code);
    assertEquals(
        "dreamer train: --device: no device 'tpu'; there are auto, cpu, gpu and gpu:N; dreamer"
            + " doctor tells more",
        err.toString().strip());
  }

  private int run(String... arguments) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(out, true), arguments);
  }
}
