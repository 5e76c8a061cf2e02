package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks of a person's own, compiled here as they would be anywhere. */
class ClassPathOptionTest {
  private static final String SERVICE = "META-INF/services/org.dreamer4j.envs.EnvironmentProvider";
  private static final String PROVIDER =
      """
      package mine;

      import java.util.List;
      import java.util.Map;
      import org.dreamer4j.core.*;
      import org.dreamer4j.envs.*;

      public final class Mine implements EnvironmentProvider {
        public List<TaskInfo> tasks(SimulatorOptions simulators) {
          return List.of(TaskInfo.available("blink", "a lamp of my own"));
        }

        public Environment make(String task, EnvironmentOptions options) {
          return new Environment() {
            private int step;

            public EnvironmentSpec spec() {
              return new EnvironmentSpec(
                  Map.of(Observation.IMAGE, Spec.Image.RGB64), Spec.Box.of(1, -1, 1));
            }

            public TimeStep reset() {
              step = 0;
              return TimeStep.restart(seen());
            }

            public TimeStep step(float[] action) {
              return ++step < 20
                  ? TimeStep.transition(seen(), action[0])
                  : TimeStep.truncation(seen(), action[0]);
            }

            private Observation seen() {
              return Observation.ofImage(
                  Spec.Image.RGB64, new byte[Spec.Image.RGB64.size()]);
            }
          };
        }
      }
      """;
  private static final String PARAMS =
      "{defaults: [dreamer, debug], tasks: [blink], conv_depth: 2, imagination_horizon: 3,"
          + " max_steps: 5}";

  @TempDir private static Path built;
  private static Path classes;
  private static Path jar;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void build() throws IOException {
    Path source = Files.writeString(built.resolve("Mine.java"), PROVIDER);
    classes = Files.createDirectory(built.resolve("classes"));
    String classPath = System.getProperty("java.class.path");
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                classPath,
                "-d",
                classes.toString(),
                source.toString());
    assertEquals(0, exit, "javac");
    Path service = classes.resolve(SERVICE);
    Files.createDirectories(service.getParent());
    Files.writeString(service, "mine.Mine\n");
    jar = jar(built.resolve("mine.jar"), classes);
  }

  private static Path jar(Path file, Path from) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
        Stream<Path> content = Files.walk(from)) {
      for (Path entry : content.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new JarEntry(from.relativize(entry).toString()));
        jar.write(Files.readAllBytes(entry));
      }
    }
    return file;
  }

  @Test
  void tasksOfAJarAreListedBeforeAndAfterTheSubcommand() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    assertEquals(0, run("tasks", "--classpath", jar.toString()), err.toString());
    assertTrue(out.toString().lines().anyMatch(ClassPathOptionTest::isBlink), out.toString());
    out.getBuffer().setLength(0);
    assertEquals(0, run("--classpath", jar.toString(), "tasks"), err.toString());
    assertTrue(out.toString().lines().anyMatch(ClassPathOptionTest::isBlink), out.toString());
    out.getBuffer().setLength(0);
    assertEquals(0, run("tasks"), err.toString());
    assertFalse(out.toString().lines().anyMatch(ClassPathOptionTest::isBlink), "it is forgotten");
    assertSame(before, Thread.currentThread().getContextClassLoader());
  }

  private static boolean isBlink(String line) {
    return line.matches("  blink +a lamp of my own");
  }

  @Test
  void aTaskOfAJarIsTimed() {
    String path = jar.toString();
    int timed =
        run(
            "bench",
            "env",
            "--runs",
            "1",
            "--seconds",
            "0",
            "--task",
            "blink",
            "--classpath",
            path);
    assertEquals(0, timed, err.toString());
    assertTrue(out.toString().startsWith("bench env, variant blink, "), out.toString());
  }

  @Test
  void aTaskOfAFolderOfClassesIsTrainedAndEvaluated() {
    String logdir = folder.resolve("logdir").toString();
    String path = classes + File.pathSeparator + jar;
    int trained =
        run("train", "--quiet", "--logdir", logdir, "--params", PARAMS, "--classpath", path);
    assertEquals(0, trained, err.toString());
    assertTrue(Files.exists(folder.resolve("logdir/00001/checkpoint")));
    assertEquals(
        0, run("eval", "--logdir", logdir, "--episodes", "1", "--classpath", path), err.toString());
    assertTrue(out.toString().contains("episode 1: return "), out.toString());
    err.getBuffer().setLength(0);
    assertEquals(2, run("eval", "--logdir", logdir), err.toString());
    String forgotten = "dreamer eval: unknown task 'blink'";
    assertTrue(err.toString().startsWith(forgotten), err.toString());
    assertTrue(err.toString().contains("--classpath adds your own"), err.toString());
  }

  @Test
  void aTaskOfAJarRunsInAProcessOfItsOwnToo() {
    String logdir = folder.resolve("logdir").toString();
    String params = PARAMS.replace("}", ", isolate_envs: process}");
    int trained =
        run(
            "train",
            "--tensorboard",
            "False",
            "--logdir",
            logdir,
            "--params",
            params,
            "--classpath",
            jar.toString());
    assertEquals(0, trained, err.toString());
  }

  @Test
  void aMissingFileIsRefused() {
    Path missing = folder.resolve("no.jar");
    assertRefused("--classpath: there is no " + missing + "; build the jar", missing.toString());
    String list = jar + File.pathSeparator + missing;
    assertRefused("--classpath: there is no " + missing + "; build the jar", list);
  }

  @Test
  void aFileThatIsNoJarIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "what?");
    assertRefused(
        "--classpath: " + text + " is neither a jar nor a folder of classes", text.toString());
  }

  @Test
  void aJarWithoutAProviderIsRefused() throws IOException {
    Path empty = jar(folder.resolve("empty.jar"), Files.createDirectory(folder.resolve("empty")));
    assertRefused(
        "--classpath: no EnvironmentProvider in "
            + empty
            + "; name its class in the jar's file "
            + SERVICE,
        empty.toString());
  }

  @Test
  void aProviderThatIsNotThereIsRefused() throws IOException {
    Path service = folder.resolve("bad").resolve(SERVICE);
    Files.createDirectories(service.getParent());
    Files.writeString(service, "mine.Missing\n");
    assertRefused(
        "--classpath: an EnvironmentProvider in " + folder.resolve("bad") + " cannot be loaded: ",
        folder.resolve("bad").toString());
    assertTrue(err.toString().contains("Provider mine.Missing not found"), err.toString());
  }

  @Test
  void helpNeedsNoClassPath() {
    assertEquals(0, run("--classpath", "nowhere", "--help"), err.toString());
    assertEquals(0, run("tasks", "--classpath", "nowhere", "--help"), err.toString());
    assertTrue(out.toString().contains("--classpath=JAR[:JAR...]"), out.toString());
  }

  /** A command that must end with exit code 2 and one line that begins so. */
  private void assertRefused(String message, String classPath) {
    err.getBuffer().setLength(0);
    assertEquals(2, run("tasks", "--classpath", classPath));
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().startsWith("dreamer tasks: " + message), err.toString());
    assertEquals("", out.toString());
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
