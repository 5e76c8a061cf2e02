package org.dreamer4j.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.replay.npz.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Episode files written by google-research/dreamer and danijar/dreamer over a fake environment; the
 * expected values are those of manifest.json beside them (float16 is read as float32).
 */
class EpisodeFilesGoldenTest {
  private static final String TF1_TIMEOUT =
      "tf1/20261120T184509-b7f2ee7b032543ed876872a5f7e283f8-13.npz";
  private static final String TF1_ABSENT =
      "tf1/20261120T184509-961f0c6bbeec48dea62f118f6e7bb9a5-10.npz";
  private static final String TF1_TERMINATION =
      "tf1/20261120T184509-89319226f5e04816b367c2cd10fd5b21-11.npz";
  private static final String TF2_DMC =
      "tf2_precision32/20261120T184519-6fbaccdf329a4c8e9445647054650a33-12.npz";
  private static final String TF2_ATARI =
      "tf2_precision32/20261120T184519-a53d260c28494b359e0fc52e0519a835-9.npz";
  private static final String TF2_HALF =
      "tf2_precision16/20261120T184519-c3fd9f59c66e4530a2085f2f18fb1c54-11.npz";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    TF1_TIMEOUT
        + ", image Uint8 [13; 64; 64; 3] position Float32 [13; 3] height Float32 [13; 1] action"
        + " Float32 [13; 2] reward Float64 [13] pcont Float64 [13], 4.792875871062279, 1",
    TF1_ABSENT
        + ", image Uint8 [10; 64; 64; 3] position Float32 [10; 3] height Float32 [10; 1] action"
        + " Float32 [10; 2] reward Float64 [10] pcont Float64 [10], 2.8215513676404953, 0",
    TF1_TERMINATION
        + ", image Uint8 [11; 64; 64; 3] action Float32 [11; 4] reward Float64 [11] pcont Float64"
        + " [11], 3.9112217128276825, 0",
    TF2_DMC
        + ", image Uint8 [12; 64; 64; 3] position Float32 [12; 3] action Float32 [12; 2] reward"
        + " Float32 [12] discount Float32 [12], -4.071428538300097, 1",
    TF2_ATARI
        + ", image Uint8 [9; 64; 64; 3] action Float32 [9; 4] reward Float32 [9] discount Float32"
        + " [9], 1.9505388736724854, 0",
    TF2_HALF
        + ", image Uint8 [11; 64; 64; 3] position Float32 [11; 3] action Float32 [11; 2] reward"
        + " Float32 [11] discount Float32 [11], -1.206298828125, 1",
  })
  void arraysAndRewardsAreThoseOfTheManifest(
      String file, String arrays, double rewardSum, double lastContinuation) throws IOException {
    assertEquals(arrays, describe(Npz.read(golden(file))));
    Episode episode = load(file);
    assertEquals(rewardSum, episode.episodeReturn(), 1e-12);
    Array pcont = episode.get(Episode.PCONT);
    assertEquals(lastContinuation, pcont.get(pcont.size() - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {TF1_TIMEOUT, TF1_ABSENT, TF1_TERMINATION, TF2_DMC, TF2_ATARI, TF2_HALF})
  void rowZeroIsTheReset(String file) throws IOException {
    Episode episode = load(file);
    Array action = episode.get(Episode.ACTION);
    for (int i = 0; i < action.shape()[1]; i++) {
      assertEquals(0, action.get(i));
    }
    assertEquals(0, episode.get(Episode.REWARD).get(0));
    assertEquals(1, episode.get(Episode.PCONT).get(0));
  }

  @Test
  void anEpisodeOfTheOriginalWrittenAgainIsTheSame() throws IOException {
    Episode episode = load(TF1_TIMEOUT);
    EpisodeStore store = EpisodeStore.open(directory);
    Episode again = store.load(store.append(episode)).orElseThrow();
    assertEquals(describe(episode.arrays()), describe(again.arrays()));
    episode
        .arrays()
        .forEach((key, array) -> assertArrayEquals(array.toFloats(), again.get(key).toFloats()));
  }

  @Test
  void batchesAreDrawnFromBothOriginalsFiles() throws IOException {
    for (String file : new String[] {TF1_TIMEOUT, TF2_DMC, TF2_HALF}) {
      Files.copy(golden(file), directory.resolve(Path.of(file).getFileName()));
    }
    Map<String, Spec> observation = new LinkedHashMap<>();
    observation.put(Observation.IMAGE, Spec.Image.RGB64);
    observation.put("position", Spec.Box.unbounded(3));
    EnvironmentSpec spec = new EnvironmentSpec(observation, Spec.Box.of(2, -1, 1));
    EpisodeStore store = EpisodeStore.open(directory);
    Batch batch = new SequenceSampler(store, spec, Sampling.of(6, 11, 0)).next();
    assertEquals(6 * 11 * 64 * 64 * 3, batch.image().length);
    assertEquals(33, store.agentSteps());
  }

  private static String describe(Map<String, Array> arrays) {
    return arrays.entrySet().stream()
        .map(
            entry ->
                entry.getKey()
                    + " "
                    + entry.getValue().getClass().getSimpleName()
                    + " "
                    + Arrays.toString(entry.getValue().shape()).replace(',', ';'))
        .collect(Collectors.joining(" "));
  }

  private static Episode load(String file) throws IOException {
    Path path = golden(file);
    EpisodeStore store = EpisodeStore.open(path.getParent());
    EpisodeFile entry =
        store.files().stream()
            .filter(candidate -> path.endsWith(candidate.name()))
            .findFirst()
            .orElseThrow();
    return store.load(entry).orElseThrow();
  }

  private static Path golden(String file) {
    try {
      return Path.of(EpisodeFilesGoldenTest.class.getResource("/episodes/" + file).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
