package org.dreamer4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Weight files are read by a JVM that cannot load any native library of TensorFlow. */
class PureJavaTest {
  @Test
  void weightFilesAreReadWithoutTheNativeLibraryAndItsLoader() throws Exception {
    String all = System.getProperty("java.class.path");
    String pure =
        Arrays.stream(all.split(File.pathSeparator))
            .filter(entry -> !entry.matches(".*(javacpp|core-native-[^/]+-(linux|mac|win)).*"))
            .collect(Collectors.joining(File.pathSeparator));
    assertTrue(all.contains("javacpp") && !pure.contains("javacpp"), pure);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            pure,
            ReadWithoutNatives.class.getName(),
            Fixtures.path("/golden/tf1_debug/checkpoint_before").toString(),
            Fixtures.path("/golden/tf2_small/variables_before.pkl").toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    assertEquals(List.of("tensor bundle 263 241724", "pickle 82 78792"), output.lines().toList());
  }
}
