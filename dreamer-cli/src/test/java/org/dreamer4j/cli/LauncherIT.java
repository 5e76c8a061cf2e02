package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code dreamer}, with a build and a JVM that only say that they were asked. */
@Timeout(60)
class LauncherIT {
  private static final String MAVEN =
      """
      #!/bin/sh
      echo build >> builds
      mkdir building || echo overlap >> overlaps
      mkdir -p dreamer-cli/target/fast/lib
      : > dreamer-cli/target/fast/lib/picocli.jar
      sleep 0.2
      : > dreamer-cli/target/fast/dreamer-cli.jar
      rmdir building
      """;
  private static final String JAVA = "#!/bin/sh\necho \"java $*\"\n";

  @TempDir private Path folder;
  private Path state;
  private String gpu = "0";

  /** A start of the launcher. */
  private record Start(Process process, Path out, Path err) {
    int exitCode() throws InterruptedException {
      return process.waitFor();
    }
  }

  @BeforeEach
  void install() throws IOException {
    Files.copy(Path.of("..", "dreamer"), folder.resolve("dreamer"));
    program("bin/mvn", MAVEN);
    program("jdk/bin/java", JAVA);
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    state = folder.resolve(".dreamer");
  }

  @Test
  void theProgramIsBuiltOnceAndStartedWithTheArguments() throws Exception {
    for (int i = 0; i < 2; i++) {
      Start start = start("eval", "--logdir", "a b");
      assertEquals(0, start.exitCode(), Files.readString(start.err));
      String said = Files.readString(start.out);
      assertTrue(said.contains("org.dreamer4j.cli.Main eval --logdir a b"), said);
      assertTrue(said.contains("-cp " + state), said);
    }
    assertEquals(List.of("build"), Files.readAllLines(folder.resolve("builds")));
  }

  @Test
  void inADistributionItStartsTheJarsBesideItAndBuildsNothing() throws Exception {
    Path lib = unpack();
    Start start = start("train", "--logdir", "a b");
    assertEquals(0, start.exitCode(), Files.readString(start.err));
    String said = Files.readString(start.out);
    String expected = "-cp " + lib.toRealPath() + "/* org.dreamer4j.cli.Main train --logdir a b";
    assertTrue(said.contains(expected), said);
    assertFalse(Files.exists(folder.resolve("builds")));
    assertFalse(Files.exists(state));
  }

  @Test
  void inADistributionWithoutCudaAGpuIsRefusedWithTheJarThatIsMissing() throws Exception {
    Path lib = unpack();
    gpu = "1";
    Files.createFile(lib.resolve("tensorflow-core-native-1.1.0-linux-x86_64.jar"));
    assertFails("dreamer: DREAMER_GPU is set, but " + lib.toRealPath() + " has no CUDA library");
    Files.createFile(lib.resolve("tensorflow-core-native-1.1.0-linux-x86_64-gpu.jar"));
    Start start = start("version");
    assertEquals(0, start.exitCode(), Files.readString(start.err));
  }

  /** A distribution, started by a link; its folder of jars. */
  private Path unpack() throws IOException {
    Path lib = Files.createDirectories(folder.resolve("dreamer-1.0/lib"));
    Files.createFile(lib.resolve("dreamer-cli.jar"));
    Files.move(folder.resolve("dreamer"), folder.resolve("dreamer-1.0/dreamer"));
    Files.createSymbolicLink(folder.resolve("dreamer"), folder.resolve("dreamer-1.0/dreamer"));
    return lib;
  }

  @Test
  void ofManyThatFindTheLockOfADeadProcessOneBuilds() throws Exception {
    lockBy(dead());
    List<Start> starts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      starts.add(start("version"));
    }
    for (Start start : starts) {
      assertEquals(0, start.exitCode(), Files.readString(start.err));
      assertTrue(Files.readString(start.out).startsWith("java "));
    }
    assertEquals(List.of("build"), Files.readAllLines(folder.resolve("builds")));
    assertFalse(Files.exists(folder.resolve("overlaps")));
    assertEquals(List.of(), locks());
  }

  @Test
  void aLivingOwnerOfTheLockIsWaitedForWithOneLine() throws Exception {
    // Another user's process, unless root runs the test.
    lockBy(1);
    Start start = start("version");
    while (Files.size(start.err) == 0) {
      assertFalse(start.process.waitFor(20, TimeUnit.MILLISECONDS), "it waits");
    }
    Files.delete(state.resolve("lock"));
    assertEquals(0, start.exitCode(), Files.readString(start.err));
    List<String> said = Files.readAllLines(start.err);
    assertEquals(2, said.size(), said.toString());
    assertTrue(said.get(0).startsWith("dreamer: waiting for process 1, which builds"), said.get(0));
    assertTrue(said.get(1).startsWith("dreamer: building ("), said.get(1));
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaidInOneLine() throws Exception {
    Files.createFile(state);
    assertFails("dreamer: cannot write to " + state);
    Files.delete(state);
    Files.createDirectory(state);
    Files.createFile(state.resolve("lock"));
    assertFails("dreamer: cannot make the link " + state.resolve("lock"));
  }

  @Test
  void aCopyThatCannotBeMarkedRunsAllTheSame() throws Exception {
    assertEquals(0, start("version").exitCode());
    try (Stream<Path> copies = Files.list(state)) {
      Path copy = copies.filter(Files::isDirectory).findFirst().orElseThrow();
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("r-xr-xr-x"));
      assumeFalse(Files.isWritable(copy), "root may write everywhere");
      Start start = start("version");
      int exitCode = start.exitCode();
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
      assertEquals(0, exitCode, Files.readString(start.err));
      assertEquals("", Files.readString(start.err));
    }
  }

  private void assertFails(String message) throws Exception {
    Start start = start("version");
    assertEquals(1, start.exitCode());
    List<String> said = Files.readAllLines(start.err);
    assertEquals(1, said.size(), said.toString());
    assertTrue(said.get(0).startsWith(message), said.get(0));
  }

  private void program(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Start start(String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of(folder.resolve("dreamer").toString()));
    command.addAll(List.of(args));
    Path out = Files.createTempFile(folder, "start", ".out");
    Path err = Files.createTempFile(folder, "start", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("DREAMER_GPU", gpu);
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder
        .environment()
        .merge(
            "PATH",
            folder.resolve("bin").toString(),
            (path, bin) -> bin + File.pathSeparator + path);
    return new Start(builder.start(), out, err);
  }

  private void lockBy(long pid) throws IOException {
    Files.createDirectories(state);
    Files.createSymbolicLink(state.resolve("lock"), Path.of(String.valueOf(pid)));
  }

  private static long dead() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }

  private List<String> locks() throws IOException {
    try (Stream<Path> files = Files.list(state)) {
      return files.map(f -> f.getFileName().toString()).filter(f -> f.startsWith("lock")).toList();
    }
  }
}
