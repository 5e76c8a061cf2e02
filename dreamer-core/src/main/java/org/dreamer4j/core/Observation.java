package org.dreamer4j.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an environment shows at one moment: named arrays ({@link Array.Uint8} images, {@link
 * Array.Float32} vectors).
 */
public record Observation(Map<String, Array> arrays) {
  /** The key under which the image stands. */
  public static final String IMAGE = "image";

  public Observation {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
  }

  /** An observation that is an image only. */
  public static Observation ofImage(Spec.Image spec, byte[] pixels) {
    return new Observation(Map.of(IMAGE, new Array.Uint8(spec.shape(), pixels)));
  }

  /**
   * The pixels of the image, rows first, channels last.
   *
   * @throws IllegalArgumentException if there is no image
   */
  public byte[] image() {
    if (arrays.get(IMAGE) instanceof Array.Uint8 image) {
      return image.data();
    }
    throw new IllegalArgumentException("no uint8 image among the observations " + arrays.keySet());
  }

  /** This observation with one array added or replaced. */
  public Observation with(String key, Array array) {
    Map<String, Array> copy = new LinkedHashMap<>(arrays);
    copy.put(key, array);
    return new Observation(copy);
  }

  /**
   * The array under a key.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Array get(String key) {
    Array array = arrays.get(key);
    if (array == null) {
      throw new IllegalArgumentException("no observation '" + key + "' among " + arrays.keySet());
    }
    return array;
  }
}
