package org.dreamer4j.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.BatchSource;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.jspecify.annotations.Nullable;

/**
 * Draws sequences uniformly from a store, as the {@code cache} loader of google-research/dreamer
 * (numpy_episodes.py): a pass takes a random sample of at most {@code every} episodes and goes
 * through random permutations of it until it has drawn {@code every} times; then the directory is
 * listed anew. Each draw gives T consecutive rows at a uniform offset in [0, length - T]; sequences
 * never cross episodes.
 *
 * <p>Not thread-safe, except for {@link #refresh} and {@link #cachedBytes}. The same seed and
 * episodes give the same batches.
 */
public final class SequenceSampler implements BatchSource {
  private static final Logger LOG = LogManager.getLogger(SequenceSampler.class);

  private final EpisodeStore store;
  private final EnvironmentSpec spec;
  private final Sampling sampling;
  private final EpisodeCache cache;
  private final SplittableRandom random;
  private final Set<EpisodeFile> tooShort = new HashSet<>();
  private List<EpisodeFile> pass = new ArrayList<>();
  private int position;
  private int drawsLeft;
  private volatile boolean refresh;
  private @Nullable Batch batch;

  /**
   * A sampler that has drawn nothing yet.
   *
   * @param store where the episodes lie
   * @param spec which keys a batch has; {@code return} (sum of rewards so far) and {@code
   *     reward_mask} (ones) are derived where an episode lacks them
   */
  public SequenceSampler(EpisodeStore store, EnvironmentSpec spec, Sampling sampling) {
    this.store = store;
    this.spec = spec;
    this.sampling = sampling;
    this.cache = new EpisodeCache(sampling.cacheBytes());
    this.random = new SplittableRandom(sampling.seed());
  }

  /**
   * The next batch, always in the same buffers.
   *
   * @throws IllegalStateException if no episode is long enough, or one lacks a key of the spec
   * @throws UncheckedIOException if the directory or a file cannot be read
   */
  @Override
  public Batch next() {
    Batch buffers = batch;
    if (buffers == null) {
      buffers = newBatch();
      batch = buffers;
    }
    fill(buffers);
    return buffers;
  }

  /** Lists the directory before the next batch, so that it can hold new episodes. */
  public void refresh() {
    refresh = true;
  }

  /** Bytes of unpacked episodes in memory. */
  public long cachedBytes() {
    return cache.bytes();
  }

  Batch newBatch() {
    return new Batch(sampling.batchSize(), sampling.length(), spec);
  }

  void fill(Batch buffers) {
    try {
      if (refresh) {
        refresh = false;
        beginPass();
      }
      for (int row = 0; row < sampling.batchSize(); row++) {
        EpisodeRows episode = draw();
        int offset = random.nextInt(episode.length() - sampling.length() + 1);
        episode.copyTo(buffers, row, offset);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read episodes: " + e.getMessage(), e);
    }
  }

  private EpisodeRows draw() throws IOException {
    int barrenPasses = 0;
    while (barrenPasses < 2) {
      if (drawsLeft == 0 || pass.isEmpty()) {
        beginPass();
      }
      if (position == pass.size()) {
        shuffle(pass, pass.size());
        position = 0;
      }
      EpisodeFile file = pass.get(position);
      Optional<EpisodeRows> rows = rows(file);
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

  private Optional<EpisodeRows> rows(EpisodeFile file) throws IOException {
    EpisodeRows cached = cache.get(file);
    if (cached != null) {
      return Optional.of(cached);
    }
    Optional<Episode> episode = store.load(file);
    if (episode.isEmpty()) {
      return Optional.empty();
    }
    String name = store.directory().resolve(file.name()).toString();
    EpisodeRows rows = EpisodeRows.of(episode.get(), spec, name);
    cache.offer(file, rows);
    return Optional.of(rows);
  }

  private void beginPass() throws IOException {
    store.rescan();
    List<EpisodeFile> files = store.files();
    cache.retain(files);
    List<EpisodeFile> eligible = new ArrayList<>();
    for (EpisodeFile file : files) {
      if (file.length() >= sampling.length()) {
        eligible.add(file);
      } else if (tooShort.add(file)) {
        LOG.warn(
            "Skipping {}: its {} rows are fewer than the {} of a sequence",
            store.directory().resolve(file.name()),
            file.length(),
            sampling.length());
      }
    }
    if (eligible.isEmpty()) {
      throw nothingToDrawFrom(
          "none of "
              + files.size()
              + " episodes has the "
              + sampling.length()
              + " rows of a sequence");
    }
    int amount = Math.min(sampling.every(), eligible.size());
    shuffle(eligible, amount);
    pass = new ArrayList<>(eligible.subList(0, amount));
    position = 0;
    drawsLeft = sampling.every();
  }

  private IllegalStateException nothingToDrawFrom(String why) {
    return new IllegalStateException(
        "nothing to train on in "
            + store.directory()
            + ": "
            + why
            + "; collect more or longer episodes, or lower the sequence length");
  }

  /** Puts a uniform random choice of {@code amount} elements, in random order, first. */
  private void shuffle(List<EpisodeFile> list, int amount) {
    for (int i = 0; i < amount; i++) {
      Collections.swap(list, i, i + random.nextInt(list.size() - i));
    }
  }
}
