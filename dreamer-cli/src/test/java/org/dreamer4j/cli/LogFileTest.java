package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log goes to the file of the run that is trained at that moment. */
class LogFileTest {
  private static final Logger LOGGER = LogManager.getLogger();

  @TempDir private Path folder;

  @AfterEach
  void forgetTheFile() {
    System.clearProperty(Training.LOG_PROPERTY);
  }

  @Test
  void everyRunHasALogOfItsOwn() throws IOException {
    LOGGER.info("before");
    for (String run : List.of("00001", "00002")) {
      System.setProperty(
          Training.LOG_PROPERTY, folder.resolve(run).resolve("dreamer.log").toString());
      LOGGER.info("in {}", run);
    }
    System.clearProperty(Training.LOG_PROPERTY);
    LOGGER.info("after");

    for (String run : List.of("00001", "00002")) {
      List<String> lines = Files.readAllLines(folder.resolve(run).resolve("dreamer.log"));
      assertEquals(1, lines.size(), lines.toString());
      assertTrue(lines.get(0).endsWith("INFO  LogFileTest: in " + run), lines.toString());
    }
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }
}
