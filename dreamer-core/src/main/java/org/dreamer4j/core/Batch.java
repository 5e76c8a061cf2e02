package org.dreamer4j.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * B sequences of T rows in buffers that are written anew for every batch. All arrays are C order
 * with shape [B, T, ...]. Rewards and pcont are as recorded: clipping and scaling belong to the
 * model.
 */
public final class Batch {
  private final int size;
  private final int length;
  private final Map<String, byte[]> images = new LinkedHashMap<>();
  private final Map<String, float[]> vectors = new LinkedHashMap<>();

  /**
   * Buffers for the observations and actions of an environment.
   *
   * @param size B, sequences in the batch
   * @param length T, rows of a sequence
   */
  public Batch(int size, int length, EnvironmentSpec spec) {
    this.size = size;
    this.length = length;
    int rows = Math.multiplyExact(size, length);
    spec.observation()
        .forEach(
            (key, value) -> {
              if (value instanceof Spec.Image) {
                images.put(key, new byte[Math.multiplyExact(rows, value.size())]);
              } else {
                vectors.put(key, new float[rows * value.size()]);
              }
            });
    vectors.put(Episode.ACTION, new float[rows * spec.action().size()]);
    vectors.put(Episode.REWARD, new float[rows]);
    vectors.put(Episode.PCONT, new float[rows]);
    vectors.put(Episode.RETURN, new float[rows]);
    vectors.put(Episode.REWARD_MASK, new float[rows]);
  }

  /** B, sequences in the batch. */
  public int size() {
    return size;
  }

  /** T, rows of a sequence. */
  public int length() {
    return length;
  }

  /** uint8 buffers by key, to be written in place. */
  public Map<String, byte[]> images() {
    return Collections.unmodifiableMap(images);
  }

  /**
   * float buffers by key (vectors, action, reward, pcont, return, reward_mask), to be written in
   * place.
   */
  public Map<String, float[]> vectors() {
    return Collections.unmodifiableMap(vectors);
  }

  /**
   * The image buffer, uint8 [B, T, height, width, channels].
   *
   * @throws IllegalArgumentException if the batch has no image
   */
  public byte[] image() {
    byte[] image = images.get(Observation.IMAGE);
    if (image == null) {
      throw new IllegalArgumentException("the batch has no image");
    }
    return image;
  }

  /**
   * A float buffer, [B, T, size of the key].
   *
   * @throws IllegalArgumentException if the batch has no such key
   */
  public float[] vector(String key) {
    float[] vector = vectors.get(key);
    if (vector == null) {
      throw new IllegalArgumentException("no '" + key + "' in the batch, only " + vectors.keySet());
    }
    return vector;
  }
}
