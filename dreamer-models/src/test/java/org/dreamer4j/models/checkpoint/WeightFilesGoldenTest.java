package org.dreamer4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.ElementType;
import org.dreamer4j.replay.npz.Npz;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every tensor that the references' own savers wrote, against the same weights as npz. */
class WeightFilesGoldenTest {
  @ParameterizedTest
  @CsvSource({
    "tf1_debug, checkpoint_before, weights_before.npz, 263",
    "tf1_debug, checkpoint_after1, weights_after1.npz, 263",
    "tf1_discrete_pcont, checkpoint_before, weights_before.npz, 231",
    "tf1_cem, checkpoint_before, weights_before.npz, 167",
  })
  void allTensorsOfAReferenceCheckpointAreExact(
      String run, String checkpoint, String weights, int count) throws IOException {
    Path folder = Fixtures.path("/golden/" + run);
    Map<String, Array> expected = Npz.read(folder.resolve(weights));
    try (WeightFile file = WeightFiles.open(folder.resolve(checkpoint))) {
      assertEquals("tensor bundle", file.format());
      List<String> names = file.tensors().stream().map(StoredTensor::name).toList();
      assertEquals(List.copyOf(new TreeSet<>(names)), names, "sorted");
      assertEquals(count, names.size());
      assertEquals(
          new TreeSet<>(expected.keySet()),
          new TreeSet<>(names.stream().map(name -> name.replace('/', '.')).toList()));
      for (StoredTensor tensor : file.tensors()) {
        assertSame(expected.get(tensor.name().replace('/', '.')), file, tensor);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tf2_small, before, 82",
    "tf2_small, after1, 82",
    "tf2_small_pcont_onehot, before, 92",
    "tf2_small_pcont_onehot, after1, 92",
  })
  void allVariablesOfAReferencePickleAreExact(String run, String when, int count)
      throws IOException {
    Path folder = Fixtures.path("/golden/" + run);
    Map<String, Array> expected = Npz.read(folder.resolve("weights_" + when + ".npz"));
    JsonNode meta = new ObjectMapper().readTree(folder.resolve("meta.json").toFile());
    List<String> compared = new ArrayList<>();
    try (WeightFile file = WeightFiles.open(folder.resolve("variables_" + when + ".pkl"))) {
      assertEquals("pickle", file.format());
      assertEquals(count, file.tensors().size());
      for (JsonNode variable : meta.get("variables_pkl")) {
        StoredTensor tensor = file.tensors().get(variable.get("index").intValue());
        String name = variable.get("name").textValue();
        assertEquals(variable.get("index").asText(), tensor.name());
        assertEquals(variable.get("dtype").textValue(), tensor.dtype());
        if (expected.containsKey(name)) {
          assertSame(expected.get(name), file, tensor);
          compared.add(name);
        } else {
          assertTrue(name.equals("step") || name.startsWith("metrics."), name);
          assertEquals(1, file.read(tensor.name()).size());
        }
      }
    }
    assertEquals(new TreeSet<>(expected.keySet()), new TreeSet<>(compared));
  }

  private static void assertSame(Array expected, WeightFile file, StoredTensor tensor)
      throws IOException {
    String name = tensor.name();
    Array actual = file.read(name);
    assertEquals(expected.getClass(), actual.getClass(), name);
    assertEquals(ElementType.of(expected).label(), tensor.dtype(), name);
    assertArrayEquals(expected.shape(), actual.shape(), name);
    assertEquals(
        Arrays.stream(expected.shape()).mapToObj(size -> (long) size).toList(), tensor.shape());
    assertEquals(expected.size(), tensor.elements());
    assertEquals((long) expected.size() * ElementType.of(expected).bytes(), tensor.bytes());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), actual.get(i), 0.0, name);
    }
  }
}
