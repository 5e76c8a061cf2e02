package org.dreamer4j.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy.Decision;
import org.dreamer4j.core.Spec;
import org.dreamer4j.models.AgentState;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Execution;
import org.dreamer4j.models.export.DreamerPolicy;
import org.dreamer4j.models.export.ExportSettings;
import org.dreamer4j.models.export.SavedModelExporter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exported model in a program, and behind a server that speaks as TensorFlow Serving does. */
class SavedModelExamplesTest {
  @TempDir private static Path folder;
  private static Path model;
  private static StubServing serving;

  @BeforeAll
  static void serve() throws IOException {
    model = folder.resolve("lamp");
    try (DreamerAgent agent =
        DreamerAgent.create(TinyRun.config(1), Dimmer.SPEC, Execution.QUICK_START)) {
      serving = new StubServing(SavedModelExporter.export(agent, model, ExportSettings.DEFAULT));
    }
  }

  @AfterAll
  static void close() {
    serving.close();
  }

  private static List<Observation> images(int... shades) {
    List<Observation> out = new ArrayList<>();
    for (int shade : shades) {
      byte[] pixels = new byte[Spec.Image.RGB64.size()];
      Arrays.fill(pixels, 0, pixels.length / 2, (byte) shade);
      out.add(Observation.ofImage(Spec.Image.RGB64, pixels));
    }
    return out;
  }

  @Test
  void aProgramActsOnImagesFromAnywhereAndRemembers() throws IOException {
    List<float[]> actions = ActWithSavedModel.act(model, images(10, 200, 10));

    assertEquals(3, actions.size());
    for (float[] action : actions) {
      assertEquals(1, action.length);
      assertTrue(Math.abs(action[0]) <= 1, "action " + action[0]);
    }
    assertFalse(Arrays.equals(actions.get(0), actions.get(2)), "the same image, seen later");
  }

  @Test
  void aPictureIsReadAsRgb() throws IOException {
    BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(1, 0, 0x0102ff);
    Path file = folder.resolve("picture.png");
    ImageIO.write(picture, "png", file.toFile());

    byte[] rgb = ActWithSavedModel.picture(file).image();

    assertEquals(Spec.Image.RGB64.size(), rgb.length);
    assertArrayEquals(new byte[] {0, 0, 0, 1, 2, (byte) 0xff, 0}, Arrays.copyOf(rgb, 7));
    Path other = folder.resolve("lamp/1/saved_model.pb");
    IOException e = assertThrows(IOException.class, () -> ActWithSavedModel.picture(other));
    assertEquals(other + " is no picture; give PNG files", e.getMessage());
  }

  @Test
  void aServerActsAsTheModelItself() throws IOException {
    CallTfServing remote = CallTfServing.connect(serving.model("lamp"));
    try (DreamerPolicy local = DreamerPolicy.load(model)) {
      List<AgentState> here = List.of(local.initialState(), local.initialState());
      List<AgentState> there = List.of(remote.initialState(), remote.initialState());
      for (int step = 0; step < 3; step++) {
        List<Observation> seen = images(20 * step, 250 - 20 * step);
        List<Decision<AgentState>> expected = local.act(here, seen);
        List<Decision<AgentState>> actual = remote.act(there, seen);
        for (int i = 0; i < 2; i++) {
          assertArrayEquals(expected.get(i).action(), actual.get(i).action(), 1e-6f);
          assertArrayEquals(
              expected.get(i).state().belief(), actual.get(i).state().belief(), 1e-6f);
        }
        here = expected.stream().map(Decision::state).toList();
        there = actual.stream().map(Decision::state).toList();
      }
      assertArrayEquals(
          local.act(here.get(0), images(7).get(0)).action(),
          remote.act(there.get(0), images(7).get(0)).action(),
          1e-6f);
    }
  }

  @Test
  void anOutputThatIsTheOnlyOneHasNoName() throws IOException {
    ServingClient client = new ServingClient(serving.model("lamp"));
    ObjectNode inputs = new ObjectMapper().createObjectNode();
    client
        .signature("actor")
        .path("inputs")
        .properties()
        .forEach(
            input -> {
              int size = input.getValue().at("/tensor_shape/dim/1/size").asInt();
              ArrayNode row = inputs.putArray(input.getKey()).addArray();
              IntStream.range(0, size).forEach(i -> row.add(0.5));
            });

    JsonNode actions = client.predict("actor", inputs);

    assertEquals(1, actions.size());
    assertTrue(Math.abs(actions.get(0).get(0).asDouble()) <= 1, actions.toString());
  }

  @Test
  void refusalsOfTheServerAreOneLine() throws IOException {
    URI wrong = serving.model("lamb");
    assertRefused(
        wrong + "/metadata answered 404: Servable not found for request: Latest(lamb)", wrong);
    URI broken = serving.model("broken");
    assertRefused(broken + "/metadata answered 502: no JSON: <html>Bad Gateway</html>", broken);

    ServingClient client = new ServingClient(serving.model("lamp"));
    assertEquals(
        serving.model("lamp") + " has no signature 'policy'",
        assertThrows(IOException.class, () -> client.signature("policy")).getMessage());
    IOException e =
        assertThrows(
            IOException.class,
            () -> client.predict("reward", new ObjectMapper().createObjectNode()));
    assertTrue(e.getMessage().contains(":predict answered 400: input keys"), e.getMessage());
  }

  @Test
  void imagesOfAnotherSizeAreRefusedByTheServer() throws IOException {
    CallTfServing remote = CallTfServing.connect(serving.model("lamp"));
    Spec.Image small = new Spec.Image(32, 32, 3);
    Observation seen = Observation.ofImage(small, new byte[small.size()]);
    UncheckedIOException e =
        assertThrows(UncheckedIOException.class, () -> remote.act(remote.initialState(), seen));
    assertTrue(e.getCause().getMessage().contains("answered 400: JSON Value of 'image'"));
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws IOException {
    URI nobody;
    try (StubServing gone = new StubServing(model.resolve("1"))) {
      nobody = gone.model("lamp");
    }
    IOException e = assertThrows(IOException.class, () -> CallTfServing.connect(nobody));
    assertTrue(e.getMessage().startsWith("no answer from " + nobody + "/metadata"));
    assertTrue(e.getMessage().endsWith("; is TensorFlow Serving running?"), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  private static void assertRefused(String message, URI url) {
    assertEquals(
        message, assertThrows(IOException.class, () -> CallTfServing.connect(url)).getMessage());
  }
}
