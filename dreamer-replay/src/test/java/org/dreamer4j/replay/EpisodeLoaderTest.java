package org.dreamer4j.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.dreamer4j.core.config.DataConfig.Loader;
import org.dreamer4j.replay.EpisodeLoader.Pass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which episodes the passes of each loader consist of; no file is needed for that. */
class EpisodeLoaderTest {
  private static final List<EpisodeFile> ALL = allFiles();

  private final SplittableRandom random = new SplittableRandom(3);

  private static EpisodeLoader loader(Loader loader, int every, int window) {
    return EpisodeLoader.of(new Sampling(2, 5, 1, loader, every, window, 0, 0));
  }

  private static List<EpisodeFile> allFiles() {
    return IntStream.range(0, 40)
        .mapToObj(id -> new EpisodeFile(String.format("%03d-%d.npz", id, 10 + id), 10 + id))
        .toList();
  }

  /** Episodes {@code from .. to - 1} in the order of their names. */
  private static List<EpisodeFile> files(int from, int to) {
    return ALL.subList(from, to);
  }

  private static int id(EpisodeFile file) {
    return file.length() - 10;
  }

  private static long amount(Pass pass, int from, int to) {
    return pass.episodes().stream().filter(files(from, to)::contains).count();
  }

  private static void assertDistinct(Collection<EpisodeFile> episodes) {
    assertEquals(episodes.size(), new HashSet<>(episodes).size());
  }

  /** All counts lie within five standard deviations of what a probability promises. */
  private static void assertUniform(int[] counts, int passes, double probability) {
    double margin = 5 * Math.sqrt(passes * probability * (1 - probability));
    for (int count : counts) {
      assertEquals(passes * probability, count, margin, Arrays.toString(counts));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Loader.class,
      names = {"CACHE", "WINDOW"})
  void aSampleHoldsEveryEpisodeAndPositionEquallyOften(Loader name) {
    EpisodeLoader loader = loader(name, 4, 10);
    int[] counts = new int[10];
    int[] first = new int[10];
    for (int i = 0; i < 4000; i++) {
      Pass pass = loader.next(files(0, 10), random);
      assertEquals(4, pass.draws());
      assertEquals(4, pass.episodes().size());
      assertDistinct(pass.episodes());
      pass.episodes().forEach(file -> counts[id(file)]++);
      first[id(pass.episodes().get(0))]++;
    }
    assertUniform(counts, 4000, 0.4);
    assertUniform(first, 4000, 0.1);
  }

  @Test
  void ofFewEpisodesThePassHoldsAllAndIsAsLong() {
    Pass pass = loader(Loader.CACHE, 1000, 1).next(files(0, 3), random);
    assertEquals(Set.copyOf(files(0, 3)), Set.copyOf(pass.episodes()));
    assertEquals(1000, pass.draws());
  }

  @Test
  void recentTakesHalfFromNewEpisodesAndHalfFromOldOnes() {
    EpisodeLoader loader = loader(Loader.RECENT, 8, 1);
    assertEquals(4, loader.next(files(0, 20), random).episodes().size(), "all are new at first");
    Pass second = loader.next(files(0, 30), random);
    assertEquals(4, amount(second, 0, 20));
    assertEquals(4, amount(second, 20, 30));
    assertEquals(8, second.draws());
    Pass third = loader.next(files(0, 35), random);
    assertEquals(4, amount(third, 0, 30), "what was new has become old");
    assertEquals(4, amount(third, 30, 35));
  }

  @Test
  void recentIsUniformWithinBothHalvesAndInItsOrder() {
    int[] counts = new int[30];
    int newFirst = 0;
    for (int i = 0; i < 4000; i++) {
      EpisodeLoader loader = loader(Loader.RECENT, 8, 1);
      loader.next(files(0, 20), random);
      Pass pass = loader.next(files(0, 30), random);
      assertDistinct(pass.episodes());
      pass.episodes().forEach(file -> counts[id(file)]++);
      newFirst += id(pass.episodes().get(0)) >= 20 ? 1 : 0;
    }
    assertUniform(Arrays.copyOf(counts, 20), 4000, 4 / 20.0);
    assertUniform(Arrays.copyOfRange(counts, 20, 30), 4000, 4 / 10.0);
    assertUniform(new int[] {newFirst}, 4000, 0.5);
  }

  @Test
  void recentMakesDoWhereOneSideHasTooFew() {
    EpisodeLoader loader = loader(Loader.RECENT, 8, 1);
    loader.next(files(0, 20), random);
    Pass one = loader.next(files(0, 21), random);
    assertEquals(1, amount(one, 20, 21));
    assertEquals(4, amount(one, 0, 20));
    assertEquals(8, one.draws());
    Pass none = loader.next(files(0, 21), random);
    assertEquals(4, amount(none, 0, 21));
  }

  @Test
  void recentForgetsWhatHasBeenRemoved() {
    EpisodeLoader loader = loader(Loader.RECENT, 8, 1);
    loader.next(files(0, 20), random);
    loader.next(files(0, 10), random);
    Pass back = loader.next(files(0, 20), random);
    assertEquals(4, amount(back, 10, 20), "they are new again");
  }

  @Test
  void windowHoldsTheNewestOnly() {
    EpisodeLoader loader = loader(Loader.WINDOW, 100, 3);
    for (int episodes : new int[] {2, 3, 4, 9}) {
      List<EpisodeFile> newest = files(Math.max(0, episodes - 3), episodes);
      Pass pass = loader.next(files(0, episodes), random);
      assertEquals(Set.copyOf(newest), Set.copyOf(pass.episodes()));
      assertEquals(newest, loader.kept(files(0, episodes)));
    }
  }

  @Test
  void reloadGoesThroughAllEpisodesOnceWhateverTheirNumber() {
    EpisodeLoader loader = loader(Loader.RELOAD, 4, 1);
    int[] first = new int[10];
    for (int i = 0; i < 4000; i++) {
      Pass pass = loader.next(files(0, 10), random);
      assertEquals(10, pass.draws());
      assertEquals(10, pass.episodes().size());
      assertDistinct(pass.episodes());
      first[id(pass.episodes().get(0))]++;
    }
    assertUniform(first, 4000, 0.1);
  }

  @Test
  void dummyIsAsLongAsTheFirstEpisode() {
    Pass pass = loader(Loader.DUMMY, 4, 1).next(files(5, 9), random);
    assertEquals(files(5, 6), pass.episodes());
    assertEquals(4, pass.draws());
  }

  @ParameterizedTest
  @EnumSource(value = Loader.class, mode = EnumSource.Mode.EXCLUDE, names = "WINDOW")
  void noOtherLoaderLetsGoOfEpisodes(Loader name) {
    assertEquals(files(0, 9), loader(name, 4, 1).kept(files(0, 9)));
  }
}
