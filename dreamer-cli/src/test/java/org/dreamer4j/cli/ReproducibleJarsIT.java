package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dreamer4j.models.checkpoint.WeightPaths;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Builds the program twice, in two places. Long: {@code mvn verify -Psoak} runs it. */
@Tag("soak")
@Timeout(1800)
class ReproducibleJarsIT {
  private static final int MODULES = 6;

  @TempDir private Path folder;

  @Test
  void twoBuildsGiveTheSameBytes() throws Exception {
    assumeTrue(
        new ProcessBuilder("mvn", "--version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0);
    Map<String, String> first = build(folder.resolve("first"));
    assertTrue(first.size() >= MODULES, first.toString());
    assertEquals(first, build(folder.resolve("elsewhere/second")));
  }

  /** Digests of the jars that a copy of the sources gives, by name. */
  private Map<String, String> build(Path copy) throws IOException, InterruptedException {
    Path root = Path.of("..").toRealPath();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(ReproducibleJarsIT::isSource).toList()) {
        Path target = copy.resolve(root.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    Path log = folder.resolve("build.log");
    int exit =
        new ProcessBuilder(List.of("mvn", "-q", "-B", "-o", "-Pfast", "-DskipTests", "package"))
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertEquals(0, exit, Files.readString(log));
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(copy)) {
      for (Path jar : files.filter(ReproducibleJarsIT::isOurJar).toList()) {
        digests.put(jar.getFileName().toString(), WeightPaths.sha256(List.of(jar)));
      }
    }
    assertTrue(digests.values().stream().distinct().count() == digests.size());
    return digests;
  }

  private static boolean isSource(Path file) {
    String path = file.toString();
    return Files.isRegularFile(file)
        && (path.contains("/src/") || path.endsWith("pom.xml"))
        && !path.contains("/target/")
        && !path.contains("/.");
  }

  private static boolean isOurJar(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith("dreamer-")
        && name.endsWith(".jar")
        && !String.valueOf(file.getParent()).endsWith("/lib");
  }
}
