package org.dreamer4j.envs.remote;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dreamer4j.core.Spec;
import org.dreamer4j.envs.remote.protocol.Tensor;
import org.dreamer4j.envs.remote.protocol.TensorSpec;

/**
 * The nine choices that the reference gives agents in DeepMind Lab, instead of the lab's own
 * actions: forward, backward, left, right, turn left, turn right, forward turning left, forward
 * turning right, fire. Source: google-research/dreamer wrappers.py, DeepMindLabyrinth.
 *
 * @param actions the world's actions
 */
record LabActions(Map<Long, TensorSpec> actions) implements ActionPlan {
  private static final String TURN = "LOOK_LEFT_RIGHT_PIXELS_PER_FRAME";
  private static final String SIDEWAYS = "STRAFE_LEFT_RIGHT";
  private static final String AHEAD = "MOVE_BACK_FORWARD";
  private static final String FIRE = "FIRE";
  private static final List<String> USED = List.of(TURN, SIDEWAYS, AHEAD, FIRE);
  private static final int TURN_PIXELS = 20;

  /** What each choice sets; the lab's other actions are 0. */
  private static final List<Map<String, Integer>> CHOICES =
      List.of(
          Map.of(AHEAD, 1),
          Map.of(AHEAD, -1),
          Map.of(SIDEWAYS, -1),
          Map.of(SIDEWAYS, 1),
          Map.of(TURN, -TURN_PIXELS),
          Map.of(TURN, TURN_PIXELS),
          Map.of(TURN, -TURN_PIXELS, AHEAD, 1),
          Map.of(TURN, TURN_PIXELS, AHEAD, 1),
          Map.of(FIRE, 1));

  /** For a world that has the lab's actions, each a single integer; else empty. */
  static Optional<LabActions> of(Map<Long, TensorSpec> actions) throws RemoteFailure {
    List<String> names = actions.values().stream().map(TensorSpec::getName).toList();
    if (!names.containsAll(USED)) {
      return Optional.empty();
    }
    for (TensorSpec action : actions.values()) {
      if (!Integers.isInteger(action.getDtype()) || Tensors.size(action) != 1) {
        throw RemoteFailure.lasting(
            Tensors.describe(action) + " must be a single integer, as in DeepMind Lab");
      }
    }
    return Optional.of(new LabActions(actions));
  }

  @Override
  public Spec spec() {
    return new Spec.Discrete(CHOICES.size());
  }

  @Override
  public Map<Long, Tensor> tensors(float[] action) {
    Map<String, Integer> set = CHOICES.get(ActionPlan.chosen(action));
    Map<Long, Tensor> tensors = new LinkedHashMap<>();
    actions.forEach(
        (uid, own) -> tensors.put(uid, Integers.tensor(set.getOrDefault(own.getName(), 0), own)));
    return tensors;
  }
}
