package org.dreamer4j.models.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Execution;
import org.dreamer4j.models.TrainingState;

/**
 * Saves an agent again and again, with an update between two saves because a step is saved once.
 * Prints each checkpoint's name before it is saved, and again when it is safe.
 */
final class SaveUntilKilled {
  static final String SAVING = "saving ";
  static final String SAVED = "saved ";

  private SaveUntilKilled() {}

  public static void main(String[] args) throws IOException {
    CheckpointDirectory checkpoints = new CheckpointDirectory(Path.of(args[0]));
    Batch batch = new Batch(2, 2, spec());
    try (DreamerAgent agent = agent()) {
      checkpoints.restore(agent);
      while (true) {
        agent.train(batch);
        System.out.println(SAVING + "model.ckpt-" + agent.globalStep());
        checkpoints.save(agent, new TrainingState(agent.updates(), 7));
        System.out.println(SAVED + "model.ckpt-" + agent.globalStep());
      }
    }
  }

  /** An agent whose updates take no time and whose checkpoints do: its layers are wide. */
  static DreamerAgent agent() {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("batch_shape", List.of(2, 2));
    params.put("imagination_horizon", 2);
    params.put("conv_depth", 2);
    params.put("model_size", 4);
    params.put("state_size", 3);
    params.put("num_units", 600);
    return DreamerAgent.create(DreamerConfig.resolve(params), spec(), Execution.QUICK_START);
  }

  private static EnvironmentSpec spec() {
    return new EnvironmentSpec(Map.of("image", Spec.Image.RGB64), Spec.Box.of(1, -1, 1));
  }
}
