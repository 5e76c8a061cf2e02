package org.dreamer4j.models;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.models.dist.PolicyDistribution.NoiseKind;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Prod;
import org.tensorflow.op.random.RandomStandardNormal;
import org.tensorflow.op.random.RandomUniform;
import org.tensorflow.op.random.RandomUniformInt;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.family.TNumber;

/**
 * The noise of a graph, each draw under a name. It is drawn in the graph unless a caller feeds it,
 * so a test can replay recorded noise.
 */
final class Noise {
  /** Numbers of 16 bits. */
  private static final double STEPS = 65_536;

  private final Net net;
  private final long seed;
  private final Map<String, Operand<TFloat32>> draws = new LinkedHashMap<>();

  Noise(Net net, long seed) {
    this.net = net;
    this.seed = seed;
  }

  /** Standard normal noise of a fixed shape. */
  Operand<TFloat32> normal(String name, long... shape) {
    return normal(name, net.tf().constant(shape), Shape.of(shape));
  }

  /** Standard normal noise whose shape is known when the graph runs. */
  Operand<TFloat32> normal(String name, Operand<? extends TNumber> sizes, Shape shape) {
    RandomStandardNormal.Options[] seeds = {
      RandomStandardNormal.seed(seed), RandomStandardNormal.seed2((long) draws.size() + 1)
    };
    return add(name, net.tf().random.randomStandardNormal(sizes, net.type(), seeds), shape);
  }

  /**
   * Noise for images, uniform in [0, limit) in steps of limit / 2^16: a number of 32 random bits
   * serves two elements.
   */
  Operand<TFloat32> coarse(String name, double limit, Operand<TInt32> sizes, Shape shape) {
    Ops tf = net.tf();
    RandomUniformInt.Options[] seeds = {
      RandomUniformInt.seed(seed), RandomUniformInt.seed2((long) draws.size() + 1)
    };
    Operand<TInt64> start =
        tf.random.randomUniformInt(
            tf.constant(new int[] {2}), tf.constant(0L), tf.constant(Long.MAX_VALUE), seeds);
    Operand<TInt32> count = tf.prod(sizes, tf.constant(0), Prod.keepDims(true));
    Operand<TInt32> half = tf.math.div(tf.math.add(count, tf.constant(1)), tf.constant(2));
    Operand<TInt32> numbers = tf.random.statelessRandomUniformFullInt(half, start, TInt32.class);
    Operand<TUint16> halves = tf.bitcast(numbers, TUint16.class);
    if (!isEven(shape)) {
      halves =
          tf.slice(
              tf.reshape(halves, tf.constant(new int[] {-1})), tf.constant(new int[] {0}), count);
    }
    Operand<TFloat32> steps = tf.reshape(tf.dtypes.cast(halves, net.type()), sizes);
    return add(name, net.times(steps, limit / STEPS), shape);
  }

  /** Whether so many elements are even in number, whatever is not known of their shape. */
  private static boolean isEven(Shape shape) {
    return Arrays.stream(shape.asArray())
        .anyMatch(side -> side != Shape.UNKNOWN_SIZE && side % 2 == 0);
  }

  /**
   * Noise for a distribution of actions.
   *
   * @param shape with -1 where a size is known when the graph runs
   */
  Operand<TFloat32> of(NoiseKind kind, String name, Operand<? extends TNumber> sizes, Shape shape) {
    return switch (kind) {
      case NORMAL -> normal(name, sizes, shape);
      case UNIFORM -> add(name, uniform(sizes), shape);
      case GUMBEL -> {
        Operand<TFloat32> exponential = net.times(net.tf().math.log(uniform(sizes)), -1);
        yield add(name, net.times(net.tf().math.log(exponential), -1), shape);
      }
    };
  }

  /** Noise of a fixed shape for a distribution of actions. */
  Operand<TFloat32> of(NoiseKind kind, String name, long... shape) {
    return of(kind, name, net.tf().constant(shape), Shape.of(shape));
  }

  /** Names of all draws, in the order in which they were made. */
  List<String> names() {
    return List.copyOf(draws.keySet());
  }

  /**
   * A draw to feed.
   *
   * @throws IllegalArgumentException if there is no such draw
   */
  Operand<TFloat32> get(String name) {
    Operand<TFloat32> draw = draws.get(name);
    if (draw == null) {
      throw new IllegalArgumentException("no noise '" + name + "' among " + draws.keySet());
    }
    return draw;
  }

  /** Uniform in [0, 1). */
  private Operand<TFloat32> uniform(Operand<? extends TNumber> sizes) {
    RandomUniform.Options[] seeds = {
      RandomUniform.seed(seed), RandomUniform.seed2((long) draws.size() + 1)
    };
    return net.tf().random.randomUniform(sizes, net.type(), seeds);
  }

  private Operand<TFloat32> add(String name, Operand<TFloat32> drawn, Shape shape) {
    Operand<TFloat32> draw = net.tf().placeholderWithDefault(drawn, shape);
    draws.put(name, draw);
    return draw;
  }
}
