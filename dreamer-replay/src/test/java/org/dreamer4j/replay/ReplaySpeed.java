package org.dreamer4j.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DataConfig.Loader;
import org.dreamer4j.replay.npz.Npz;

/** Prints how long writing, reading and sampling take; no test. Argument: a scratch directory. */
final class ReplaySpeed {
  private static final int LENGTH = 501;
  private static final int REPEATS = 20;

  private ReplaySpeed() {}

  public static void main(String[] args) throws IOException {
    Path directory = Files.createDirectories(Path.of(args[0]));
    measureLevels(directory, "scene", episode(false));
    measureLevels(directory, "noise", episode(true));
    measureSampling(directory.resolve("store"));
  }

  private static void measureLevels(Path directory, String name, Episode episode)
      throws IOException {
    for (int level : new int[] {0, 1, 2, 3, 4, 5, 6, 9}) {
      Path file = directory.resolve(name + "-" + level + ".npz");
      double write = milliseconds(() -> Npz.write(file, episode.arrays(), level));
      double read = milliseconds(() -> Npz.read(file));
      System.out.printf(
          "%s level %d: write %.1f ms, read %.1f ms, %d KiB%n",
          name, level, write, read, Files.size(file) / 1024);
    }
  }

  private static void measureSampling(Path directory) throws IOException {
    EpisodeStore store = EpisodeStore.open(directory);
    Episode episode = episode(false);
    System.out.printf("append: %.1f ms%n", milliseconds(() -> store.append(episode)));
    System.out.printf("load: %.1f ms%n", milliseconds(() -> store.load(store.files().get(0))));
    EnvironmentSpec spec =
        new EnvironmentSpec(Map.of(Observation.IMAGE, Spec.Image.RGB64), Spec.Box.of(1, -1, 1));
    for (long cacheBytes : new long[] {Sampling.DEFAULT_CACHE_BYTES, 0}) {
      Sampling sampling = new Sampling(50, 50, 1, Loader.CACHE, 1000, 400, cacheBytes, 0);
      SequenceSampler sampler = new SequenceSampler(store, spec, sampling);
      double batch = milliseconds(sampler::next);
      System.out.printf(
          "batch of 50 x 50 with %d MiB cached: %.1f ms%n", sampler.cachedBytes() >> 20, batch);
    }
  }

  private static double milliseconds(Action action) throws IOException {
    for (int i = 0; i < REPEATS / 2; i++) {
      action.run();
    }
    long start = System.nanoTime();
    for (int i = 0; i < REPEATS; i++) {
      action.run();
    }
    return (System.nanoTime() - start) / 1e6 / REPEATS;
  }

  /** A shaded checkerboard with a moving disk, or noise that nothing can compress. */
  private static Episode episode(boolean noise) {
    Map<String, Array> arrays = new LinkedHashMap<>();
    byte[] image = new byte[LENGTH * 64 * 64 * 3];
    if (noise) {
      new SplittableRandom(0).nextBytes(image);
    } else {
      for (int i = 0; i < image.length; i++) {
        image[i] = pixel(i / (64 * 64 * 3), i / 192 % 64, i / 3 % 64, i % 3);
      }
    }
    arrays.put(Observation.IMAGE, new Array.Uint8(new int[] {LENGTH, 64, 64, 3}, image));
    float[] action = new float[LENGTH];
    double[] reward = new double[LENGTH];
    for (int t = 1; t < LENGTH; t++) {
      action[t] = (float) Math.sin(t * 0.7);
      reward[t] = Math.cos(t * 0.05);
    }
    arrays.put(Episode.ACTION, new Array.Float32(new int[] {LENGTH, 1}, action));
    arrays.put(Episode.REWARD, new Array.Float64(new int[] {LENGTH}, reward));
    arrays.put(Episode.PCONT, new Array.Float64(new int[] {LENGTH}, new double[LENGTH]));
    return new Episode(arrays);
  }

  private static byte pixel(int t, int y, int x, int channel) {
    double dx = x - 32 - 20 * Math.sin(t * 0.1);
    double dy = y - 32 - 20 * Math.cos(t * 0.1);
    double distance = Math.hypot(dx, dy);
    if (distance < 8) {
      return (byte) (250 - 10 * distance - 40 * channel);
    }
    int tile = (x / 8 + y / 8) % 2 * 30;
    return (byte) (60 + tile + y + 15 * channel + Math.hypot(x - 32, y - 32) / 2);
  }

  @FunctionalInterface
  private interface Action {
    void run() throws IOException;
  }
}
