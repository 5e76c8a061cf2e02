package org.dreamer4j.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.nn.Variable;
import org.dreamer4j.replay.npz.Npz;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;

/** A training run of the reference with all its randomness, and an agent that replays it. */
final class GoldenRun implements AutoCloseable {
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

  GoldenRun(Map<String, ?> overrides) throws IOException {
    folder = resource("/golden/tf1_debug");
    meta = new ObjectMapper().readTree(folder.resolve("meta.json").toFile());
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("batch_shape", List.of(3, 7));
    for (String key :
        List.of("model_size", "state_size", "num_units", "num_layers", "imagination_horizon")) {
      params.put(key, meta.get("params").get(key).intValue());
    }
    params.put("conv_depth", 4);
    params.putAll(overrides);
    config = DreamerConfig.resolve(params);
    agent = DreamerAgent.create(config, spec(), Execution.QUICK_START);
    restore();
  }

  /** Goes back to the weights before the first update. */
  void restore() {
    agent.restore(folder.resolve("checkpoint_before/model.ckpt-1000"));
  }

  static EnvironmentSpec spec() {
    Map<String, Spec> observation = new LinkedHashMap<>();
    observation.put("position", Spec.Box.unbounded(3));
    observation.put("image", Spec.Image.RGB64);
    return new EnvironmentSpec(observation, Spec.Box.of(2, -1, 1));
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

  Batch batch(int step) throws IOException {
    Map<String, Array> raw = arrays("batch_raw_step" + step);
    Batch batch = new Batch(3, 7, spec());
    byte[] image = ((Array.Uint8) raw.get("image")).data();
    System.arraycopy(image, 0, batch.image(), 0, image.length);
    for (String key : List.of("position", Episode.ACTION, Episode.REWARD, Episode.PCONT)) {
      float[] values = raw.get(key).toFloats();
      System.arraycopy(values, 0, batch.vector(key), 0, values.length);
    }
    return batch;
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
          TFloat32 tensor = tensor(noise.get(key));
          fed.add(tensor);
          runner.feed(agent.graph().noise().get(name), tensor);
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

  private static TFloat32 tensor(Array array) {
    long[] shape = new long[array.shape().length];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = array.shape()[i];
    }
    return Tensors.floats(array.toFloats(), shape);
  }

  @Override
  public void close() {
    agent.close();
  }
}
