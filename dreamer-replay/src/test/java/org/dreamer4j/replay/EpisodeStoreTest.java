package org.dreamer4j.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Episode;
import org.dreamer4j.replay.npz.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpisodeStoreTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.9Z");

  @TempDir Path directory;

  @Test
  void anAppendedEpisodeComesBackAsItWas() throws IOException {
    EpisodeStore store = EpisodeStore.open(directory.resolve("new/train_episodes"));
    Episode episode = Episodes.episode(3, 7);
    Episode loaded = store.load(store.append(episode)).orElseThrow();
    assertEquals(List.copyOf(episode.arrays().keySet()), List.copyOf(loaded.arrays().keySet()));
    for (String key : episode.arrays().keySet()) {
      assertEquals(episode.get(key).getClass(), loaded.get(key).getClass());
      assertArrayEquals(episode.get(key).shape(), loaded.get(key).shape());
      assertArrayEquals(episode.get(key).toFloats(), loaded.get(key).toFloats());
    }
  }

  @Test
  void namesAreThoseOfTheOriginal() throws IOException {
    EpisodeStore store = new EpisodeStore(directory, Clock.fixed(NOON, ZoneOffset.ofHours(5)));
    String name = store.append(Episodes.episode(0, 7)).name();
    assertTrue(name.matches("20261121T120000-[0-9a-f]{32}-7\\.npz"), name);
    assertTrue(Files.exists(directory.resolve(name)));
  }

  @Test
  void namesAreUniqueAndOrderedByAppendEvenIfTheClockStepsBack() throws IOException {
    List<Instant> times = new ArrayList<>(List.of(NOON, NOON, NOON.minusSeconds(100), NOON));
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            return times.isEmpty() ? NOON : times.remove(0);
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
          }
        };
    EpisodeStore store = new EpisodeStore(directory, clock);
    List<EpisodeFile> appended = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      appended.add(store.append(Episodes.episode(i, 3)));
    }
    assertEquals(20, new HashSet<>(appended).size());
    assertEquals(appended, store.files());
  }

  @Test
  void namesGoOnAfterThoseOfAProcessWhoseClockWasAhead() throws IOException {
    List<EpisodeFile> appended = new ArrayList<>();
    for (int minute : new int[] {0, 0, -5, -5, 3}) {
      Clock clock = Clock.fixed(NOON.plusSeconds(60L * minute), ZoneOffset.UTC);
      EpisodeStore store = new EpisodeStore(directory, clock);
      for (int i = 0; i < 3; i++) {
        appended.add(store.append(Episodes.episode(i, 3)));
      }
    }
    EpisodeStore all = EpisodeStore.open(directory);
    assertEquals(appended, all.files());
    String newest = all.files().get(all.episodes() - 1).name();
    assertTrue(newest.startsWith("20261121T120300-"), newest);
  }

  @Test
  void namesByHandTellNoTime() throws IOException {
    for (String name : List.of("zebra-5.npz", "99999999T999999-x-5.npz", "2026-5.npz")) {
      Files.createFile(directory.resolve(name));
    }
    EpisodeStore store = new EpisodeStore(directory, Clock.fixed(NOON, ZoneOffset.UTC));
    String name = store.append(Episodes.episode(0, 3)).name();
    assertTrue(name.startsWith("20261121T120000-"), name);
  }

  @Test
  void countsComeFromTheNamesAlone() throws IOException {
    Files.createFile(directory.resolve("20260101T000000-" + "a".repeat(32) + "-501.npz"));
    Files.createFile(directory.resolve("20260101T000000-" + "b".repeat(32) + "-11.npz"));
    EpisodeStore store = EpisodeStore.open(directory);
    assertEquals(2, store.episodes());
    assertEquals(512, store.rows());
    assertEquals(510, store.agentSteps());
  }

  @Test
  void filesOfOtherProcessesAreSeenAfterARescan() throws IOException {
    EpisodeStore store = EpisodeStore.open(directory);
    EpisodeStore other = Episodes.store(directory, 5, 6);
    assertEquals(0, store.episodes());
    store.rescan();
    assertEquals(other.files(), store.files());
    Files.delete(directory.resolve(other.files().get(0).name()));
    store.rescan();
    assertEquals(other.files().subList(1, 2), store.files());
  }

  @Test
  void aBrokenFileIsSetAsideWithOneWarning() throws IOException {
    EpisodeStore store = Episodes.store(directory, 5, 6);
    EpisodeFile file = store.files().get(0);
    truncate(file);
    settle(file);
    assertTrue(store.load(file).isEmpty());
    assertFalse(Files.exists(directory.resolve(file.name())));
    assertTrue(Files.exists(directory.resolve("broken").resolve(file.name())));
    assertEquals(1, store.episodes());
    assertEquals(1, Episodes.warningsAbout(file.name()).size());
    assertEquals(1, EpisodeStore.open(directory).episodes());
  }

  @Test
  void brokenEpisodesWereCollectedAllTheSame() throws IOException {
    EpisodeStore store = Episodes.store(directory, 5, 6, 7);
    assertEquals(List.of(4, 5, 6), store.collectedSteps());
    EpisodeFile file = store.files().get(1);
    truncate(file);
    settle(file);
    assertTrue(store.load(file).isEmpty());
    Files.createFile(directory.resolve("broken/notes.txt"));
    assertEquals(List.of(4, 5, 6), store.collectedSteps());
    assertEquals(List.of(4, 5, 6), EpisodeStore.open(directory).collectedSteps());
  }

  @Test
  void aBrokenFileIsLeftAloneWhileItsWriterMayStillBeAtIt() throws IOException {
    EpisodeStore store = new EpisodeStore(directory, Clock.fixed(NOON, ZoneOffset.UTC));
    EpisodeFile file = store.append(Episodes.episode(0, 5));
    byte[] whole = Files.readAllBytes(directory.resolve(file.name()));
    truncate(file);
    Files.setLastModifiedTime(directory.resolve(file.name()), FileTime.from(NOON.minusSeconds(1)));
    assertTrue(store.load(file).isEmpty());
    Files.write(directory.resolve(file.name()), whole);
    assertEquals(5, store.load(file).orElseThrow().length());
  }

  @Test
  void aBrokenFileThatCannotBeMovedIsIgnored() throws IOException {
    EpisodeStore store = Episodes.store(directory, 5);
    EpisodeFile file = store.files().get(0);
    truncate(file);
    settle(file);
    Files.createFile(directory.resolve("broken"));
    assertTrue(store.load(file).isEmpty());
    store.rescan();
    assertEquals(0, store.episodes());
    assertEquals(1, Episodes.warningsAbout(file.name()).size());
  }

  @Test
  void filesThatAreNoEpisodesOrLieAboutTheirLengthAreBroken() throws IOException {
    Map<String, Array> noReward = new LinkedHashMap<>(Episodes.episode(0, 5).arrays());
    noReward.remove(Episode.REWARD);
    Npz.write(directory.resolve("a-5.npz"), noReward);
    Npz.write(directory.resolve("b-6.npz"), Episodes.episode(0, 5).arrays());
    EpisodeStore store = EpisodeStore.open(directory);
    for (EpisodeFile file : store.files()) {
      settle(file);
      assertTrue(store.load(file).isEmpty());
      assertTrue(Files.exists(directory.resolve("broken").resolve(file.name())));
    }
  }

  @Test
  void aSmallFileThatWouldFillTheMemoryIsSetAside() throws IOException {
    Map<String, Array> bomb = new LinkedHashMap<>(Episodes.episode(0, 5).arrays());
    int bytes = 64 << 20;
    bomb.put("extra", new Array.Uint8(new int[] {5, bytes / 5}, new byte[bytes / 5 * 5]));
    Path path = directory.resolve("20260101T000000-bomb-5.npz");
    Npz.write(path, bomb);
    assertTrue(Files.size(path) < 100_000, "small");
    EpisodeStore store = EpisodeStore.open(directory);
    EpisodeFile file = store.files().get(0);
    settle(file);
    assertTrue(store.load(file, Episodes.SPEC).isEmpty());
    assertTrue(Files.exists(directory.resolve("broken").resolve(file.name())));
    List<String> warnings = Episodes.warningsAbout(file.name());
    assertTrue(warnings.get(0).contains("goes beyond the limit of "), warnings.toString());
  }

  @Test
  void noEpisodeMayTakeMoreThanHalfOfTheMemory() {
    EpisodeFile endless = new EpisodeFile("x-999999999.npz", 999_999_999);
    long most = EpisodeStore.limits(endless, Episodes.SPEC).bytes();
    assertTrue(most <= Runtime.getRuntime().maxMemory() / 2, most + " bytes");
    long few = EpisodeStore.limits(new EpisodeFile("x-5.npz", 5), Episodes.SPEC).bytes();
    assertTrue(few > 16 << 20 && few < 17 << 20, few + " bytes");
  }

  @Test
  void aFileThatIsGoneIsForgotten() throws IOException {
    EpisodeStore store = Episodes.store(directory, 5, 5);
    EpisodeFile file = store.files().get(0);
    Files.delete(directory.resolve(file.name()));
    assertTrue(store.load(file).isEmpty());
    assertEquals(1, store.episodes());
  }

  @Test
  void remainsOfKilledWritersAreNeverCountedAndRemovedOnceOld() throws IOException {
    Path living = Files.createFile(directory.resolve(".x-5.npz.1.tmp"));
    Path dead = Files.createFile(directory.resolve(".x-5.npz.2.tmp"));
    Files.setLastModifiedTime(dead, FileTime.from(Instant.now().minusSeconds(3600)));
    EpisodeStore store = EpisodeStore.open(directory);
    assertEquals(0, store.episodes());
    assertTrue(Files.exists(living));
    assertFalse(Files.exists(dead));
  }

  @Test
  void otherFilesAreIgnored() throws IOException {
    Files.createFile(directory.resolve("notes.txt"));
    Files.createFile(directory.resolve("unnumbered.npz"));
    Files.createDirectory(directory.resolve("broken"));
    EpisodeStore store = EpisodeStore.open(directory);
    store.rescan();
    assertEquals(0, store.episodes());
    String name = directory.resolve("unnumbered.npz").toString();
    assertEquals(1, Episodes.warningsAbout(name).size());
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsOneClearError() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    IOException e = assertThrows(IOException.class, () -> EpisodeStore.open(file.resolve("sub")));
    assertTrue(e.getMessage().startsWith("cannot write episodes to " + file), e.getMessage());
    EpisodeStore store = EpisodeStore.open(directory.resolve("gone"));
    Files.delete(directory.resolve("gone"));
    IOException lost = assertThrows(IOException.class, () -> store.append(Episodes.episode(0, 2)));
    assertTrue(lost.getMessage().startsWith("cannot write episodes to"), lost.getMessage());
    assertEquals(0, store.episodes());
  }

  private void truncate(EpisodeFile file) throws IOException {
    Path path = directory.resolve(file.name());
    byte[] whole = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(whole, whole.length / 2));
  }

  private void settle(EpisodeFile file) throws IOException {
    Files.setLastModifiedTime(
        directory.resolve(file.name()), FileTime.from(Instant.now().minusSeconds(60)));
  }
}
