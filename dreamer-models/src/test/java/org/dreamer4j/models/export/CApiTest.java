package org.dreamer4j.models.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.dreamer4j.models.DreamerAgent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** A C program that knows nothing of this project loads and runs every exported model. */
@EnabledOnOs(OS.LINUX)
class CApiTest {
  private static final String SOURCE = "/run_saved_model.c";
  private static final int ROWS = 2;

  @TempDir private static Path folder;
  private static Path program;

  private record Ran(int exitCode, String said) {}

  @BeforeAll
  static void compile() throws Exception {
    Path source = folder.resolve("run_saved_model.c");
    try (InputStream in = CApiTest.class.getResourceAsStream(SOURCE)) {
      Files.copy(in, source);
    }
    program = folder.resolve("run_saved_model");
    String libraries = String.valueOf(Path.of(Loader.load(tensorflow.class)).getParent());
    List<String> gcc =
        List.of(
            "gcc",
            "-std=c99",
            "-Wall",
            "-Werror",
            source.toString(),
            "-o",
            program.toString(),
            "-L" + libraries,
            "-Wl,-rpath," + libraries,
            "-l:libtensorflow_cc.so.2",
            "-l:libtensorflow_framework.so.2");
    try {
      Ran compiled = run("", gcc);
      assertEquals(0, compiled.exitCode(), compiled.said());
    } catch (IOException e) {
      fail("this test needs a C compiler: apt-get install gcc libc6-dev (" + e.getMessage() + ")");
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesWhatJavaGives(Kind kind) throws Exception {
    Path model;
    try (DreamerAgent agent = kind.agent()) {
      ExportSettings settings = ExportSettings.DEFAULT.withHorizon(3);
      model = SavedModelExporter.export(agent, folder.resolve(kind.name()), settings);
    }
    Map<String, Call> calls = new TreeMap<>();
    signatures(model)
        .forEach((name, signature) -> calls.put(name, Call.random(signature, ROWS, 5)));
    // What draws its own noise gives something else every time; its twin is fed.
    calls.keySet().removeIf(name -> calls.containsKey(name + Signatures.WITH_NOISE));
    Ran ran = run(plan(model, calls), List.of(program.toString(), model.toString(), "serve"));
    assertEquals(0, ran.exitCode(), ran.said());
    int compared = 0;
    try (SavedModelBundle bundle = SavedModelBundle.load(model.toString(), "serve")) {
      for (String name : calls.keySet()) {
        Map<String, byte[]> expected = calls.get(name).run(bundle.session());
        for (String output : expected.keySet()) {
          byte[] actual = Files.readAllBytes(file(model, name, output));
          assertArrayEquals(expected.get(output), actual, name + " " + output + "\n" + ran.said());
          compared++;
        }
      }
    }
    assertTrue(compared >= (kind.acts() ? 20 : 10), compared + " outputs");
    assertEquals(compared, ran.said().lines().filter(line -> line.contains(" dtype ")).count());
  }

  @Test
  void aFolderWithoutModelFailsInOneLine() throws Exception {
    String nothing = folder.resolve("nothing").toString();
    Ran ran = run("", List.of(program.toString(), nothing, "serve"));
    assertEquals(1, ran.exitCode());
    assertTrue(ran.said().contains(nothing + ": Could not find SavedModel"), ran.said());
  }

  private static Map<String, SignatureDef> signatures(Path model) throws IOException {
    SavedModel saved = SavedModel.parseFrom(Files.readAllBytes(model.resolve("saved_model.pb")));
    MetaGraphDef meta = saved.getMetaGraphs(0);
    return meta.getSignatureDefMap();
  }

  private static String plan(Path model, Map<String, Call> calls) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String name : calls.keySet()) {
      Call call = calls.get(name);
      for (String input : call.inputs().keySet()) {
        TensorInfo info = call.input(input);
        Path file = file(model, name, "in_" + input);
        Files.createDirectories(file.getParent());
        Files.write(file, call.inputs().get(input));
        long[] shape = Call.shape(info, ROWS).asArray();
        String sizes =
            Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(" "));
        lines.add(
            "feed %s %d %s %d %s"
                .formatted(tensor(info), info.getDtypeValue(), file, shape.length, sizes));
      }
      new TreeMap<>(call.signature().getOutputsMap())
          .forEach(
              (output, info) ->
                  lines.add("fetch %s %s".formatted(tensor(info), file(model, name, output))));
      lines.add("run");
    }
    return String.join("\n", lines) + "\n";
  }

  private static String tensor(TensorInfo info) {
    return info.getName().replace(':', ' ');
  }

  private static Path file(Path model, String signature, String tensor) {
    return model.resolveSibling("tensors").resolve(signature + "." + tensor);
  }

  private static Ran run(String input, List<String> command) throws Exception {
    Path stdin = Files.writeString(Files.createTempFile(folder, "in", ""), input);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Process process = builder.redirectInput(stdin.toFile()).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), said);
  }
}
