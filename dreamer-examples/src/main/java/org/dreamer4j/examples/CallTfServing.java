package org.dreamer4j.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.models.AgentState;

/**
 * Acts with a model that TensorFlow Serving serves. To serve {@code saved-models/walker}:
 *
 * <pre>{@code
 * docker run --rm -p 8501:8501 -e MODEL_NAME=walker \
 *     -v "$PWD/saved-models/walker:/models/walker:ro" tensorflow/serving:2.18.0
 * }</pre>
 *
 * <p>Acting throws UncheckedIOException if the server does not answer or refuses a call.
 */
public final class CallTfServing implements Policy<AgentState> {
  private static final String SIGNATURE = "serving_default";
  private static final String SAMPLE = "sample";
  private static final String BELIEF = "belief";
  private static final String ACTION = "action";
  private static final String RESET = "reset";

  private final ObjectMapper json = new ObjectMapper();
  private final ServingClient server;
  private final JsonNode inputs;

  private CallTfServing(ServingClient server, JsonNode inputs) {
    this.server = server;
    this.inputs = inputs;
  }

  /** Prints an action for each picture: the model's URL, then 64 x 64 pictures in order. */
  public static void main(String[] args) throws IOException {
    CallTfServing policy = connect(URI.create(args[0]));
    AgentState memory = policy.initialState();
    for (String file : List.of(args).subList(1, args.length)) {
      Observation seen = ActWithSavedModel.picture(Path.of(file));
      Policy.Decision<AgentState> decision = policy.act(memory, seen);
      memory = decision.state();
      System.out.println(Arrays.toString(decision.action()));
    }
  }

  /**
   * A policy on a server.
   *
   * @param model e.g. {@code http://localhost:8501/v1/models/walker}
   * @throws IOException if the server does not answer or serves no policy
   */
  static CallTfServing connect(URI model) throws IOException {
    ServingClient server = new ServingClient(model);
    return new CallTfServing(server, server.signature(SIGNATURE).path("inputs"));
  }

  @Override
  public AgentState initialState() {
    return new AgentState(
        new float[size(SAMPLE)], new float[size(BELIEF)], new float[size(ACTION)]);
  }

  private int size(String input) {
    return inputs.path(input).at("/tensor_shape/dim/1/size").asInt();
  }

  @Override
  public Decision<AgentState> act(AgentState state, Observation observation) {
    return act(List.of(state), List.of(observation)).get(0);
  }

  /** One call for all environments. */
  @Override
  public List<Decision<AgentState>> act(List<AgentState> states, List<Observation> observations) {
    try {
      JsonNode outputs = server.predict(SIGNATURE, inputs(states, observations));
      List<Decision<AgentState>> decisions = new ArrayList<>();
      for (int i = 0; i < states.size(); i++) {
        float[] action = floats(outputs.path(ACTION).path(i));
        float[] sample = floats(outputs.path(SAMPLE).path(i));
        float[] belief = floats(outputs.path(BELIEF).path(i));
        decisions.add(new Decision<>(action, new AgentState(sample, belief, action)));
      }
      return decisions;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode inputs(List<AgentState> states, List<Observation> observations) {
    Map<String, Function<AgentState, float[]>> remembered = new LinkedHashMap<>();
    remembered.put(SAMPLE, AgentState::sample);
    remembered.put(BELIEF, AgentState::belief);
    remembered.put(ACTION, AgentState::action);
    ObjectNode tensors = json.createObjectNode();
    for (String key : (Iterable<String>) inputs::fieldNames) {
      ArrayNode rows = tensors.putArray(key);
      for (int i = 0; i < states.size(); i++) {
        if (key.equals(RESET)) {
          rows.add(false); // States start at zero themselves.
        } else if (remembered.containsKey(key)) {
          float[] values = remembered.get(key).apply(states.get(i));
          rows.add(nested(new Array.Float32(new int[] {values.length}, values), 0, 0));
        } else {
          rows.add(nested(observations.get(i).get(key), 0, 0));
        }
      }
    }
    return tensors;
  }

  /** An array as lists of lists, from an axis and an element on. */
  private ArrayNode nested(Array array, int axis, int start) {
    ArrayNode out = json.createArrayNode();
    int inner = 1;
    for (int i = axis + 1; i < array.shape().length; i++) {
      inner *= array.shape()[i];
    }
    for (int i = 0; i < array.shape()[axis]; i++) {
      int at = start + i * inner;
      if (axis + 1 < array.shape().length) {
        out.add(nested(array, axis + 1, at));
      } else if (array instanceof Array.Uint8) {
        out.add((int) array.get(at));
      } else {
        out.add((float) array.get(at));
      }
    }
    return out;
  }

  private static float[] floats(JsonNode row) {
    float[] values = new float[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) row.get(i).asDouble();
    }
    return values;
  }
}
