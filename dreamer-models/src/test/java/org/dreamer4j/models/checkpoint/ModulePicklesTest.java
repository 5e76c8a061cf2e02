package org.dreamer4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.AtomicFile;
import org.dreamer4j.core.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A golden variables.pkl taken apart into one pickle for each module, and put together again. */
class ModulePicklesTest {
  @TempDir private Path folder;

  @Test
  void modulesTogetherAreTheAgent() throws IOException {
    try (Checkpoint whole = golden("tf2_small")) {
      split(whole);
      try (Checkpoint modules = Checkpoint.open(folder)) {
        assertEquals(Scheme.DANIJAR, modules.scheme());
        assertEquals(whole.config(), modules.config());
        assertEquals(whole.spec(), modules.spec());
        assertEquals(whole.weights(), modules.weights());
        for (String weight : whole.weights()) {
          assertArrayEquals(whole.read(weight).toFloats(), modules.read(weight).toFloats());
        }
      }
    }
  }

  @Test
  void normalisationBeforeTheActorsLastLayerIsFoldedIntoIt() throws IOException {
    try (Checkpoint whole = golden("tf2_small")) {
      split(whole);
      List<String> names = Tf2Layout.head("action", 5);
      Array kernel = whole.read(names.get(8));
      int units = kernel.shape()[0];
      float[] mean = ramp(units, 0.1f);
      float[] variance = ramp(units, 0.2f);
      float[] gamma = ramp(units, -0.3f);
      float[] beta = ramp(units, 0.05f);
      List<Array> arrays = read(whole, names.subList(0, 8));
      for (float[] vector : List.of(mean, variance, gamma, beta)) {
        arrays.add(new Array.Float32(new int[] {units}, vector));
      }
      arrays.addAll(read(whole, names.subList(8, 10)));
      write("actor", arrays);

      float[] x = ramp(units, 0.7f);
      float[] normalised = new float[units];
      for (int i = 0; i < units; i++) {
        normalised[i] =
            (float) ((x[i] - mean[i]) / Math.sqrt(variance[i] + 1e-3) * gamma[i] + beta[i]);
      }
      float[] expected = dense(normalised, kernel, whole.read(names.get(9)));
      try (Checkpoint modules = Checkpoint.open(folder)) {
        float[] actual = dense(x, modules.read(names.get(8)), modules.read(names.get(9)));
        assertArrayEquals(expected, actual, 1e-4f);
      }
    }
  }

  @Test
  void normalisedLayersThatContradictThemselvesAreRefused() throws IOException {
    try (Checkpoint whole = golden("tf2_small")) {
      split(whole);
      List<Array> arrays = new ArrayList<>();
      arrays.add(ones(3, 5));
      arrays.add(ones(5));
      arrays.addAll(List.of(ones(5), ones(5), ones(5), ones(5)));
      for (List<Array> last :
          List.of(
              List.of(ones(5, 4), ones(3)),
              List.of(ones(5, 4), ones(5)),
              List.of(ones(5, 4), ones(4, 1)),
              List.of(ones(5, 0), ones(0)),
              List.of(ones(5), ones(5)))) {
        List<Array> actor = new ArrayList<>(arrays);
        actor.addAll(last);
        write("actor", actor);
        CheckpointFormatException e =
            assertThrows(CheckpointFormatException.class, () -> Checkpoint.open(folder));
        assertTrue(e.getMessage().matches(".*variable 'actor/[67]': expected .*, got .*"));
      }
      arrays.remove(0);
      arrays.addAll(List.of(ones(5, 4), ones(4)));
      write("actor", arrays);
      CheckpointFormatException e =
          assertThrows(CheckpointFormatException.class, () -> Checkpoint.open(folder));
      assertTrue(e.getMessage().contains("variables of module actor, got 7"), e.getMessage());
    }
  }

  @Test
  void weightsThatContradictEachOtherAreNotWrittenAsPickle() throws IOException {
    try (Checkpoint whole = golden("tf2_small")) {
      split(whole);
      List<Array> reward = read(whole, Tf2Layout.head("reward", 3));
      reward.set(1, ones(7));
      write("reward", reward);
      Path file = folder.resolve("no/variables.pkl");
      try (Checkpoint modules = Checkpoint.open(folder)) {
        IllegalArgumentException e =
            assertThrows(
                IllegalArgumentException.class, () -> VariablesPickle.write(modules, file));
        assertEquals(
            "weight 'graph/head_reward/dense/bias' does not fit the others: expected "
                + List.of(reward.get(0).shape()[1])
                + ", got [7]",
            e.getMessage());
      }
      assertTrue(Files.notExists(file));
    }
  }

  @Test
  void emptyEncoderMeansThatVectorsAreSeenAsTheyAre() throws IOException {
    try (Checkpoint whole = golden("tf2_small")) {
      split(whole);
      write("encoder", List.of());
      try (Checkpoint modules = Checkpoint.open(folder)) {
        assertEquals("proprio", modules.settings().get("encoder"));
        assertEquals(0, modules.settings().get("proprio_encoder_num_layers"));
        assertEquals(Spec.Image.RGB64, modules.spec().observation().get("image"));
        long embed = whole.read("graph/rnn/rssm/posterior/dense/kernel").shape()[0] - 16L;
        assertEquals(embed, modules.spec().vectors().get("vector"));
        assertEquals(1, modules.notes().size());
        assertTrue(modules.match(modules.config(), modules.spec()).isExact());
      }
    }
  }

  @Test
  void moduleOfAnotherSizeIsRefused() throws IOException {
    try (Checkpoint whole = golden("tf2_small")) {
      split(whole);
      write("decoder", read(whole, Tf2Layout.decoder().subList(0, 8)));
      CheckpointFormatException e =
          assertThrows(CheckpointFormatException.class, () -> Checkpoint.open(folder));
      assertTrue(e.getMessage().contains("expected the 10 variables of module decoder, got 8"));
    }
  }

  @Test
  void variablesPickleIsWrittenAsItWasRead() throws IOException {
    for (String name : List.of("tf2_small", "tf2_small_pcont_onehot")) {
      Path copy = folder.resolve(name + ".pkl");
      try (Checkpoint golden = golden(name)) {
        VariablesPickle.write(golden, copy);
        try (WeightFile before = WeightFiles.open(pickle(name));
            WeightFile after = WeightFiles.open(copy);
            Checkpoint read = Checkpoint.open(copy)) {
          assertEquals(
              before.tensors().stream().map(StoredTensor::shape).toList(),
              after.tensors().stream().map(StoredTensor::shape).toList());
          assertEquals(
              before.tensors().stream().map(StoredTensor::dtype).toList(),
              after.tensors().stream().map(StoredTensor::dtype).toList());
          for (String weight : golden.weights()) {
            assertArrayEquals(golden.read(weight).toFloats(), read.read(weight).toFloats());
          }
        }
      }
    }
  }

  @Test
  void agentOfTheOtherGruIsNotWrittenAsPickle() throws IOException {
    Path bundle = resource("/golden/tf1_debug/checkpoint_before/model.ckpt-1000.index");
    try (Checkpoint checkpoint = Checkpoint.open(bundle)) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> VariablesPickle.write(checkpoint, folder.resolve("no.pkl")));
      assertTrue(e.getMessage().contains("resets its memory before"), e.getMessage());
    }
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  private void split(Checkpoint whole) throws IOException {
    write("rssm", read(whole, Tf2Layout.dynamics()));
    write("decoder", read(whole, Tf2Layout.decoder()));
    write("encoder", read(whole, Tf2Layout.encoder()));
    write("actor", read(whole, Tf2Layout.head("action", 5)));
    write("reward", read(whole, Tf2Layout.head("reward", 3)));
    write("value", read(whole, Tf2Layout.head("value", 4)));
  }

  private static List<Array> read(Checkpoint checkpoint, List<String> names) throws IOException {
    List<Array> arrays = new ArrayList<>();
    for (String name : names) {
      arrays.add(checkpoint.read(name));
    }
    return arrays;
  }

  private void write(String module, List<Array> arrays) throws IOException {
    AtomicFile.write(folder.resolve(module + ".pkl"), out -> PickleWriter.write(out, arrays));
  }

  /** x W + b. */
  private static float[] dense(float[] x, Array kernel, Array bias) {
    float[] weights = kernel.toFloats();
    float[] out = Arrays.copyOf(bias.toFloats(), bias.size());
    for (int row = 0; row < x.length; row++) {
      for (int column = 0; column < out.length; column++) {
        out[column] += x[row] * weights[row * out.length + column];
      }
    }
    return out;
  }

  private static Array ones(int... shape) {
    float[] ones = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    Arrays.fill(ones, 1);
    return new Array.Float32(shape, ones);
  }

  private static float[] ramp(int size, float step) {
    float[] out = new float[size];
    for (int i = 0; i < size; i++) {
      out[i] = step * (i + 1);
    }
    return out;
  }

  private static Checkpoint golden(String name) throws IOException {
    return Checkpoint.open(pickle(name));
  }

  private static Path pickle(String name) {
    return resource("/golden/" + name + "/variables_before.pkl");
  }

  private static Path resource(String name) {
    try {
      return Path.of(ModulePicklesTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
