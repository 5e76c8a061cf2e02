package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.PlannerConfig.Objective;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.dreamer4j.models.nn.Net;
import org.dreamer4j.replay.npz.Npz;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Replays a search of google-research/dreamer's cross-entropy method, three rounds of 40 plans. */
class PlanningGoldenTest {
  private static final int ROUNDS = 3;
  private static final int BEAMS = 40;
  private static final int HORIZON = 4;
  private static final Map<String, ?> PARAMS =
      Map.ofEntries(
          Map.entry("defaults", List.of("planet")),
          Map.entry("model_size", 16),
          Map.entry("state_size", 6),
          Map.entry("num_units", 20),
          Map.entry("num_layers", 2),
          Map.entry("conv_depth", 4),
          Map.entry("batch_shape", List.of(1, 2)),
          Map.entry("planner_horizon", HORIZON),
          Map.entry("planner_beams", BEAMS),
          Map.entry("planner_topk", 8),
          Map.entry("planner_iterations", ROUNDS));

  @Test
  void everyRoundAndThePlanAreTheReferences() throws IOException {
    Path folder = GoldenRun.resource("/golden/tf1_cem");
    Map<String, Array> golden = Npz.read(folder.resolve("cem.npz"));
    EnvironmentSpec spec =
        new EnvironmentSpec(Map.of("image", Spec.Image.RGB64), Spec.Box.of(2, -1, 1));
    try (DreamerAgent agent =
        DreamerAgent.create(DreamerConfig.resolve(PARAMS), spec, Execution.QUICK_START)) {
      agent.restore(folder.resolve("checkpoint_before/model.ckpt-1000"));
      Search search = new Search(agent, golden);
      List<Operand<TFloat32>> fetches = new ArrayList<>();
      search.found.rounds().forEach(r -> fetches.addAll(List.of(r.rating(), r.mean(), r.stddev())));
      List<float[]> actual = search.run(agent, fetches);
      for (int i = 0; i < ROUNDS; i++) {
        near("returns", golden, i, actual.get(3 * i));
        near("mean", golden, i, actual.get(3 * i + 1));
        near("stddev", golden, i, actual.get(3 * i + 2));
        assertEquals(BEAMS, actual.get(3 * i).length);
      }
      // The plan is the mean of the last round.
      assertEquals(search.found.rounds().get(ROUNDS - 1).mean(), search.found.plan());
      TensorAssert.close("plan", golden.get("plan").toFloats(), actual.get(3 * ROUNDS - 2), 2e-5);
    }
  }

  private static void near(String name, Map<String, Array> golden, int round, float[] actual) {
    TensorAssert.close(name + " of round " + round, slice(golden.get(name), round), actual, 2e-5);
  }

  private static float[] slice(Array array, int... index) {
    float[] all = array.toFloats();
    int size = all.length;
    int from = 0;
    for (int i = 0; i < index.length; i++) {
      size /= array.shape()[i];
      from += index[i] * size;
    }
    return Arrays.copyOfRange(all, from, from + size);
  }

  /** The search on recorded noise from the recorded state. */
  private static final class Search {
    private final Map<Operand<TFloat32>, TFloat32> fed = new HashMap<>();
    final Planning.Found found;

    Search(DreamerAgent agent, Map<String, Array> golden) {
      Net net =
          new Net(Ops.create(agent.session().graph()), agent.graph().variables(), TFloat32.class);
      RssmState start =
          new RssmState(
              input(net, golden, "start_mean"),
              input(net, golden, "start_stddev"),
              input(net, golden, "start_sample"),
              input(net, golden, "start_belief"));
      Planning planning =
          new Planning(
              net,
              agent.config().planner(),
              agent.graph().networks(),
              (name, shape) -> recorded(net, golden, name, shape),
              start,
              new PlannerGraph.Kind(Planner.CEM, Objective.REWARD, HORIZON),
              net.constant(1));
      found = planning.search(Planner.CEM);
    }

    private Operand<TFloat32> recorded(
        Net net, Map<String, Array> golden, String name, long... shape) {
      String[] parts = name.split("_");
      int round = Integer.parseInt(parts[1]);
      float[] values =
          parts[0].equals("plan")
              ? slice(golden.get("eps_action"), round)
              : slice(golden.get("eps_prior"), round, Integer.parseInt(parts[2]));
      long[] sizes = shape.clone();
      sizes[0] = 1;
      return placeholder(net, values, sizes);
    }

    private Operand<TFloat32> input(Net net, Map<String, Array> golden, String name) {
      Array array = golden.get(name);
      return placeholder(
          net, array.toFloats(), Arrays.stream(array.shape()).mapToLong(i -> i).toArray());
    }

    private Operand<TFloat32> placeholder(Net net, float[] values, long... shape) {
      Operand<TFloat32> placeholder =
          net.tf()
              .placeholder(
                  TFloat32.class,
                  org.tensorflow.op.core.Placeholder.shape(org.tensorflow.ndarray.Shape.of(shape)));
      fed.put(placeholder, Tensors.floats(values, shape));
      return placeholder;
    }

    List<float[]> run(DreamerAgent agent, List<Operand<TFloat32>> fetches) {
      Session.Runner runner = agent.session().runner();
      fed.forEach(runner::feed);
      fetches.forEach(runner::fetch);
      List<float[]> out = new ArrayList<>();
      try (Result result = runner.run()) {
        for (int i = 0; i < fetches.size(); i++) {
          out.add(Tensors.toFloats(result.get(i)));
        }
      } finally {
        fed.values().forEach(TFloat32::close);
      }
      return out;
    }
  }
}
