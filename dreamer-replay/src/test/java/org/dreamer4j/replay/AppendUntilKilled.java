package org.dreamer4j.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;

/** The victim of {@link EpisodeStoreKillTest}: appends and prints each name once it is safe. */
final class AppendUntilKilled {
  private AppendUntilKilled() {}

  public static void main(String[] args) throws IOException {
    EpisodeStore store = EpisodeStore.open(Path.of(args[0]));
    Map<String, Array> arrays = new LinkedHashMap<>(Episodes.episode(1, 40).arrays());
    byte[] noise = new byte[40 * 64 * 64 * 3];
    new SplittableRandom(0).nextBytes(noise);
    arrays.put(Observation.IMAGE, new Array.Uint8(new int[] {40, 64, 64, 3}, noise));
    Episode episode = new Episode(arrays);
    while (true) {
      System.out.println(store.append(episode).name());
    }
  }
}
