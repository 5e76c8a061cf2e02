package org.dreamer4j.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.dreamer4j.core.EnvironmentSpec;

/** Draws one episode after another from a store, in the passes of an {@link EpisodeLoader}. */
final class EpisodeDraws {
  private static final Logger LOG = LogManager.getLogger(EpisodeDraws.class);

  private final EpisodeStore store;
  private final int fewestRows;
  private final EpisodeLoader loader;
  private final EpisodeReader reader;
  private final SplittableRandom random;
  private final Set<EpisodeFile> tooShort = new HashSet<>();
  private List<EpisodeFile> pass = new ArrayList<>();
  private int position;
  private int drawsLeft;

  /** Draws that begin with the next call. */
  EpisodeDraws(
      EpisodeStore store, EnvironmentSpec spec, Sampling sampling, SplittableRandom random) {
    this.store = store;
    this.fewestRows = sampling.length();
    this.loader = EpisodeLoader.of(sampling);
    this.reader = new EpisodeReader(store, spec, sampling.cacheBytes());
    this.random = random;
  }

  /**
   * Draws an episode that is long enough for a sequence.
   *
   * @throws IllegalStateException if there is none, or it lacks a key of the spec
   * @throws IOException if the directory or a file cannot be read
   */
  Rows next() throws IOException {
    int barrenPasses = 0;
    while (barrenPasses < 2) {
      if (drawsLeft == 0 || pass.isEmpty()) {
        beginPass();
      }
      if (position == pass.size()) {
        pass = RandomChoice.permutation(pass, random);
        position = 0;
      }
      Optional<? extends Rows> rows = loader.rows(pass.get(position), reader);
      if (rows.isPresent()) {
        position++;
        drawsLeft--;
        return rows.get();
      }
      pass.remove(position);
      barrenPasses += pass.isEmpty() ? 1 : 0;
    }
    throw nothingToDrawFrom("none of its episodes can be read");
  }

  /**
   * Lists the directory and begins a pass.
   *
   * @throws IllegalStateException if no episode is long enough
   * @throws IOException if the directory cannot be read
   */
  void beginPass() throws IOException {
    store.rescan();
    List<EpisodeFile> files = store.files();
    List<EpisodeFile> eligible = files.stream().filter(this::isLongEnough).toList();
    reader.retain(loader.kept(eligible));
    if (eligible.isEmpty()) {
      throw nothingToDrawFrom(
          "none of " + files.size() + " episodes has the " + fewestRows + " rows of a sequence");
    }
    EpisodeLoader.Pass next = loader.next(eligible, random);
    pass = next.episodes();
    position = 0;
    drawsLeft = next.draws();
  }

  private boolean isLongEnough(EpisodeFile file) {
    if (file.length() >= fewestRows) {
      return true;
    }
    if (tooShort.add(file)) {
      LOG.warn(
          "Skipping {}: its {} rows are fewer than the {} of a sequence",
          store.directory().resolve(file.name()),
          file.length(),
          fewestRows);
    }
    return false;
  }

  private IllegalStateException nothingToDrawFrom(String why) {
    return new IllegalStateException(
        "nothing to train on in "
            + store.directory()
            + ": "
            + why
            + "; collect more or longer episodes, or lower the sequence length");
  }

  /** Bytes of unpacked episodes in memory. */
  long cachedBytes() {
    return reader.cachedBytes();
  }
}
