package org.dreamer4j.models.export;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.dreamer4j.models.export.DreamerPolicy.Choice;

/** Noise for a policy and its live twin. */
record FedNoise(Map<String, float[]> exported, Map<String, float[]> live) {
  private static final int SAMPLES = 100;
  private static final float HALF_A_LEVEL = 0.5f / 256;

  /**
   * Noise for one step.
   *
   * @param shapes of the exported policy's noise
   */
  static FedNoise draw(
      Kind kind, Choice choice, Map<String, List<Long>> shapes, int rows, Random random) {
    Map<String, float[]> exported = new TreeMap<>();
    shapes.forEach((key, shape) -> exported.put(key, values(kind, key, shape, rows, random)));
    Map<String, float[]> live = new LinkedHashMap<>();
    if (choice == Choice.DETERMINISTIC) {
      int states = 3 * rows;
      live.put("policy/posterior", new float[states]);
      live.put("policy/action", new float[rows * kind.spec().action().size()]);
      if (kind.seesImages() && kind != Kind.CENTERED) {
        live.put("policy/image", filled(rows * kind.spec().observation().get("image").size()));
      }
    }
    exported.forEach(
        (key, values) -> {
          switch (key) {
            case "noise_image" -> live.put("policy/image", values);
            case "noise_sample" -> live.put("policy/posterior", values);
            case "noise_action" -> putAction(live, choice, values, rows);
            default -> throw new AssertionError(key);
          }
        });
    return new FedNoise(exported, live);
  }

  private static void putAction(
      Map<String, float[]> live, Choice choice, float[] values, int rows) {
    if (choice == Choice.SAMPLE) {
      live.put("policy/action", values);
      return;
    }
    // The agent's samples come first, the exported model's rows.
    float[] swapped = new float[values.length];
    int actions = values.length / rows / SAMPLES;
    for (int n = 0; n < rows; n++) {
      for (int k = 0; k < SAMPLES; k++) {
        int from = (n * SAMPLES + k) * actions;
        System.arraycopy(values, from, swapped, (k * rows + n) * actions, actions);
      }
    }
    live.put("policy/mode", swapped);
  }

  private static float[] values(Kind kind, String key, List<Long> shape, int rows, Random random) {
    long count = rows;
    for (long size : shape.subList(1, shape.size())) {
      count *= size;
    }
    float[] values = new float[Math.toIntExact(count)];
    for (int i = 0; i < values.length; i++) {
      double uniform = random.nextDouble();
      values[i] =
          (float)
              (key.equals("noise_image")
                  ? uniform / 256
                  : kind == Kind.TRUNCATED ? uniform : random.nextGaussian());
    }
    return values;
  }

  private static float[] filled(int size) {
    float[] values = new float[size];
    Arrays.fill(values, HALF_A_LEVEL);
    return values;
  }
}
