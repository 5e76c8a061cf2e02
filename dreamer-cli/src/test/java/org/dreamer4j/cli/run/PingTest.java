package org.dreamer4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PingTest {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

  @TempDir private Path folder;

  @Test
  void pingIsTwoLinesOfText() throws Exception {
    Ping ping = new Ping("abc-1", TIME);
    assertEquals("worker: abc-1\ntime: 2026-01-02T03:04:05.678Z\n", ping.text());
    assertEquals(ping, Ping.parse(ping.text()));
  }

  @Test
  void ageIsNeverNegative() {
    Ping ping = new Ping("w", TIME);
    assertEquals(Duration.ofSeconds(7), ping.age(TIME.plusSeconds(7)));
    assertEquals(Duration.ZERO, ping.age(TIME.minusSeconds(7)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "worker: abc-1\n",
        "worker: abc-1\ntime: 2026-01-02T03:0",
        "worker: abc-1\ntime: 2026-01-02T03:04:05Z",
        "time: 2026-01-02T03:04:05Z\nworker: abc-1\n",
        "worker: a\ntime: 2026-01-02T03:04:05Z\nmore\n"
      })
  void halfOfAPingCannotBeRead(String text) {
    assertEquals(
        "its PING cannot be read",
        assertThrows(UnreadablePing.class, () -> Ping.parse(text)).getMessage());
  }

  @Test
  void pingWithoutATimeCannotBeRead() {
    assertEquals(
        "its PING has no time",
        assertThrows(UnreadablePing.class, () -> Ping.parse("worker: a\ntime: noon\n"))
            .getMessage());
  }

  @Test
  void pickleOfThePythonProgramIsNamed() throws IOException {
    RunMarks marks = new RunMarks(folder);
    byte[] binary = {(byte) 0x80, 3, 'X', 1, 0, 0, 0, 'w', 'q', 0, (byte) 0x86, '.'};
    Files.write(folder.resolve("PING"), binary);
    String message = assertThrows(UnreadablePing.class, marks::ping).getMessage();
    assertEquals("its PING is a pickle of the Python program, which cannot be read here", message);
    Files.writeString(folder.resolve("PING"), "(S'w'\np0\n.");
    assertEquals(message, assertThrows(UnreadablePing.class, marks::ping).getMessage());
  }

  @Test
  void marksAreFilesOfTheRun() throws Exception {
    RunMarks marks = new RunMarks(folder);
    assertEquals(Optional.empty(), marks.ping());
    marks.ping(new Ping("w", TIME));
    assertEquals(Optional.of(new Ping("w", TIME)), marks.ping());
    marks.failed(new IOException("disk full"));
    assertEquals(
        "java.io.IOException: disk full",
        Files.readAllLines(folder.resolve("FAIL")).get(0),
        "with its stack trace");
    assertEquals(true, marks.isDone() && marks.hasFailed());
  }
}
