package org.dreamer4j.models;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.nn.Variable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

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

  /** Two vectors, of 3 and of 2, and no image. */
  public static EnvironmentSpec vectors(Spec action) {
    Map<String, Spec> observation = new LinkedHashMap<>();
    observation.put("position", Spec.Box.unbounded(3));
    observation.put("velocity", Spec.Box.unbounded(2));
    return new EnvironmentSpec(observation, action);
  }

  /** A tiny agent that runs on one thread, so that equal inputs give equal bits. */
  public static DreamerAgent agent(Map<String, ?> overrides) {
    return agent(spec(), overrides);
  }

  /** A tiny agent for an environment. */
  public static DreamerAgent agent(EnvironmentSpec spec, Map<String, ?> overrides) {
    return DreamerAgent.create(config(overrides), spec, new Execution(false, 1, Device.CPU));
  }

  /** Gives a variable of an agent other values. */
  static void set(DreamerAgent agent, String name, float... values) {
    Ops tf = Ops.create(agent.session().graph());
    Variable<TFloat32> variable =
        agent.graph().variables().trainable(List.of(name)).stream().findFirst().orElseThrow();
    Operand<TFloat32> value =
        tf.reshape(tf.constant(values), tf.constant(variable.shape().asArray()));
    agent.session().runner().addTarget(tf.assignVariableOp(variable.handle(), value)).run().close();
  }

  /** A batch of the configured size; the seed decides its content. */
  public static Batch batch(DreamerConfig config, long seed) {
    return batch(config, spec(), seed);
  }

  /** A batch of an environment. */
  public static Batch batch(DreamerConfig config, EnvironmentSpec spec, long seed) {
    Random random = new Random(seed);
    Batch batch = new Batch(config.data().batchSize(), config.data().batchLength(), spec);
    batch.images().values().forEach(random::nextBytes);
    batch
        .vectors()
        .forEach(
            (key, values) -> {
              for (int i = 0; i < values.length; i++) {
                values[i] = 2 * random.nextFloat() - 1;
              }
            });
    if (spec.action() instanceof Spec.Discrete) {
      chooseFirst(batch.vector(Episode.ACTION), spec.action().size());
    }
    Arrays.fill(batch.vector(Episode.PCONT), 1);
    Arrays.fill(batch.vector(Episode.REWARD_MASK), 1);
    return batch;
  }

  private static void chooseFirst(float[] actions, int size) {
    for (int i = 0; i < actions.length; i++) {
      actions[i] = i % size == 0 ? 1 : 0;
    }
  }

  /** An observation; the seed decides its pixels. */
  public static Observation observation(long seed) {
    byte[] pixels = new byte[Spec.Image.RGB64.size()];
    new Random(seed).nextBytes(pixels);
    return Observation.ofImage(Spec.Image.RGB64, pixels);
  }

  /** An observation of an environment. */
  public static Observation observation(EnvironmentSpec spec, long seed) {
    Random random = new Random(seed);
    Map<String, Array> arrays = new LinkedHashMap<>();
    spec.observation()
        .forEach(
            (key, value) -> {
              if (value instanceof Spec.Image) {
                byte[] pixels = new byte[value.size()];
                random.nextBytes(pixels);
                arrays.put(key, new Array.Uint8(value.shape(), pixels));
              } else {
                float[] vector = new float[value.size()];
                for (int i = 0; i < vector.length; i++) {
                  vector[i] = (float) random.nextGaussian();
                }
                arrays.put(key, new Array.Float32(value.shape(), vector));
              }
            });
    return new Observation(arrays);
  }
}
