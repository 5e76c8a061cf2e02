package org.dreamer4j.models.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Execution;
import org.dreamer4j.models.checkpoint.NamedWeights.Weight;
import org.dreamer4j.models.nn.LossScale;

/**
 * An agent somebody trained, in whatever file: a tensor bundle of google-research/dreamer,
 * google-research/planet or this SDK, or danijar/dreamer's {@code variables.pkl}, or a folder of
 * one pickle for each of its modules. Sizes, heads and actions are inferred from the shapes.
 *
 * <pre>{@code
 * try (Checkpoint checkpoint = Checkpoint.open(Path.of("model.ckpt-1000"))) {
 *   DreamerAgent agent = checkpoint.load(checkpoint.config(), checkpoint.spec());
 * }
 * }</pre>
 *
 * <p>Nothing native is needed until {@link #load}. Weights are read when an agent takes them.
 */
public final class Checkpoint implements Closeable {
  /** Parts of a training that a checkpoint may hold. */
  public enum Part {
    /** All networks. */
    WEIGHTS,
    /** Moments and powers of the optimizers. */
    OPTIMIZERS,
    /** The global step. */
    STEP
  }

  private static final Logger LOG = LogManager.getLogger(Checkpoint.class);
  private static final String STEP = NamedWeights.STEP;
  private static final int SHOWN = 3;

  private final WeightFile file;
  private final NamedWeights weights;
  private final Inferred inferred;

  private Checkpoint(WeightFile file, NamedWeights weights, Inferred inferred) {
    this.file = file;
    this.weights = weights;
    this.inferred = inferred;
  }

  /**
   * Opens a checkpoint and infers its agent.
   *
   * @param path prefix of a bundle or one of its files, a folder with a file {@code checkpoint}, a
   *     {@code variables.pkl}, or a folder of pickles named by module
   * @throws CheckpointFormatException if it is none of these, or no agent can be told from it
   */
  public static Checkpoint open(Path path) throws IOException {
    WeightFile file = WeightFiles.open(path);
    try {
      return of(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Infers the agent of a file that is open; it is closed with this.
   *
   * @throws CheckpointFormatException if no agent can be told from it
   */
  public static Checkpoint of(WeightFile file) throws IOException {
    NamedWeights weights = name(file);
    return new Checkpoint(file, weights, Inference.of(weights));
  }

  private static NamedWeights name(WeightFile file) throws IOException {
    if (file instanceof ModulePickles modules) {
      return ModuleNames.of(modules);
    }
    return file instanceof PickledVariables ? PickleNames.of(file) : BundleNames.of(file);
  }

  /** Whose networks they are. */
  public Scheme scheme() {
    return weights.scheme();
  }

  /** What the agent sees and does; its vectors bear the names of their heads. */
  public EnvironmentSpec spec() {
    return inferred.spec();
  }

  /**
   * What the agent sees and does with another configuration than the inferred one, whose action
   * head says whether actions are one-hot.
   */
  public EnvironmentSpec spec(DreamerConfig config) {
    int actions = spec().action().size();
    boolean discrete =
        config.heads().actionHead()
            ? config.heads().actionHeadDist().isDiscrete()
            : spec().action() instanceof Spec.Discrete;
    return spec().withAction(discrete ? new Spec.Discrete(actions) : Spec.Box.of(actions, -1, 1));
  }

  /** What was assumed because no shape tells it, a line each. */
  public List<String> notes() {
    return inferred.notes();
  }

  /** The inferred configuration. */
  public DreamerConfig config() {
    return config(Map.of());
  }

  /**
   * The inferred configuration with other values for some keys.
   *
   * @throws IllegalArgumentException for an unknown key or a value out of range
   */
  public DreamerConfig config(Map<String, ?> overrides) {
    Map<String, Object> settings = new LinkedHashMap<>(inferred.settings());
    settings.putAll(overrides);
    return DreamerConfig.resolve(settings);
  }

  /** The configuration keys that were inferred, with their values. */
  public Map<String, Object> settings() {
    return inferred.settings();
  }

  /** What an agent would need and what it would find. */
  public WeightMatch match(DreamerConfig config, EnvironmentSpec spec) {
    return WeightMatch.of(WeightShapes.of(config, spec), weights.shapes());
  }

  /** Names of all weights. */
  public Set<String> weights() {
    return weights.weights().keySet();
  }

  /** The number of parameters: elements of all weights. */
  public long parameters() {
    return weights.shapes().values().stream()
        .mapToLong(shape -> shape.stream().reduce(1L, Math::multiplyExact))
        .sum();
  }

  /** Names in the file that are no weights: slots, counters, running means. */
  public List<String> extras() {
    List<String> names = new ArrayList<>();
    weights.state().values().forEach(state -> names.add(state.stored()));
    names.addAll(weights.others());
    return names;
  }

  /** Whether moments and powers of the optimizers are there. */
  public boolean hasOptimizers() {
    return weights.hasOptimizers();
  }

  /**
   * The name under which the file holds a weight.
   *
   * @throws IllegalArgumentException if it holds none of that name
   */
  public String storedName(String weight) {
    return weight(weight).stored();
  }

  /**
   * Reads a weight by this SDK's name for it.
   *
   * @throws IllegalArgumentException if the file holds none of that name
   * @throws IOException if it cannot be read
   */
  public Array read(String weight) throws IOException {
    return weight(weight).reading().read();
  }

  private Weight weight(String name) {
    Weight weight = weights.weights().get(name);
    if (weight == null) {
      throw new IllegalArgumentException(weights.path() + " holds no weight '" + name + "'");
    }
    return weight;
  }

  /**
   * An agent with these weights that uses all cores.
   *
   * @param config as {@link #config()} or with other values
   * @param spec as {@link #spec()} or an environment's
   * @throws CheckpointFormatException if configuration and environment make other networks
   */
  public DreamerAgent load(DreamerConfig config, EnvironmentSpec spec) throws IOException {
    requireMatch(config, spec);
    DreamerAgent agent = DreamerAgent.create(config, spec, Execution.DEFAULT);
    try {
      restore(agent, Part.values());
      return agent;
    } catch (IOException | RuntimeException | Error e) {
      agent.close();
      throw e;
    }
  }

  /**
   * Sets an agent's variables. Optimizers are restored whole or not at all, with a warning if the
   * file lacks some of their variables.
   *
   * @throws CheckpointFormatException if the agent has other networks; it is then unchanged
   * @throws IOException if a weight cannot be read; the agent is then unchanged
   */
  public void restore(DreamerAgent agent, Part... parts) throws IOException {
    List<Part> wanted = List.of(parts);
    requireMatch(agent.config(), agent.spec());
    Map<String, Array> values = new LinkedHashMap<>();
    Map<String, List<Long>> variables = agent.variables();
    if (wanted.contains(Part.WEIGHTS)) {
      for (String name : WeightShapes.of(agent.config(), agent.spec()).keySet()) {
        values.put(name, finite(name, read(name)));
      }
    }
    if (wanted.contains(Part.OPTIMIZERS) && hasOptimizers()) {
      optimizers(variables, values);
    }
    if (wanted.contains(Part.STEP)) {
      step(values);
    }
    agent.assign(values);
  }

  private void step(Map<String, Array> values) throws IOException {
    Weight step = weights.state().get(STEP);
    if (step == null) {
      return;
    }
    if (step.shape().isEmpty() && step.reading().read() instanceof Array.Int64 count) {
      values.put(STEP, count);
    } else {
      LOG.warn("{} has no whole number as its '{}': it starts at 0", weights.path(), STEP);
    }
  }

  private void optimizers(Map<String, List<Long>> variables, Map<String, Array> values)
      throws IOException {
    List<String> names =
        variables.keySet().stream()
            .filter(name -> name.startsWith("graph/graph/") || name.startsWith("graph/optimizer_"))
            .toList();
    Map<String, Array> read = new LinkedHashMap<>();
    for (String name : names) {
      Weight state = weights.state().get(name);
      if (state == null && LossScale.isStateOf(name)) {
        // An agent of single precision has none; the first scale is as good as any.
        continue;
      }
      if (state == null || !state.shape().equals(variables.get(name))) {
        LOG.warn(
            "{} has no optimizer variable '{}' {}: the optimizers start afresh",
            weights.path(),
            name,
            variables.get(name));
        return;
      }
      read.put(name, state.reading().read());
    }
    values.putAll(read);
  }

  private Array finite(String name, Array array) {
    long wrong =
        IntStream.range(0, array.size()).filter(i -> !Double.isFinite(array.get(i))).count();
    if (wrong > 0) {
      LOG.warn(
          "{}, variable '{}': {} of {} weights are not finite",
          weights.path(),
          name,
          wrong,
          array.size());
    }
    return array;
  }

  private void requireMatch(DreamerConfig config, EnvironmentSpec spec)
      throws CheckpointFormatException {
    WeightMatch match = match(config, spec);
    if (!match.missing().isEmpty()) {
      List<String> missing = match.missing();
      String first = String.join(", ", missing.subList(0, Math.min(SHOWN, missing.size())));
      throw new CheckpointFormatException(
          weights.path(),
          "%d weights of this agent are missing: %s%s; configure the agent that it holds"
              .formatted(missing.size(), first, missing.size() > SHOWN ? ", ..." : ""));
    }
    for (WeightMatch.Mismatch mismatch : match.mismatched()) {
      throw CheckpointFormatException.mismatch(
          weights.path(),
          mismatch.name(),
          mismatch.expected().toString(),
          mismatch.actual().toString());
    }
  }

  /**
   * The digest of all its files, as {@link WeightPaths#sha256} has it.
   *
   * @throws IOException if one cannot be read
   */
  public String sha256() throws IOException {
    return WeightPaths.sha256(file.files());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
