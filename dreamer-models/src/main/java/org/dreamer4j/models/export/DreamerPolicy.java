package org.dreamer4j.models.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.models.ActingStep;
import org.dreamer4j.models.AgentState;
import org.dreamer4j.models.Execution;
import org.dreamer4j.models.Feeds;
import org.dreamer4j.models.Gate;
import org.dreamer4j.models.ServedGraph;
import org.dreamer4j.models.StepPolicy;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * A policy from a SavedModel that {@link SavedModelExporter} wrote:
 *
 * <pre>{@code
 * try (DreamerPolicy policy = DreamerPolicy.load(Path.of("saved-models/walker"))) {
 *   Policy.Decision<AgentState> decision = policy.act(policy.initialState(), observation);
 * }
 * }</pre>
 *
 * <p>Acting is safe from several threads, for one environment or many at once. Acting throws
 * IllegalArgumentException for an observation or a state that does not fit, and
 * IllegalStateException once the policy is closed. Holds native memory until {@link #close}, which
 * waits for calls under way.
 */
public final class DreamerPolicy implements Policy<AgentState>, AutoCloseable {
  private static final String SAMPLE = ServedGraph.SAMPLE;
  private static final String BELIEF = ServedGraph.BELIEF;
  private static final String ACTION = ServedGraph.ACTION;
  private static final String RESET = ServedGraph.RESET;
  private static final Set<String> STATE = Set.of(SAMPLE, BELIEF, ACTION, RESET);

  /** How actions are chosen. */
  public enum Choice {
    /** The mean, or the most likely choice, in the mean state: no noise anywhere. */
    DETERMINISTIC(ServedGraph.POLICY),
    /** The best of 100 samples in a sampled state, as the reference does in tests. */
    MODE(ServedGraph.POLICY_MODE),
    /** A sample in a sampled state. */
    SAMPLE(ServedGraph.POLICY_SAMPLE);

    private final String signature;

    Choice(String signature) {
      this.signature = signature;
    }

    /** The signature that is called. */
    public String signature() {
      return signature;
    }
  }

  /**
   * How to act.
   *
   * @param choice how actions are chosen
   * @param seed of the noise: the same calls in the same order give the same actions; null takes
   *     the seed of the training
   * @param execution how the graph runs
   */
  public record Settings(Choice choice, @Nullable Long seed, Execution execution) {
    /** Without noise, on all cores. */
    public static final Settings DEFAULT =
        new Settings(Choice.DETERMINISTIC, null, Execution.DEFAULT);

    /** A choice with a seed of its own, on all cores. */
    public static Settings of(Choice choice, long seed) {
      return new Settings(choice, seed, Execution.DEFAULT);
    }
  }

  private final LoadedModel model;
  private final ActingStep step;
  private final Operand<?> reset;
  private final Map<String, Operand<TFloat32>> noise;
  private final Map<String, List<Long>> noiseShapes;
  private final StepPolicy policy;
  private final Gate gate = new Gate("the policy is closed");

  private DreamerPolicy(LoadedModel model, Choice choice) throws SavedModelFormatException {
    SignatureTensors tensors = new SignatureTensors(model, choice.signature());
    this.model = model;
    this.step = step(tensors);
    this.reset = tensors.input(RESET, TBool.class, 1);
    this.noise = noise(model, choice, tensors);
    Map<String, List<Long>> shapes = new TreeMap<>();
    noise.forEach(
        (key, draw) -> shapes.put(key, LongStream.of(draw.shape().asArray()).boxed().toList()));
    this.noiseShapes = Collections.unmodifiableMap(shapes);
    this.policy = policy(Map.of());
  }

  /**
   * A policy without noise.
   *
   * @param model folder of a model, whose highest version is taken, or of one version
   * @throws SavedModelFormatException if there is no SavedModel, a broken one, or one of something
   *     else
   * @throws IOException if it cannot be read
   */
  public static DreamerPolicy load(Path model) throws IOException {
    return load(model, Settings.DEFAULT);
  }

  /**
   * A policy.
   *
   * @param model folder of a model, whose highest version is taken, or of one version
   * @throws SavedModelFormatException if there is no SavedModel, a broken one, or one of something
   *     else
   * @throws IOException if it cannot be read
   */
  public static DreamerPolicy load(Path model, Settings settings) throws IOException {
    LoadedModel loaded =
        LoadedModel.open(model, SavedModelExporter.SERVE, settings.seed(), settings.execution());
    try {
      return new DreamerPolicy(loaded, settings.choice());
    } catch (IOException | RuntimeException | Error e) {
      loaded.close();
      throw e;
    }
  }

  private static ActingStep step(SignatureTensors tensors) throws SavedModelFormatException {
    Operand<TUint8> image = null;
    Map<String, Operand<TFloat32>> vectors = new LinkedHashMap<>();
    for (String key : tensors.inputs()) {
      if (key.equals(Observation.IMAGE)) {
        image = tensors.input(key, TUint8.class, 4);
      } else if (!STATE.contains(key)) {
        vectors.put(key, tensors.input(key, TFloat32.class, 2));
      }
    }
    return new ActingStep(
        image,
        vectors,
        tensors.input(SAMPLE, TFloat32.class, 2),
        tensors.input(BELIEF, TFloat32.class, 2),
        tensors.input(ACTION, TFloat32.class, 2),
        tensors.output(ACTION, TFloat32.class, 2),
        tensors.output(SAMPLE, TFloat32.class, 2),
        tensors.output(BELIEF, TFloat32.class, 2));
  }

  private static Map<String, Operand<TFloat32>> noise(
      LoadedModel model, Choice choice, SignatureTensors tensors) throws SavedModelFormatException {
    Map<String, Operand<TFloat32>> noise = new TreeMap<>();
    String name = choice.signature() + Signatures.WITH_NOISE;
    if (model.has(name)) {
      SignatureTensors fed = new SignatureTensors(model, name);
      for (String key : fed.inputs()) {
        if (!tensors.inputs().contains(key)) {
          noise.put(key, fed.input(key, TFloat32.class, -1));
        }
      }
    }
    return noise;
  }

  private StepPolicy policy(Map<String, float[]> fed) {
    return new StepPolicy(
        gate,
        model.session(),
        step,
        (feeds, rows) -> {
          // States start at zero themselves.
          feeds.feed(reset, TBool.tensorOf(Shape.of(rows), DataBuffers.of(new boolean[rows])));
          fed.forEach((key, values) -> feed(feeds, key, values, rows));
        });
  }

  private void feed(Feeds feeds, String key, float[] values, int rows) {
    Operand<TFloat32> operand = noise.get(key);
    if (operand == null) {
      throw new IllegalArgumentException(
          "this policy draws no noise '" + key + "', only " + noise.keySet());
    }
    long[] sizes = operand.shape().asArray();
    sizes[0] = rows;
    Shape shape = Shape.of(sizes);
    if (values.length != shape.size()) {
      throw new IllegalArgumentException(
          "noise '" + key + "': expected " + shape + ", got " + values.length + " values");
    }
    feeds.feed(operand, TFloat32.tensorOf(shape, DataBuffers.of(values, true, false)));
  }

  @Override
  public AgentState initialState() {
    return policy.initialState();
  }

  @Override
  public Decision<AgentState> act(AgentState state, Observation observation) {
    return policy.act(state, observation);
  }

  @Override
  public List<Decision<AgentState>> act(List<AgentState> states, List<Observation> observations) {
    return policy.act(states, observations);
  }

  /**
   * Acts with noise that is given; what is not given is drawn.
   *
   * @param noise by name, as {@link #noise} lists it, in C order
   * @throws IllegalArgumentException if the policy draws no such noise, or it has another size
   */
  public List<Decision<AgentState>> act(
      List<AgentState> states, List<Observation> observations, Map<String, float[]> noise) {
    return gate.use(() -> policy(noise).act(states, observations));
  }

  /** Shapes of the noise that is drawn, by name; -1 stands for the number of environments. */
  public Map<String, List<Long>> noise() {
    return noiseShapes;
  }

  /** The folder of the version that is loaded. */
  public Path folder() {
    return model.folder();
  }

  @Override
  public void close() {
    gate.close(model::close);
  }
}
