package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.nn.Adam;
import org.dreamer4j.models.nn.GraphRun;
import org.dreamer4j.models.nn.Variable;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A tiny Dreamer in double precision with a fixed batch and fixed noise. Weights are fed, so every
 * loss is a function of {@link #weights} alone.
 */
final class DoubleDreamer implements AutoCloseable {
  static final int SIZE = 2;
  static final int LENGTH = 4;
  static final int HORIZON = 3;
  private static final double STEP = 1e-5;

  final DreamerConfig config;
  final EnvironmentSpec spec;
  final DreamerGraph graph;
  final GraphRun run = new GraphRun(GraphRun.DOUBLE);
  final Map<String, double[]> weights = new LinkedHashMap<>();
  final Map<String, double[]> noise = new LinkedHashMap<>();
  final Map<String, double[]> vectors = new LinkedHashMap<>();
  final byte[] pixels;
  private final Random random = new Random(11);

  DoubleDreamer(Map<String, ?> overrides) {
    this(Tiny.spec(), overrides);
  }

  DoubleDreamer(EnvironmentSpec spec, Map<String, ?> overrides) {
    this.config = Tiny.config(overrides);
    this.spec = spec;
    Spec image = spec.observation().get(Observation.IMAGE);
    pixels = new byte[image == null ? 0 : SIZE * LENGTH * image.size()];
    graph = DreamerGraph.build(run.graph(), config, spec, GraphRun.DOUBLE);
    run.execute(graph.initialize());
    List<double[]> initial = run.run(trainable().stream().map(Variable::value).toList());
    for (int i = 0; i < initial.size(); i++) {
      Variable<TFloat32> variable = trainable().get(i);
      double[] values = initial.get(i);
      // Zero biases put rectifiers exactly where they have no derivative.
      weights.put(variable.name(), isBias(variable) ? plusNoise(values) : values);
      set(variable, weights.get(variable.name()));
    }
    feedBatch();
    feedNoise();
  }

  List<Variable<TFloat32>> trainable() {
    return graph.variables().trainable(List.of(""));
  }

  /** Gives a variable other values. */
  void set(Variable<TFloat32> variable, double[] values) {
    run.feed(variable.value(), values, variable.shape().asArray());
  }

  /** A loss's derivative along a direction of its variables, by central differences. */
  double differenceAlong(
      Operand<TFloat32> loss, List<Variable<TFloat32>> variables, List<double[]> direction) {
    double length = norm(direction);
    double above = at(loss, variables, direction, STEP / length);
    double below = at(loss, variables, direction, -STEP / length);
    variables.forEach(variable -> set(variable, weights.get(variable.name())));
    return (above - below) / (2 * STEP);
  }

  private double at(
      Operand<TFloat32> loss,
      List<Variable<TFloat32>> variables,
      List<double[]> direction,
      double factor) {
    for (int i = 0; i < variables.size(); i++) {
      double[] values = weights.get(variables.get(i).name()).clone();
      for (int k = 0; k < values.length; k++) {
        values[k] += factor * direction.get(i)[k];
      }
      set(variables.get(i), values);
    }
    return run.run(loss)[0];
  }

  /** Euclidean length of all vectors together. */
  static double norm(List<double[]> vectors) {
    return Math.sqrt(vectors.stream().flatMapToDouble(Arrays::stream).map(x -> x * x).sum());
  }

  /**
   * Acts on the first row of each sequence, with the noise of training.
   *
   * @return samples of the states after, [B, S]
   */
  double[] actOnFirstRows() {
    PolicyGraph policy = graph.policy();
    if (policy.senses().image() != null) {
      int size = pixels.length / (SIZE * LENGTH);
      byte[] images = new byte[SIZE * size];
      for (int b = 0; b < SIZE; b++) {
        System.arraycopy(pixels, b * LENGTH * size, images, b * size, size);
      }
      long[] shape = policy.senses().image().shape().asArray();
      shape[0] = SIZE;
      run.feed(policy.senses().image(), Tensors.bytes(images, shape));
      if (noise.containsKey("image")) {
        run.feed(graph.noise().get("policy/image"), firstRows(noise.get("image")), shape);
      }
    }
    policy.senses().vectors().forEach((key, input) -> feedRows(input, firstRows(vectors.get(key))));
    feedRows(policy.action(), firstRows(vectors.get(Episode.ACTION)));
    feedRows(policy.sample(), new double[SIZE * config.model().stateSize()]);
    feedRows(policy.belief(), new double[SIZE * config.model().modelSize()]);
    for (String name : List.of("prior", "posterior")) {
      // Noise of states stands step by step.
      double[] first = Arrays.copyOf(noise.get(name), SIZE * config.model().stateSize());
      feedRows(graph.noise().get("policy/" + name), first);
    }
    return run.run(policy.next().sample());
  }

  private void feedRows(Operand<TFloat32> input, double[] values) {
    run.feed(input, values, SIZE, values.length / SIZE);
  }

  /** The first row of each sequence. */
  static double[] firstRows(double[] sequences) {
    int size = sequences.length / (SIZE * LENGTH);
    double[] first = new double[SIZE * size];
    for (int b = 0; b < SIZE; b++) {
      System.arraycopy(sequences, b * LENGTH * size, first, b * size, size);
    }
    return first;
  }

  /** Modules with a variable that a loss gives a gradient. */
  Set<String> reached(Operand<TFloat32> loss) {
    Adam any = new Adam(run.net(), new Adam.Settings("any", 1, 1, 1, false));
    return modules(any.gradients(run.graph(), loss, trainable()).variables());
  }

  /** Scopes of variables: without the name of the layer and what follows. */
  static Set<String> modules(List<Variable<TFloat32>> variables) {
    Set<String> out = new TreeSet<>();
    variables.forEach(v -> out.add(v.name().replaceAll("/(dense|conv2d|gru_cell).*", "")));
    return out;
  }

  /** Operands of a shape whose gradient is stopped. */
  List<Operand<TFloat32>> stopped(long... shape) {
    List<Operand<TFloat32>> out = new ArrayList<>();
    for (var it = run.graph().operations(); it.hasNext(); ) {
      GraphOperation operation = it.next();
      if (operation.type().equals("StopGradient")
          && operation.output(0).shape().equals(Shape.of(shape))) {
        out.add(operation.output(0).expect(GraphRun.DOUBLE));
      }
    }
    return out;
  }

  /** Standard normal values that are the same in every test. */
  double[] normal(int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextGaussian();
    }
    return values;
  }

  private void feedBatch() {
    random.nextBytes(pixels);
    Inputs inputs = graph.train().inputs();
    if (inputs.image() != null) {
      run.feed(inputs.image(), Tensors.bytes(pixels, inputs.image().shape().asArray()));
    }
    inputs
        .vectors()
        .forEach(
            (key, placeholder) -> {
              int count = Math.toIntExact(placeholder.shape().size());
              double[] values = isDerived(key) ? new double[count] : normal(count);
              for (int i = 0; i < values.length; i++) {
                values[i] =
                    switch (key) {
                      case Episode.ACTION -> action(values[i], i);
                      case Episode.PCONT -> values[i] > -1 ? 1 : 0;
                      case Episode.REWARD_MASK -> i % 3 == 0 ? 0 : 1;
                      case Episode.RETURN -> 0.1 * i;
                      default -> values[i];
                    };
              }
              vectors.put(key, values);
              run.feed(placeholder, values, placeholder.shape().asArray());
            });
  }

  /** The first one in every row, or any number within the bounds. */
  private double action(double value, int index) {
    return spec.action() instanceof Spec.Discrete choice
        ? index % choice.size() == 0 ? 1 : 0
        : Math.tanh(value);
  }

  private static boolean isDerived(String key) {
    return key.equals(Episode.RETURN) || key.equals(Episode.REWARD_MASK);
  }

  private void feedNoise() {
    for (String name : graph.noise().names()) {
      Operand<TFloat32> draw = graph.noise().get(name);
      if (draw.shape().hasUnknownDimension()) {
        continue; // Acting, whose number of environments is not fixed.
      }
      int count = Math.toIntExact(draw.shape().size());
      double[] values =
          name.equals("image") ? random.doubles(count, 0, 1.0 / 256).toArray() : normal(count);
      noise.put(name, values);
      run.feed(draw, values, draw.shape().asArray());
    }
  }

  private double[] plusNoise(double[] values) {
    double[] out = normal(values.length);
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] + 0.1 * out[i];
    }
    return out;
  }

  private static boolean isBias(Variable<TFloat32> variable) {
    return variable.shape().numDimensions() == 1;
  }

  @Override
  public void close() {
    run.close();
  }
}
