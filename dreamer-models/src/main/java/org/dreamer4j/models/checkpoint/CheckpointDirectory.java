package org.dreamer4j.models.checkpoint;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.dreamer4j.core.AtomicFile;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.config.ConfigFile;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.NativeFailure;
import org.dreamer4j.models.TrainingState;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * A folder of checkpoints named as {@code tf.train.Saver} does: {@code model.ckpt-<global step>}
 * with a file {@code checkpoint} that names the newest. That file changes last and atomically, so a
 * process killed while saving leaves the one before in place.
 */
public final class CheckpointDirectory {
  /** Folder, within such a folder, of the agent that did best in tests. */
  public static final String BEST = "best";

  /** Is asked before anything is written or removed. */
  @FunctionalInterface
  public interface Permit {
    /** Whoever writes may. */
    Permit ALWAYS = () -> {};

    /**
     * Returns if the folder may be written.
     *
     * @throws IOException if it may not, saying why
     */
    void require() throws IOException;
  }

  private static final Logger LOG = LogManager.getLogger(CheckpointDirectory.class);
  private static final String DATA = ".data-00000-of-00001";
  // As long as a long can be.
  private static final Pattern NAME = Pattern.compile("model\\.ckpt-(0|[1-9]\\d{0,17})\\.index");
  private static final Pattern PART = Pattern.compile("(model\\.ckpt-\\d+)\\..+");
  private static final String UNFINISHED = ".tempstate";
  private static final String MEND = "; free space or mend the permissions of the folder";

  private final Path directory;
  private final boolean keepsOne;
  private final Permit permit;
  private final NewestFile newest;
  private final Set<Path> unreadable = new HashSet<>();

  /**
   * Checkpoints in a folder, which is made when the first is saved. As many are kept as {@code
   * keep_checkpoints} of the agent that is saved says.
   */
  public CheckpointDirectory(Path directory) {
    this(directory, Permit.ALWAYS);
  }

  /**
   * The same, written only with permission.
   *
   * @param permit is asked before each save
   */
  public CheckpointDirectory(Path directory, Permit permit) {
    this(directory, false, permit);
  }

  /** A folder of one checkpoint: the next that is saved takes its place. */
  public static CheckpointDirectory ofOne(Path directory) {
    return new CheckpointDirectory(directory, true, Permit.ALWAYS);
  }

  private CheckpointDirectory(Path directory, boolean keepsOne, Permit permit) {
    this.directory = directory;
    this.keepsOne = keepsOne;
    this.permit = permit;
    this.newest = new NewestFile(directory);
  }

  /** The folder. */
  public Path directory() {
    return directory;
  }

  /** The one checkpoint of the agent that did best in tests, in the folder {@link #BEST}. */
  public CheckpointDirectory best() {
    return new CheckpointDirectory(directory.resolve(BEST), true, permit);
  }

  /** Prefixes of complete checkpoints, the one to restore first. */
  public List<Path> newestFirst() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    Optional<Path> named = newest.get();
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(matcher -> Long.parseLong(matcher.group(1)))
          .map(this::prefix)
          .filter(this::isComplete)
          .sorted(
              Comparator.comparing((Path path) -> !path.equals(named.orElse(null)))
                  .thenComparing(CheckpointDirectory::step, Comparator.reverseOrder()))
          .toList();
    }
  }

  /** Prefix of the checkpoint to restore, empty if there is none. */
  public Optional<Path> latest() throws IOException {
    return newestFirst().stream().findFirst();
  }

  /**
   * The newest checkpoint that is whole, every checksum compared; one that is not gives way to the
   * one before, with a warning.
   *
   * @return its prefix, empty if the folder holds none
   * @throws IOException if there are checkpoints and none is whole
   */
  public Optional<Path> newestWhole() throws IOException {
    return firstThatGives(
        prefix -> {
          try (TensorBundle bundle = TensorBundle.open(prefix)) {
            bundle.requireWhole();
            return prefix;
          }
        },
        "is whole");
  }

  /**
   * Restores the newest checkpoint; one that cannot be read gives way to the one before, with a
   * warning. TensorFlow's native library reads none before its index was read in Java.
   *
   * @return counters of the restored checkpoint, empty if the folder holds none
   * @throws IOException if there are checkpoints and none can be read
   */
  public Optional<TrainingState> restore(DreamerAgent agent) throws IOException {
    return firstThatGives(
        prefix -> {
          TensorBundle.require(prefix, agent.saved());
          agent.restore(prefix);
          return agent.restoreState(prefix);
        },
        "fits this configuration");
  }

  /** What is read from a checkpoint, by its prefix. */
  private interface Reading<T> {
    T of(Path prefix) throws IOException;
  }

  /** What the newest checkpoint gives; one that cannot be read gives way to the one before. */
  private <T> Optional<T> firstThatGives(Reading<T> reading, String wanted) throws IOException {
    List<Path> prefixes = newestFirst();
    String problem = "";
    for (Path prefix : prefixes) {
      try {
        return Optional.of(reading.of(prefix));
      } catch (IOException e) {
        problem = passOver(prefix, e);
      } catch (TensorFlowException | TFInvalidArgumentException e) {
        problem = passOver(prefix, prefix + ": " + NativeFailure.firstLine(e));
      }
    }
    if (!prefixes.isEmpty()) {
      throw new IOException(
          "no checkpoint in " + directory + " " + wanted + "; the last: " + problem);
    }
    return Optional.empty();
  }

  private String passOver(Path prefix, IOException e) throws IOException {
    if (e instanceof ClosedByInterruptException) {
      throw e; // Nothing is wrong with the file.
    }
    return passOver(
        prefix,
        e instanceof CheckpointFormatException
            ? String.valueOf(e.getMessage())
            : prefix + ": " + e);
  }

  private String passOver(Path prefix, String problem) {
    unreadable.add(prefix);
    LOG.warn("cannot read checkpoint {}; trying the one before", problem);
    return problem;
  }

  /**
   * Saves the agent and drops all but the newest checkpoints, and what saves have left that were
   * killed. Does nothing if this step is saved already, unless what is saved could not be restored.
   *
   * @return prefix of the checkpoint
   * @throws IOException if it cannot or may not be written; earlier ones stay
   */
  public Path save(DreamerAgent agent, TrainingState state) throws IOException {
    prepare();
    Path prefix = prefix(agent.globalStep());
    if (unreadable.contains(prefix) || !latest().equals(Optional.of(prefix))) {
      try {
        write(agent, prefix, state);
      } catch (IOException e) {
        makeRoom(e);
        throw e;
      }
      unreadable.remove(prefix);
      prune(keepsOne ? 1 : agent.config().schedule().keepCheckpoints());
    }
    return prefix;
  }

  /**
   * Writes the configuration beside the checkpoints, as {@code config.yaml}: with it {@link #open}
   * and the command's {@code --logdir} make the same agent again.
   *
   * @throws IOException if it cannot or may not be written
   */
  public void keep(DreamerConfig config) throws IOException {
    prepare();
    ConfigFile.keep(directory.resolve(ConfigFile.NAME), config);
  }

  /**
   * The agent that was trained in this folder, with the weights of the newest checkpoint that can
   * be read.
   *
   * @param spec what it sees and does
   * @return to be closed by the caller
   * @throws IllegalArgumentException if {@code config.yaml} is no configuration or does not fit the
   *     spec
   * @throws IOException if the folder lacks {@code config.yaml} or checkpoints, or none can be read
   */
  public DreamerAgent open(EnvironmentSpec spec) throws IOException {
    Path file = directory.resolve(ConfigFile.NAME);
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(
          file.toString(), null, "no training here; name the folder of a run, such as DIR/00001");
    }
    return open(ConfigFile.read(file), spec);
  }

  /**
   * The same with a configuration that differs in what the weights do not show, such as the seed.
   *
   * @throws IllegalArgumentException if the configuration does not fit the spec
   * @throws IOException if the folder lacks checkpoints, or none can be read
   */
  public DreamerAgent open(DreamerConfig config, EnvironmentSpec spec) throws IOException {
    DreamerAgent agent = DreamerAgent.create(config, spec);
    try {
      if (restore(agent).isEmpty()) {
        throw new NoSuchFileException(
            directory.toString(), null, "no checkpoint was saved here yet");
      }
      return agent;
    } catch (IOException | RuntimeException | Error e) {
      agent.close();
      throw e;
    }
  }

  private void write(DreamerAgent agent, Path prefix, TrainingState state) throws IOException {
    try {
      agent.save(prefix, state);
      AtomicFile.force(data(prefix));
      AtomicFile.force(TensorBundle.index(prefix));
      newest.set(prefix);
    } catch (IOException e) {
      throw new IOException("cannot write checkpoint " + prefix + ": " + e + MEND, e);
    } catch (TensorFlowException | TFInvalidArgumentException e) {
      throw new IOException(
          "cannot write checkpoint " + prefix + ": " + NativeFailure.firstLine(e) + MEND, e);
    }
  }

  /** What a failed save has left would keep a full disk full. */
  private void makeRoom(IOException failure) {
    try {
      removeLeftovers();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Makes the folder if it is missing.
   *
   * @throws IOException if it cannot be made or may not be written
   */
  public void prepare() throws IOException {
    permit.require();
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new IOException(
          "cannot make the checkpoint folder "
              + directory
              + " (is a file in its place?): "
              + e.getMessage(),
          e);
    }
  }

  private void prune(int kept) throws IOException {
    int good = 0;
    for (Path prefix : newestFirst()) {
      if (good == kept) {
        Files.deleteIfExists(TensorBundle.index(prefix));
        Files.deleteIfExists(data(prefix));
      } else if (!unreadable.contains(prefix)) {
        good++;
      }
    }
    removeLeftovers();
  }

  /** Removes what saves left that were killed; called when no save is under way. */
  private void removeLeftovers() throws IOException {
    Set<String> names = new HashSet<>();
    try (Stream<Path> files = Files.list(directory)) {
      files.filter(Files::isRegularFile).forEach(file -> names.add(file.getFileName().toString()));
    }
    for (String name : names) {
      Matcher part = PART.matcher(name);
      boolean unfinished =
          part.matches() && (name.contains(UNFINISHED) || !isWhole(part.group(1), names));
      if (unfinished || NewestFile.isLeftover(name)) {
        Files.deleteIfExists(directory.resolve(name));
      }
    }
  }

  /** Whether a checkpoint can be restored by anyone, be it in several pieces. */
  private static boolean isWhole(String prefix, Set<String> names) {
    return names.contains(prefix + TensorBundle.INDEX)
        && names.stream()
            .anyMatch(name -> name.startsWith(prefix + ".data-") && !name.contains(UNFINISHED));
  }

  private Path prefix(long step) {
    return directory.resolve("model.ckpt-" + step);
  }

  private boolean isComplete(Path prefix) {
    return Files.isRegularFile(data(prefix)) && Files.isRegularFile(TensorBundle.index(prefix));
  }

  private static Path data(Path prefix) {
    return prefix.resolveSibling(prefix.getFileName() + DATA);
  }

  /** The global step in the name of a checkpoint of such a folder. */
  public static long step(Path prefix) {
    String name = prefix.getFileName().toString();
    return Long.parseLong(name.substring(name.lastIndexOf('-') + 1));
  }
}
