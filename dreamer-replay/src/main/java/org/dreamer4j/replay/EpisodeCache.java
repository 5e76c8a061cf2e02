package org.dreamer4j.replay;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps unpacked episodes in memory up to a number of bytes.
 *
 * <p>When full, it keeps what it has and turns further episodes away. Sampling goes through random
 * permutations of all episodes, so each one held is as likely to be drawn next as any other and
 * evicting gains nothing; evicting the least recently used would even throw out those that come up
 * soonest, because a permutation draws every other episode first.
 */
final class EpisodeCache {
  private final long maxBytes;
  private final Map<EpisodeFile, EpisodeRows> rows = new HashMap<>();
  private long bytes;

  /**
   * An empty cache.
   *
   * @param maxBytes most bytes of episode data; 0 keeps nothing
   */
  EpisodeCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  synchronized @Nullable EpisodeRows get(EpisodeFile file) {
    return rows.get(file);
  }

  /** Keeps an episode if there is room. */
  synchronized void offer(EpisodeFile file, EpisodeRows episode) {
    if (bytes + episode.bytes() <= maxBytes && rows.putIfAbsent(file, episode) == null) {
      bytes += episode.bytes();
    }
  }

  /** Drops what is no longer drawn from. */
  synchronized void retain(Collection<EpisodeFile> files) {
    rows.keySet().retainAll(files);
    bytes = rows.values().stream().mapToLong(EpisodeRows::bytes).sum();
  }

  /** Bytes held. */
  synchronized long bytes() {
    return bytes;
  }
}
