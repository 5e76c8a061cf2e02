package org.dreamer4j.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Which episodes a pass consists of, and where their rows come from. Source of all five:
 * google-research/dreamer numpy_episodes.py.
 */
sealed interface EpisodeLoader {
  /**
   * A pass: its episodes are drawn in this order, then in random orders, until it is over.
   *
   * @param episodes in random order
   * @param draws how many make the pass
   */
  record Pass(List<EpisodeFile> episodes, int draws) {}

  /** The loader that is asked for. */
  static EpisodeLoader of(Sampling sampling) {
    return switch (sampling.loader()) {
      case CACHE -> new Cache(sampling.every());
      case RECENT -> new Recent(sampling.every());
      case WINDOW -> new Window(sampling.every(), sampling.window());
      case RELOAD -> new Reload();
      case DUMMY -> new Dummy(sampling.every(), new SplittableRandom(~sampling.seed()));
    };
  }

  /**
   * The next pass.
   *
   * @param files what the directory holds now and is long enough, by name; at least one
   */
  Pass next(List<EpisodeFile> files, SplittableRandom random);

  /** Those of the files that may stay in memory. */
  default List<EpisodeFile> kept(List<EpisodeFile> files) {
    return files;
  }

  /**
   * The rows of a drawn episode.
   *
   * @return empty if it cannot be read and the pass goes on without it
   * @throws IOException if the file may be good but cannot be read
   */
  default Optional<? extends Rows> rows(EpisodeFile file, EpisodeReader reader) throws IOException {
    return reader.cached(file);
  }

  /** A random sample of all episodes. */
  record Cache(int every) implements EpisodeLoader {
    @Override
    public Pass next(List<EpisodeFile> files, SplittableRandom random) {
      return new Pass(RandomChoice.of(files, every, random), every);
    }
  }

  /**
   * One half of the sample from episodes that are new since the last pass began, one half from the
   * others. Where one side has too few, the sample is smaller.
   */
  final class Recent implements EpisodeLoader {
    private final int every;
    private final Set<EpisodeFile> known = new HashSet<>();

    Recent(int every) {
      this.every = every;
    }

    @Override
    public Pass next(List<EpisodeFile> files, SplittableRandom random) {
      List<EpisodeFile> recent = files.stream().filter(file -> !known.contains(file)).toList();
      List<EpisodeFile> older = files.stream().filter(known::contains).toList();
      known.clear();
      known.addAll(files);
      List<EpisodeFile> episodes = new ArrayList<>(RandomChoice.of(recent, every / 2, random));
      episodes.addAll(RandomChoice.of(older, every / 2, random));
      return new Pass(RandomChoice.permutation(episodes, random), every);
    }
  }

  /** A random sample of the newest episodes; older ones leave memory. */
  record Window(int every, int window) implements EpisodeLoader {
    @Override
    public Pass next(List<EpisodeFile> files, SplittableRandom random) {
      return new Pass(RandomChoice.of(kept(files), every, random), every);
    }

    @Override
    public List<EpisodeFile> kept(List<EpisodeFile> files) {
      return files.subList(Math.max(0, files.size() - window), files.size());
    }
  }

  /** Every episode once, read from disk. */
  record Reload() implements EpisodeLoader {
    @Override
    public Pass next(List<EpisodeFile> files, SplittableRandom random) {
      return new Pass(RandomChoice.permutation(files, random), files.size());
    }

    @Override
    public Optional<? extends Rows> rows(EpisodeFile file, EpisodeReader reader)
        throws IOException {
      return reader.fresh(file);
    }
  }

  /** Noise, as long as the first episode; no file is opened. */
  record Dummy(int every, SplittableRandom noise) implements EpisodeLoader {
    @Override
    public Pass next(List<EpisodeFile> files, SplittableRandom random) {
      return new Pass(new ArrayList<>(files.subList(0, 1)), every);
    }

    @Override
    public Optional<? extends Rows> rows(EpisodeFile file, EpisodeReader reader) {
      return Optional.of(new RandomRows(file.length(), noise));
    }
  }
}
