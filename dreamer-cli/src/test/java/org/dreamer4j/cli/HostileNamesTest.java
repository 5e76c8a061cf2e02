package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.dreamer4j.core.Printable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of tasks that lead out of the folders they belong in are names of nothing. */
class HostileNamesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "/etc/passwd",
        "atari_../../x",
        "dmlab_../../x",
        "gym_../x",
        "remote:../../x",
        "..",
        "dummy/../x",
        "x y",
        "",
        "\\u001b[31mred",
      })
  void aTaskThatIsAPathIsRefusedAndNothingIsWritten(String task) throws IOException {
    Path logdir = folder.resolve("logdir");
    String params = "{defaults: [dreamer, debug], tasks: ['" + task + "']}";
    assertRefused(Said.by("train", "--logdir", logdir.toString(), "--params", params));
    assertRefused(Said.by("baselines", "--task", task, "--episodes", "1"));
    try (Stream<Path> files = Files.walk(folder)) {
      assertEquals(1, files.count(), "nothing was written");
    }
  }

  private static void assertRefused(Said said) {
    assertEquals(2, said.exitCode(), said.out() + said.err());
    assertEquals(1, said.err().lines().count(), said.err());
    assertTrue(Printable.is(said.err().strip()), said.err());
  }
}
