package org.dreamer4j.cli.tensorboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.train.Progress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.HistogramProto;
import org.tensorflow.proto.Summary;

class TensorBoardTest {
  private static final int ROWS = 10;
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final Progress PROGRESS = new Progress(0, 0, 0, 0, 0);
  private static final String TEST = "simulation/should_simulate_dummy/test_main_dummy/";

  private static DreamerAgent agent;

  @TempDir private Path run;

  @BeforeAll
  static void open() {
    agent = agent("dreamer");
  }

  @AfterAll
  static void close() {
    agent.close();
  }

  @Test
  void figuresStandUnderTheReferencesTagsAtReplayedSequences() throws IOException {
    try (TensorBoard board = new TensorBoard(run, agent, InstantSource.fixed(START))) {
      board.write(500, figures("train/return", 3.5, "updates", 0));
      board.write(500, figures("model_loss", -2, "updates_per_second", 4, "updates", 100));
      board.write(500, figures("test/return", 7, "test/length", 20, "updates", 100));
    }
    Events train = Events.in(run.resolve("train"));
    assertEquals(
        3.5f,
        only(train, "graph/collection/should_collect_train_main_dummy/train_main_dummy/return")
            .getSimpleValue());
    assertEquals(500, train.of("graph/summaries/general/objectives/model").get(0).getStep());
    assertEquals(20, only(train, "graph/summaries/general/steps_per_second").getSimpleValue());
    assertEquals(0.05f, only(train, "graph/summaries/general/seconds_per_step").getSimpleValue());
    Events test = Events.in(run.resolve("test"));
    assertEquals(7, only(test, TEST + "return").getSimpleValue());
    assertEquals(7, only(test, Tags.SCORE).getSimpleValue());
    assertEquals(20, only(test, TEST + "length").getSimpleValue());
    assertEquals(500, test.of(TEST + "return").get(0).getStep());
  }

  @Test
  void testEpisodeBringsPicturesThatDecode() throws IOException {
    try (TensorBoard board = new TensorBoard(run, agent, InstantSource.fixed(START))) {
      board.onTrainEpisode(PROGRESS, episode(12, 3), true);
      board.onTrainEpisode(PROGRESS, episode(12, 3), true);
      board.write(500, figures("test/return", 7, "updates", 100));
      board.onTestEpisode(PROGRESS, episode(15, 3));
    }
    Events train = Events.in(run.resolve("train"));
    Events test = Events.in(run.resolve("test"));
    assertFrames(only(test, TEST + "gif"), 15, 64, 64);
    assertFrames(only(test, Tags.OPEN_LOOP_VIDEO), ROWS, 64, 3 * 64);
    assertFrames(only(train, Tags.OPEN_LOOP_VIDEO), ROWS, 2 * 64, 3 * 64);
    BufferedImage strip = png(only(train, Tags.IMAGES));
    assertEquals(List.of(ROWS * 64, 2 * 64), List.of(strip.getWidth(), strip.getHeight()));
    assertEquals(0x0a0a0a, strip.getRGB(64 + 5, 64 + 5) & 0xffffff);
    BufferedImage predicted = png(only(test, Tags.OPEN_LOOP_IMAGES));
    assertEquals(ROWS * 64, predicted.getWidth());
    assertEquals(500, test.of(TEST + "gif").get(0).getStep());
    float divergence = only(test, Tags.OPEN_LOOP_STATE + "divergence").getSimpleValue();
    assertTrue(divergence > 0 && divergence < 1000, "divergence " + divergence);
    float error = only(train, Tags.OPEN_LOOP_HEADS + "image_abs_error").getSimpleValue();
    assertTrue(error > 0 && error < 1, "error " + error);
    HistogramProto bias = only(train, "weights/graph/rnn/rssm/transition/dense/kernel").getHisto();
    assertEquals(bias.getNum(), bias.getBucketList().stream().mapToDouble(n -> n).sum());
  }

  @Test
  void videoShowsTruthOverPredictionOverError() throws IOException {
    try (TensorBoard board = new TensorBoard(run, agent, InstantSource.fixed(START))) {
      board.write(500, figures("test/return", 7, "updates", 100));
      board.onTestEpisode(PROGRESS, episode(ROWS, 3));
    }
    byte[] gif =
        only(Events.in(run.resolve("test")), Tags.OPEN_LOOP_VIDEO)
            .getImage()
            .getEncodedImageString()
            .toByteArray();
    BufferedImage first = ImageIO.read(new ByteArrayInputStream(gif));
    assertEquals(0, first.getRGB(10, 10) & 0xff);
    int predicted = first.getRGB(10, 64 + 10) & 0xff;
    int error = first.getRGB(10, 128 + 10) & 0xff;
    assertEquals((predicted + 256) / 2.0, error, 3);
  }

  @Test
  void picturesComeEveryFiveMinutesOrForAFiftiethOfTheTime() throws IOException {
    Deque<Instant> times = new ArrayDeque<>();
    // Without entries the clock stands at the start: events are written then.
    InstantSource clock = () -> times.isEmpty() ? START : times.remove();
    try (TensorBoard board = new TensorBoard(run, agent, clock)) {
      board.write(500, figures("test/return", 7, "updates", 100));
      board.onTestEpisode(PROGRESS, vectors(15));
      drawAt(board, times, 299, 0, 1);
      drawAt(board, times, 300, 10, 2);
      drawAt(board, times, 799, 0, 2);
      drawAt(board, times, 800, 0, 3);
    }
  }

  private void drawAt(TensorBoard board, Deque<Instant> times, long second, long takes, int drawn)
      throws IOException {
    Instant start = START.plusSeconds(second);
    // Asked at the start, for the one event that holds the weights, and at the end.
    times.addAll(List.of(start, start, start.plusSeconds(takes)));
    board.onTestEpisode(PROGRESS, vectors(15));
    times.clear();
    assertEquals(
        drawn,
        Events.in(run.resolve("train"))
            .of("weights/graph/rnn/rssm/transition/dense/kernel")
            .size());
  }

  @Test
  void greyImagesAndVectorsGiveFiguresAlone() throws IOException {
    try (TensorBoard board = new TensorBoard(run, agent, InstantSource.fixed(START))) {
      board.onTrainEpisode(PROGRESS, episode(12, 1), false);
      board.write(500, figures("test/return", 7, "updates", 100));
      board.onTestEpisode(PROGRESS, episode(12, 1));
      board.onTestEpisode(PROGRESS, vectors(12));
    }
    Events test = Events.in(run.resolve("test"));
    assertTrue(test.of(TEST + "gif").isEmpty());
    assertTrue(test.of(Tags.OPEN_LOOP_VIDEO).isEmpty());
    assertEquals(1, test.of(TEST + "return").size());
  }

  @Test
  void agentThatPredictsNoImagesShowsWhatItSaw() throws IOException {
    try (DreamerAgent blind = agent("planet");
        TensorBoard board = new TensorBoard(run, blind, InstantSource.fixed(START))) {
      assertFalse(blind.predictsImages());
      board.write(500, figures("test/return", 7, "updates", 100));
      board.onTestEpisode(PROGRESS, episode(12, 3));
    }
    Events test = Events.in(run.resolve("test"));
    assertEquals(1, test.of(TEST + "gif").size());
    assertEquals(1, test.of(Tags.IMAGES).size());
    assertTrue(test.of(Tags.OPEN_LOOP_VIDEO).isEmpty());
  }

  @Test
  void folderThatCannotBeWrittenDoesNotDisturbTraining() throws IOException {
    Path train = Files.writeString(run.resolve("train"), "a file where the folder would be");
    try (TensorBoard board = new TensorBoard(run, agent, InstantSource.fixed(START))) {
      board.write(500, figures("train/return", 3.5, "updates", 0));
      board.write(500, figures("test/return", 7, "updates", 100));
      board.onTestEpisode(PROGRESS, episode(12, 3));
    }
    assertArrayEquals(new Path[] {train}, Events.files(run).toArray());
  }

  private static DreamerAgent agent(String preset) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("defaults", List.of(preset, "debug"));
    keys.put("tasks", List.of("dummy"));
    keys.put("conv_depth", 2);
    return DreamerAgent.create(
        DreamerConfig.resolve(keys),
        new EnvironmentSpec(Map.of(Observation.IMAGE, Spec.Image.RGB64), Spec.Box.of(2, -1, 1)));
  }

  private static Map<String, Double> figures(Object... namesAndValues) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      figures.put((String) namesAndValues[i], ((Number) namesAndValues[i + 1]).doubleValue());
    }
    return figures;
  }

  /** An episode whose images of row t are all of the value 10 t. */
  private static Episode episode(int rows, int channels) {
    int size = 64 * 64 * channels;
    byte[] images = new byte[rows * size];
    for (int i = 0; i < images.length; i++) {
      images[i] = (byte) (10 * (i / size));
    }
    Map<String, Array> arrays = new LinkedHashMap<>(vectors(rows).arrays());
    arrays.put(Observation.IMAGE, new Array.Uint8(new int[] {rows, 64, 64, channels}, images));
    return new Episode(arrays);
  }

  private static Episode vectors(int rows) {
    return new Episode(
        Map.of(
            Episode.ACTION, new Array.Float32(new int[] {rows, 2}, new float[rows * 2]),
            Episode.REWARD, new Array.Float32(new int[] {rows}, new float[rows]),
            Episode.PCONT, new Array.Float32(new int[] {rows}, new float[rows])));
  }

  private static Summary.Value only(Events events, String tag) {
    List<Summary.Value> values = events.values(tag);
    assertEquals(1, values.size(), tag);
    return values.get(0);
  }

  private static BufferedImage png(Summary.Value value) throws IOException {
    byte[] data = value.getImage().getEncodedImageString().toByteArray();
    assertEquals("PNG", new String(data, 1, 3, StandardCharsets.US_ASCII));
    return ImageIO.read(new ByteArrayInputStream(data));
  }

  private static void assertFrames(Summary.Value value, int frames, int width, int height)
      throws IOException {
    assertEquals(width, value.getImage().getWidth());
    assertEquals(height, value.getImage().getHeight());
    byte[] data = value.getImage().getEncodedImageString().toByteArray();
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(data))) {
      reader.setInput(in);
      assertEquals(frames, reader.getNumImages(true));
      BufferedImage first = reader.read(0);
      assertEquals(List.of(width, height), List.of(first.getWidth(), first.getHeight()));
    } finally {
      reader.dispose();
    }
  }
}
