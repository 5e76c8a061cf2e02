package org.dreamer4j.models.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Execution;
import org.dreamer4j.models.TrainingState;

/** Updates a tiny agent and saves it, again and again; prints each checkpoint when it is safe. */
final class SaveUntilKilled {
  private SaveUntilKilled() {}

  public static void main(String[] args) throws IOException {
    CheckpointDirectory checkpoints = new CheckpointDirectory(Path.of(args[0]));
    Batch batch = new Batch(2, 3, spec());
    SplittableRandom random = new SplittableRandom(1);
    random.nextBytes(batch.image());
    try (DreamerAgent agent = agent()) {
      long collections = checkpoints.restore(agent).map(TrainingState::collections).orElse(0L);
      while (true) {
        agent.train(batch);
        collections++;
        Path prefix = checkpoints.save(agent, new TrainingState(collections, 7));
        System.out.println(prefix.getFileName());
      }
    }
  }

  static DreamerAgent agent() {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("batch_shape", List.of(2, 3));
    params.put("imagination_horizon", 2);
    params.put("conv_depth", 2);
    params.put("model_size", 4);
    params.put("state_size", 3);
    params.put("num_units", 5);
    return DreamerAgent.create(DreamerConfig.resolve(params), spec(), Execution.QUICK_START);
  }

  private static EnvironmentSpec spec() {
    return new EnvironmentSpec(Map.of("image", Spec.Image.RGB64), Spec.Box.of(1, -1, 1));
  }
}
