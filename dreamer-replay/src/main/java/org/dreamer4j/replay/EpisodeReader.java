package org.dreamer4j.replay;

import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import org.dreamer4j.core.EnvironmentSpec;

/** Reads the rows of episodes and keeps some of them in memory. */
final class EpisodeReader {
  private final EpisodeStore store;
  private final EnvironmentSpec spec;
  private final EpisodeCache cache;

  /**
   * A reader that has read nothing yet.
   *
   * @param cacheBytes most bytes of unpacked episodes in memory
   */
  EpisodeReader(EpisodeStore store, EnvironmentSpec spec, long cacheBytes) {
    this.store = store;
    this.spec = spec;
    this.cache = new EpisodeCache(cacheBytes);
  }

  /**
   * The rows from memory if they are there, else from disk, and kept if there is room.
   *
   * @return empty if the file is broken or gone
   * @throws IOException if the file may be good but cannot be read
   * @throws IllegalStateException if the episode lacks a key of the spec
   */
  Optional<EpisodeRows> cached(EpisodeFile file) throws IOException {
    EpisodeRows held = cache.get(file);
    if (held != null) {
      return Optional.of(held);
    }
    Optional<EpisodeRows> rows = fresh(file);
    rows.ifPresent(read -> cache.offer(file, read));
    return rows;
  }

  /** The rows from disk, nothing kept; throws as {@link #cached}. */
  Optional<EpisodeRows> fresh(EpisodeFile file) throws IOException {
    String name = store.directory().resolve(file.name()).toString();
    return store.load(file, spec).map(episode -> EpisodeRows.of(episode, spec, name));
  }

  /** Drops what is no longer drawn from. */
  void retain(Collection<EpisodeFile> files) {
    cache.retain(files);
  }

  /** Bytes of unpacked episodes in memory. */
  long cachedBytes() {
    return cache.bytes();
  }
}
