package org.dreamer4j.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  @Test
  void whatRunsThisTestIsWell(@TempDir Path folder) {
    Map<String, Finding> findings = examine(folder);
    assertEquals(Finding.Level.OK, level(findings, "Java"));
    assertEquals(Finding.Level.OK, level(findings, "TensorFlow"));
    assertTrue(text(findings, "TensorFlow").startsWith("2.18."), text(findings, "TensorFlow"));
    assertEquals(Finding.Level.OK, level(findings, "tasks"));
    assertTrue(text(findings, "disk").endsWith("free in " + folder), text(findings, "disk"));
  }

  @Test
  void ofAFolderThatIsMissingTheOneAboveCounts(@TempDir Path folder) {
    Path missing = folder.resolve("missing/too");
    Finding disk = examine(missing).get("disk");
    assertEquals(Finding.Level.OK, disk.level());
    assertTrue(disk.text().endsWith(" GiB free in " + missing), disk.text());
  }

  @Test
  void aFileInThePlaceOfAFolderIsAProblem(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertEquals(
        Finding.problem("disk", file + " is no folder: use another --logdir"),
        examine(file.resolve("logdir")).get("disk"));
  }

  @Test
  void memoryIsEnoughFromSixGibibytesBesideTheHeapOn() {
    assertEquals(
        Finding.ok("memory", "8.0 GiB, of which Java's heap 2.0 GiB"), Doctor.memory(8, 2));
    Finding less = Doctor.memory(7.9, 2);
    assertEquals(Finding.Level.NOTE, less.level());
    assertTrue(less.text().contains("preset laptop"), less.text());
  }

  @Test
  void aLimitOnNativeMemoryIsToldWithTheFlagThatLiftsIt() {
    assertEquals(Finding.ok("limit", "none on TensorFlow's memory"), Doctor.nativeLimit(0));
    assertEquals(Finding.Level.OK, Doctor.nativeLimit(6L << 30).level());
    Finding low = Doctor.nativeLimit(2L << 30);
    assertEquals(
        Finding.note(
            "limit",
            "TensorFlow's memory ends at 2.0 GiB: raise it with"
                + " -Dorg.bytedeco.javacpp.maxPhysicalBytes=0"),
        low);
  }

  private static Map<String, Finding> examine(Path folder) {
    List<Finding> findings = new Doctor(folder).examine();
    return findings.stream().collect(Collectors.toMap(Finding::subject, Function.identity()));
  }

  private static Finding.Level level(Map<String, Finding> findings, String subject) {
    return findings.get(subject).level();
  }

  private static String text(Map<String, Finding> findings, String subject) {
    return findings.get(subject).text();
  }
}
