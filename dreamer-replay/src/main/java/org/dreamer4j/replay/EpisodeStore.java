package org.dreamer4j.replay;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.AtomicFile;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Spec;
import org.dreamer4j.replay.npz.Npz;
import org.dreamer4j.replay.npz.NpzFormatException;
import org.dreamer4j.replay.npz.NpzLimits;

/**
 * A directory of episodes, one {@code .npz} file each, in the format of google-research/dreamer
 * (danijar/dreamer's files are read too: their {@code discount} is taken as {@code pcont}).
 *
 * <p>An episode is in the directory whole or not at all, even after the loss of the process. What
 * lies there is known from the file names. A file that turns out broken is moved to the folder
 * {@code broken} with a warning. Other processes may add and remove files; {@link #rescan} takes
 * notice. Safe for use by several threads.
 */
public final class EpisodeStore {
  /** Folder, within the directory, for files that cannot be read. */
  public static final String BROKEN = "broken";

  private static final Logger LOG = LogManager.getLogger(EpisodeStore.class);
  // No writer takes this long for one file, on whatever machine it runs.
  private static final Duration ABANDONED_AFTER = Duration.ofMinutes(10);
  // The original code does not write atomically: a broken file this young may be half written.
  private static final Duration SETTLED_AFTER = Duration.ofSeconds(2);
  private static final String DISCOUNT = "discount";
  // Reward, pcont and a mask.
  private static final int FIGURES = 3;
  private static final long SPARE_BYTES = 16 << 20;
  private static final int SPARE_FACTOR = 16;

  private final Path directory;
  private final Clock clock;
  private final Set<String> ignored = new HashSet<>();
  private TreeSet<EpisodeFile> files = new TreeSet<>();
  private Instant lastTime = Instant.EPOCH;
  private int appended;

  EpisodeStore(Path directory, Clock clock) throws IOException {
    this.directory = directory;
    this.clock = clock;
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new IOException(unwritable("it cannot be created: " + e), e);
    }
    if (!Files.isWritable(directory)) {
      throw new IOException(unwritable("permission denied"));
    }
    rescan();
    // Another process's clock may have been ahead, and its names of that second count from 0 too.
    files.descendingSet().stream()
        .flatMap(file -> file.time().stream())
        .findFirst()
        .ifPresent(newest -> lastTime = newest.plusSeconds(1));
  }

  /**
   * Opens a directory, creating it if need be, and lists what it holds. Remains of writers that
   * were killed are removed once they are ten minutes old and never counted.
   *
   * @throws IOException if the directory cannot be created, written or listed
   */
  public static EpisodeStore open(Path directory) throws IOException {
    return new EpisodeStore(directory, Clock.systemUTC());
  }

  /** The directory. */
  public Path directory() {
    return directory;
  }

  /**
   * Writes an episode. When this returns, the episode is on disk for good and counted.
   *
   * @return its file
   * @throws IOException if it cannot be written; nothing is left of it then
   */
  public EpisodeFile append(Episode episode) throws IOException {
    EpisodeFile file = newFile(episode.length());
    try {
      Npz.write(directory.resolve(file.name()), episode.arrays());
    } catch (IOException e) {
      throw new IOException(unwritable(String.valueOf(e)), e);
    }
    synchronized (this) {
      files.add(file);
    }
    return file;
  }

  /** Unique and increasing, also beyond what lies there: names are in the order of the appends. */
  private synchronized EpisodeFile newFile(int length) {
    Instant now = clock.instant();
    lastTime = now.isAfter(lastTime) ? now : lastTime;
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String identifier =
        String.format("%08x%08x%016x", appended++, random.nextInt(), random.nextLong());
    return EpisodeFile.of(lastTime, identifier, length);
  }

  /**
   * Lists the directory anew, so that episodes of other processes are seen.
   *
   * @throws IOException if the directory cannot be listed
   */
  public synchronized void rescan() throws IOException {
    TreeSet<EpisodeFile> found = new TreeSet<>();
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory)) {
      for (Path path : listing) {
        String name = String.valueOf(path.getFileName());
        if (AtomicFile.isTemporary(path)) {
          removeIfAbandoned(path);
        } else if (name.endsWith(EpisodeFile.SUFFIX) && !ignored.contains(name)) {
          EpisodeFile.parse(path).ifPresentOrElse(found::add, () -> ignore(path));
        }
      }
    }
    files = found;
  }

  private void ignore(Path path) {
    ignored.add(String.valueOf(path.getFileName()));
    LOG.warn("Ignoring {}: its name does not end in -<rows>.npz", path);
  }

  private void removeIfAbandoned(Path path) throws IOException {
    if (!isYoungerThan(ABANDONED_AFTER, path)) {
      Files.deleteIfExists(path);
    }
  }

  private boolean isYoungerThan(Duration age, Path path) throws IOException {
    try {
      Instant modified = Files.getLastModifiedTime(path).toInstant();
      // Either sign: another machine's clock may be ahead.
      return Duration.between(modified, clock.instant()).abs().compareTo(age) < 0;
    } catch (NoSuchFileException e) {
      return true; // its writer has finished
    }
  }

  /** The known episodes in the order of their names, as of now. */
  public synchronized List<EpisodeFile> files() {
    return List.copyOf(files);
  }

  /** Number of known episodes. */
  public synchronized int episodes() {
    return files.size();
  }

  /** Rows of all known episodes, resets included. */
  public synchronized long rows() {
    return files.stream().mapToLong(EpisodeFile::length).sum();
  }

  /** Calls of {@code step} in all known episodes. */
  public synchronized long agentSteps() {
    return files.stream().mapToLong(EpisodeFile::agentSteps).sum();
  }

  /**
   * Calls of {@code step} in every episode there ever was as far as the directory shows, in the
   * order of their names: the known ones and those that were set aside as broken.
   *
   * @throws IOException if the folder of broken files cannot be listed
   */
  public List<Integer> collectedSteps() throws IOException {
    TreeSet<EpisodeFile> all = new TreeSet<>(files());
    Path broken = directory.resolve(BROKEN);
    if (Files.isDirectory(broken)) {
      try (DirectoryStream<Path> listing = Files.newDirectoryStream(broken)) {
        listing.forEach(path -> EpisodeFile.parse(path).ifPresent(all::add));
      }
    }
    return all.stream().map(EpisodeFile::agentSteps).toList();
  }

  /**
   * Reads an episode, within {@link NpzLimits#DEFAULT}.
   *
   * @return the episode; empty if the file is broken or beyond the limits (it is set aside then,
   *     unless so new that its writer may still be at it) or has been removed
   * @throws IOException if the file may be good but cannot be read
   */
  public Optional<Episode> load(EpisodeFile file) throws IOException {
    return load(file, NpzLimits.DEFAULT);
  }

  /**
   * Reads an episode of an environment, which may have several times the bytes of the rows in its
   * name, so that a small file cannot fill the memory; otherwise as {@link #load(EpisodeFile)}.
   *
   * @throws IOException if the file may be good but cannot be read
   */
  public Optional<Episode> load(EpisodeFile file, EnvironmentSpec spec) throws IOException {
    return load(file, limits(file, spec));
  }

  static NpzLimits limits(EpisodeFile file, EnvironmentSpec spec) {
    long rowBytes = FIGURES * Double.BYTES + (long) spec.action().size() * Double.BYTES;
    for (Spec one : spec.observation().values()) {
      rowBytes += (long) one.size() * (one instanceof Spec.Image ? 1 : Double.BYTES);
    }
    // Others may keep more than this environment shows, or in wider types.
    double most = SPARE_BYTES + (double) SPARE_FACTOR * rowBytes * file.length();
    return NpzLimits.DEFAULT.atMost((long) most);
  }

  private Optional<Episode> load(EpisodeFile file, NpzLimits limits) throws IOException {
    Path path = directory.resolve(file.name());
    try {
      return Optional.of(read(path, file, limits));
    } catch (NoSuchFileException e) {
      forget(file);
      LOG.warn("Episode {} has been removed; going on without it", path);
    } catch (NpzFormatException e) {
      if (!isYoungerThan(SETTLED_AFTER, path)) {
        setAside(path, file, e);
      }
    }
    return Optional.empty();
  }

  private static Episode read(Path path, EpisodeFile file, NpzLimits limits) throws IOException {
    Map<String, Array> arrays = new LinkedHashMap<>(Npz.read(path, limits));
    if (!arrays.containsKey(Episode.PCONT) && arrays.containsKey(DISCOUNT)) {
      arrays.put(Episode.PCONT, arrays.remove(DISCOUNT));
    }
    Episode episode;
    try {
      episode = new Episode(arrays);
    } catch (IllegalArgumentException e) {
      throw new NpzFormatException(path, String.valueOf(e.getMessage()));
    }
    if (episode.length() != file.length()) {
      throw new NpzFormatException(
          path, "has " + episode.length() + " rows, its name says " + file.length());
    }
    return episode;
  }

  private void setAside(Path path, EpisodeFile file, NpzFormatException problem) {
    forget(file);
    Path target = directory.resolve(BROKEN).resolve(file.name());
    try {
      Files.createDirectories(directory.resolve(BROKEN));
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
      LOG.warn(
          "Broken episode, moved to {}; going on without it: {}", target, problem.getMessage());
    } catch (IOException e) {
      synchronized (this) {
        ignored.add(file.name());
      }
      LOG.warn(
          "Broken episode, ignored (moving it to {} failed: {}): {}",
          target,
          e.toString(),
          problem.getMessage());
    }
  }

  private synchronized void forget(EpisodeFile file) {
    files.remove(file);
  }

  private String unwritable(String why) {
    return "cannot write episodes to "
        + directory
        + " ("
        + why
        + "); free space, mend its permissions or choose another directory";
  }
}
