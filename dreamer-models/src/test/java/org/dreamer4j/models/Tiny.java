package org.dreamer4j.models;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;

/** The smallest Dreamer that has every part. */
public final class Tiny {
  private Tiny() {}

  /** A configuration of tiny networks and batches, with some keys replaced. */
  public static DreamerConfig config(Map<String, ?> overrides) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("batch_shape", List.of(2, 4));
    params.put("conv_depth", 1);
    params.put("model_size", 4);
    params.put("state_size", 3);
    params.put("num_units", 5);
    params.put("num_layers", 1);
    params.put("reward_layers", 1);
    params.put("value_layers", 2);
    params.put("action_layers", 2);
    params.put("imagination_horizon", 3);
    params.put("seed", 3);
    params.putAll(overrides);
    return DreamerConfig.resolve(params);
  }

  /** An image and a vector of 3; actions of 2. */
  public static EnvironmentSpec spec() {
    return GoldenRun.spec();
  }

  /** A tiny agent that runs on one thread, so that equal inputs give equal bits. */
  public static DreamerAgent agent(Map<String, ?> overrides) {
    return DreamerAgent.create(config(overrides), spec(), new Execution(false, 1));
  }

  /** A batch of the configured size; the seed decides its content. */
  public static Batch batch(DreamerConfig config, long seed) {
    Random random = new Random(seed);
    Batch batch = new Batch(config.data().batchSize(), config.data().batchLength(), spec());
    random.nextBytes(batch.image());
    batch
        .vectors()
        .forEach(
            (key, values) -> {
              for (int i = 0; i < values.length; i++) {
                values[i] = 2 * random.nextFloat() - 1;
              }
            });
    Arrays.fill(batch.vector(Episode.PCONT), 1);
    Arrays.fill(batch.vector(Episode.REWARD_MASK), 1);
    return batch;
  }

  /** An observation; the seed decides its pixels. */
  public static Observation observation(long seed) {
    byte[] pixels = new byte[Spec.Image.RGB64.size()];
    new Random(seed).nextBytes(pixels);
    return Observation.ofImage(Spec.Image.RGB64, pixels);
  }
}
