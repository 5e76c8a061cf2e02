package org.dreamer4j.replay;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Spec;

/**
 * An episode as batches need it: images as uint8, all else as float32, only the keys of the
 * environment and those that every batch has.
 *
 * @param length rows, the reset included
 * @param images uint8 data by key, [length, height, width, channels]
 * @param vectors float data by key, [length, size]
 */
record EpisodeRows(int length, Map<String, byte[]> images, Map<String, float[]> vectors)
    implements Rows {
  /**
   * Picks and converts what the spec names.
   *
   * @param file where the episode comes from, for messages
   * @throws IllegalStateException if a key is missing or of another size or kind
   */
  static EpisodeRows of(Episode episode, EnvironmentSpec spec, String file) {
    Map<String, byte[]> images = new LinkedHashMap<>();
    Map<String, float[]> vectors = new LinkedHashMap<>();
    for (Map.Entry<String, Spec> entry : spec.observation().entrySet()) {
      String key = entry.getKey();
      if (isDerived(key)) {
        continue;
      }
      Array array = array(episode, key, file);
      if (entry.getValue() instanceof Spec.Image image) {
        images.put(key, pixels(array, image, key, file));
      } else {
        checkSize(array, entry.getValue().size(), key, file);
        vectors.put(key, floats(array));
      }
    }
    putChecked(vectors, episode, Episode.ACTION, spec.action().size(), file);
    putChecked(vectors, episode, Episode.REWARD, 1, file);
    putChecked(vectors, episode, Episode.PCONT, 1, file);
    vectors.put(Episode.RETURN, returns(episode));
    if (episode.arrays().containsKey(Episode.REWARD_MASK)) {
      putChecked(vectors, episode, Episode.REWARD_MASK, 1, file);
    } else {
      vectors.put(Episode.REWARD_MASK, ones(episode.length()));
    }
    return new EpisodeRows(episode.length(), images, vectors);
  }

  private static byte[] pixels(Array array, Spec.Image spec, String key, String file) {
    int[] shape = array.shape();
    if (array instanceof Array.Uint8 image
        && Arrays.equals(shape, 1, shape.length, spec.shape(), 0, spec.shape().length)) {
      return image.data();
    }
    throw mismatch(
        file,
        "'"
            + key
            + "' has shape "
            + Arrays.toString(shape)
            + ", the task has uint8 images "
            + Arrays.toString(spec.shape()));
  }

  private static void putChecked(
      Map<String, float[]> vectors, Episode episode, String key, int size, String file) {
    Array array = episode.get(key);
    checkSize(array, size, key, file);
    vectors.put(key, floats(array));
  }

  private static Array array(Episode episode, String key, String file) {
    Array array = episode.arrays().get(key);
    if (array == null) {
      throw mismatch(file, "has no '" + key + "', only " + episode.arrays().keySet());
    }
    return array;
  }

  /** Keys that every batch has and no file needs to, whatever the environment shows. */
  private static boolean isDerived(String key) {
    return key.equals(Episode.RETURN) || key.equals(Episode.REWARD_MASK);
  }

  private static float[] ones(int rows) {
    float[] ones = new float[rows];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static float[] returns(Episode episode) {
    Array reward = episode.get(Episode.REWARD);
    float[] returns = new float[reward.size()];
    double sum = 0;
    for (int t = 0; t < returns.length; t++) {
      sum += reward.get(t);
      returns[t] = (float) sum;
    }
    return returns;
  }

  private static void checkSize(Array array, int size, String key, String file) {
    int rows = array.shape()[0];
    if (array.size() != (long) rows * size) {
      throw mismatch(
          file,
          "'"
              + key
              + "' has shape "
              + Arrays.toString(array.shape())
              + ", the task has "
              + size
              + (size == 1 ? " number" : " numbers")
              + " in a row");
    }
  }

  private static float[] floats(Array array) {
    return array instanceof Array.Float32 floats ? floats.data() : array.toFloats();
  }

  private static IllegalStateException mismatch(String file, String problem) {
    return new IllegalStateException(
        "episode "
            + file
            + ": "
            + problem
            + "; it is from another task: remove it or use a fresh directory");
  }

  /** What the data takes in memory. */
  long bytes() {
    long bytes = 0;
    for (byte[] image : images.values()) {
      bytes += image.length;
    }
    for (float[] vector : vectors.values()) {
      bytes += 4L * vector.length;
    }
    return bytes;
  }

  @Override
  public void copyTo(Batch batch, int row, int offset) {
    batch
        .images()
        .forEach(
            (key, to) -> {
              int chunk = to.length / batch.size();
              int from = offset * (chunk / batch.length());
              System.arraycopy(images.get(key), from, to, row * chunk, chunk);
            });
    batch
        .vectors()
        .forEach(
            (key, to) -> {
              int chunk = to.length / batch.size();
              int from = offset * (chunk / batch.length());
              System.arraycopy(vectors.get(key), from, to, row * chunk, chunk);
            });
  }
}
