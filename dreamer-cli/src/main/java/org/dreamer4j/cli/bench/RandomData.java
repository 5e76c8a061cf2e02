package org.dreamer4j.cli.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;

/** Experience without meaning: how long a graph runs does not depend on it. */
final class RandomData {
  private RandomData() {}

  static byte[] images(int count) {
    byte[] pixels = new byte[Math.multiplyExact(count, 64 * 64 * 3)];
    new Random(0).nextBytes(pixels);
    return pixels;
  }

  static float[] actions(int size) {
    Random random = new Random(1);
    float[] actions = new float[size];
    for (int i = 0; i < size; i++) {
      actions[i] = 2 * random.nextFloat() - 1;
    }
    return actions;
  }

  static Batch batch(int size, int length, EnvironmentSpec spec) {
    Batch batch = new Batch(size, length, spec);
    byte[] pixels = images(size * length);
    System.arraycopy(pixels, 0, batch.image(), 0, pixels.length);
    float[] actions = batch.vector(Episode.ACTION);
    System.arraycopy(actions(actions.length), 0, actions, 0, actions.length);
    Arrays.fill(batch.vector(Episode.PCONT), 1);
    Arrays.fill(batch.vector(Episode.REWARD_MASK), 1);
    return batch;
  }

  static List<Observation> observations(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Observation(
                    Map.of(Observation.IMAGE, new Array.Uint8(new int[] {64, 64, 3}, images(1)))))
        .toList();
  }
}
