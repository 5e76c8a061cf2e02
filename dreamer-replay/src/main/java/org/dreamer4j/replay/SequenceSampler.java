package org.dreamer4j.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.BatchSource;
import org.dreamer4j.core.EnvironmentSpec;
import org.jspecify.annotations.Nullable;

/**
 * Draws sequences from a store, with the loaders and chunks of google-research/dreamer
 * (numpy_episodes.py, chunk_sequence.py). Which episodes are drawn is up to the loader: a pass
 * takes a random choice of them and goes through random permutations of it; then the directory is
 * listed anew. Each draw gives one sequence of T consecutive rows at a uniform offset in [0, length
 * - T], or all that lie end to end after a random offset; these go into batches one after another,
 * and what a batch does not hold goes into the next one. Sequences never cross episodes.
 *
 * <p>Not thread-safe, except for {@link #refresh} and {@link #cachedBytes}. The same seed and
 * episodes give the same batches.
 */
public final class SequenceSampler implements BatchSource {
  private final EnvironmentSpec spec;
  private final Sampling sampling;
  private final SplittableRandom random;
  private final EpisodeDraws draws;
  private volatile boolean refresh;
  private @Nullable Batch batch;
  private @Nullable Rows episode;
  private int offset;
  private int chunksLeft;

  /**
   * A sampler that has drawn nothing yet.
   *
   * @param store where the episodes lie
   * @param spec which keys a batch has, beside those that every batch has
   */
  public SequenceSampler(EpisodeStore store, EnvironmentSpec spec, Sampling sampling) {
    this.spec = spec;
    this.sampling = sampling;
    this.random = new SplittableRandom(sampling.seed());
    this.draws = new EpisodeDraws(store, spec, sampling, random);
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
  @Override
  public void refresh() {
    refresh = true;
  }

  /** Bytes of unpacked episodes in memory. */
  public long cachedBytes() {
    return draws.cachedBytes();
  }

  Batch newBatch() {
    return new Batch(sampling.batchSize(), sampling.length(), spec);
  }

  void fill(Batch buffers) {
    try {
      if (refresh) {
        refresh = false;
        draws.beginPass();
      }
      for (int row = 0; row < sampling.batchSize(); row++) {
        fill(buffers, row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read episodes: " + e.getMessage(), e);
    }
  }

  private void fill(Batch buffers, int row) throws IOException {
    Rows rows = episode;
    if (rows == null) {
      rows = draws.next();
      chunksLeft = sampling.chunksOf(rows.length());
      offset = random.nextInt(rows.length() - chunksLeft * sampling.length() + 1);
    }
    rows.copyTo(buffers, row, offset);
    offset += sampling.length();
    chunksLeft--;
    episode = chunksLeft > 0 ? rows : null;
  }
}
