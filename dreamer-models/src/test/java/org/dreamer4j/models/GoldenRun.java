package org.dreamer4j.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.checkpoint.Checkpoint;
import org.dreamer4j.models.nn.Variable;
import org.dreamer4j.replay.npz.Npz;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;

/** A recorded training run with all its randomness, and an agent that replays it. */
final class GoldenRun implements AutoCloseable {
  private static final int SIZE = 3;
  private static final int LENGTH = 7;

  /** Larger than any difference of logits: with it as Gumbel noise the recorded choice wins. */
  private static final float CERTAIN = 1e6f;

  private static final Map<String, String> NOISE =
      Map.of(
          "image", "image_noise",
          "prior", "eps_prior",
          "posterior", "eps_post",
          "action", "eps_act",
          "imagined", "eps_imag");

  private final Path folder;
  final DreamerConfig config;
  final DreamerAgent agent;
  final JsonNode meta;

  private GoldenRun(String name, Map<String, ?> params, EnvironmentSpec spec) throws IOException {
    folder = resource("/golden/" + name);
    meta = new ObjectMapper().readTree(folder.resolve("meta.json").toFile());
    config = DreamerConfig.resolve(params);
    agent = DreamerAgent.create(config, spec, Execution.QUICK_START);
  }

  /** google-research/dreamer, defaults, two continuous actions. */
  static GoldenRun tf1Debug(Map<String, ?> overrides) throws IOException {
    Map<String, Object> params = sizes(5);
    params.putAll(overrides);
    return new GoldenRun("tf1_debug", params, spec());
  }

  /** google-research/dreamer, presets pcont and discrete, four one-hot actions. */
  static GoldenRun tf1Discrete() throws IOException {
    Map<String, Object> params = sizes(4);
    params.put("defaults", List.of("dreamer", "pcont", "discrete"));
    return new GoldenRun("tf1_discrete_pcont", params, imageSpec(new Spec.Discrete(4)));
  }

  /** danijar/dreamer, two continuous actions. */
  static GoldenRun tf2Small() throws IOException {
    Map<String, Object> params = sizes(5);
    params.remove("num_layers");
    params.put("defaults", List.of("danijar"));
    return new GoldenRun("tf2_small", params, imageSpec(Spec.Box.of(2, -1, 1)));
  }

  /** danijar/dreamer with pcont, four one-hot actions. */
  static GoldenRun tf2OneHot() throws IOException {
    Map<String, Object> params = sizes(4);
    params.remove("num_layers");
    params.put("defaults", List.of("pcont", "danijar"));
    params.put("action_head_dist", "onehot_straight");
    params.put("action_noise_type", "epsilon_greedy");
    params.put("clip_rewards", "tanh");
    return new GoldenRun("tf2_small_pcont_onehot", params, imageSpec(new Spec.Discrete(4)));
  }

  private static Map<String, Object> sizes(int horizon) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("batch_shape", List.of(SIZE, LENGTH));
    params.put("model_size", 16);
    params.put("state_size", 6);
    params.put("num_units", 20);
    params.put("num_layers", 2);
    params.put("conv_depth", 4);
    params.put("imagination_horizon", horizon);
    return params;
  }

  /** Goes back to the weights before the first update. */
  void restore() throws IOException {
    if (folder.resolve("checkpoint_before").toFile().exists()) {
      agent.restore(folder.resolve("checkpoint_before/model.ckpt-1000"));
    } else {
      agent.session().runner().addTarget(agent.graph().initialize()).run().close();
      try (Checkpoint checkpoint = Checkpoint.open(folder.resolve("variables_before.pkl"))) {
        checkpoint.restore(agent, Checkpoint.Part.WEIGHTS);
      }
    }
  }

  static EnvironmentSpec spec() {
    Map<String, Spec> observation = new LinkedHashMap<>();
    observation.put("position", Spec.Box.unbounded(3));
    observation.put("image", Spec.Image.RGB64);
    return new EnvironmentSpec(observation, Spec.Box.of(2, -1, 1));
  }

  private static EnvironmentSpec imageSpec(Spec action) {
    return new EnvironmentSpec(Map.of("image", Spec.Image.RGB64), action);
  }

  static Path resource(String name) {
    try {
      return Path.of(GoldenRun.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  Map<String, Array> arrays(String file) throws IOException {
    return Npz.read(folder.resolve(file + ".npz"));
  }

  /** A file of the recording. */
  Path file(String name) {
    return folder.resolve(name);
  }

  Batch batch(int step) throws IOException {
    boolean tf1 = folder.resolve("batch_raw_step1.npz").toFile().exists();
    Map<String, Array> raw = arrays((tf1 ? "batch_raw_step" : "batch_step") + step);
    Batch batch = new Batch(SIZE, LENGTH, agent.spec());
    byte[] image = ((Array.Uint8) raw.get("image")).data();
    System.arraycopy(image, 0, batch.image(), 0, image.length);
    batch.vectors().keySet().stream()
        .filter(raw::containsKey)
        .forEach(key -> copy(raw.get(key), batch.vector(key)));
    if (!tf1) {
      copy(raw.get("discount"), batch.vector(Episode.PCONT));
    }
    Arrays.fill(batch.vector(Episode.REWARD_MASK), 1);
    return batch;
  }

  private static void copy(Array from, float[] to) {
    float[] values = from.toFloats();
    System.arraycopy(values, 0, to, 0, values.length);
  }

  /** Runs on the batch and noise of a step; fetches every operand, in order. */
  List<float[]> run(int step, List<? extends Operand<TFloat32>> fetches, List<Op> targets)
      throws IOException {
    Session.Runner runner = agent.session().runner();
    agent.feed().into(runner, batch(step));
    Map<String, Array> noise = arrays("noise_step" + step);
    List<TFloat32> fed = new ArrayList<>();
    NOISE.forEach(
        (name, key) -> {
          if (noise.containsKey(key) || name.equals("action")) {
            TFloat32 tensor =
                noise.containsKey(key) ? tensor(noise.get(key)) : chosen(noise.get("act_index"));
            fed.add(tensor);
            runner.feed(agent.graph().noise().get(name), tensor);
          }
        });
    fetches.forEach(runner::fetch);
    targets.forEach(runner::addTarget);
    List<float[]> out = new ArrayList<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < fetches.size(); i++) {
        out.add(Tensors.toFloats(result.get(i)));
      }
    } finally {
      fed.forEach(TFloat32::close);
    }
    return out;
  }

  /** Every float variable, by its name with dots for slashes. */
  Map<String, float[]> values() {
    List<Variable<?>> variables = new ArrayList<>(agent.graph().variables().all());
    variables.removeIf(v -> v.value().type() != TFloat32.class);
    Session.Runner runner = agent.session().runner();
    variables.forEach(v -> runner.fetch(v.value()));
    Map<String, float[]> out = new LinkedHashMap<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < variables.size(); i++) {
        out.put(variables.get(i).name().replace('/', '.'), Tensors.toFloats(result.get(i)));
      }
    }
    return out;
  }

  /** Gumbel noise that makes a recorded choice certain: [H, N] to [H, N, A]. */
  private TFloat32 chosen(Array index) {
    int actions = agent.spec().action().size();
    float[] choices = index.toFloats();
    float[] noise = new float[choices.length * actions];
    for (int i = 0; i < choices.length; i++) {
      noise[i * actions + (int) choices[i]] = CERTAIN;
    }
    return Tensors.floats(noise, index.shape()[0], index.shape()[1], actions);
  }

  private static TFloat32 tensor(Array array) {
    return Tensors.floats(
        array.toFloats(), Arrays.stream(array.shape()).mapToLong(i -> i).toArray());
  }

  @Override
  public void close() {
    agent.close();
  }
}
