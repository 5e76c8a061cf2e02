package org.dreamer4j.envs.remote;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.dreamer4j.envs.remote.protocol.ActionObservationSpecs;
import org.dreamer4j.envs.remote.protocol.DataType;
import org.dreamer4j.envs.remote.protocol.DestroyWorldResponse;
import org.dreamer4j.envs.remote.protocol.EnvironmentRequest;
import org.dreamer4j.envs.remote.protocol.EnvironmentResponse;
import org.dreamer4j.envs.remote.protocol.EnvironmentStateType;
import org.dreamer4j.envs.remote.protocol.LeaveWorldResponse;
import org.dreamer4j.envs.remote.protocol.ResetResponse;
import org.dreamer4j.envs.remote.protocol.StepRequest;
import org.dreamer4j.envs.remote.protocol.Tensor;
import org.dreamer4j.envs.remote.protocol.TensorSpec;

/**
 * A world whose episodes take five steps and end in turns by the task and by the time. The reward
 * of a step is its number. A test changes what it is about.
 */
class ToyWorld implements LoopbackServer.Client {
  static final long IMAGE = 7;
  static final long REWARD = 2;
  static final long PLACE = 5;
  static final long SPEED = 3;
  static final long NOTE = 4;
  static final long DRIVE = 9;
  static final int STEPS = 5;

  Map<Long, TensorSpec> actions = new LinkedHashMap<>();
  Map<Long, TensorSpec> observations = new LinkedHashMap<>();
  private Random random = new Random(0);
  private int step = -1;
  private int episode;

  ToyWorld() {
    actions.put(DRIVE, Messages.bounded(Messages.spec("drive", DataType.FLOAT, 2), -2, 4));
    observations.put(IMAGE, Messages.spec("image", DataType.UINT8, 8, 8, 3));
    observations.put(REWARD, Messages.spec("reward", DataType.FLOAT));
    observations.put(PLACE, Messages.spec("place", DataType.DOUBLE, 2));
    observations.put(SPEED, Messages.spec("speed", DataType.FLOAT));
    observations.put(NOTE, Messages.spec("note", DataType.STRING));
  }

  ActionObservationSpecs specs() {
    return ActionObservationSpecs.newBuilder()
        .putAllActions(actions)
        .putAllObservations(observations)
        .build();
  }

  @Override
  public Optional<EnvironmentResponse> answer(EnvironmentRequest request) {
    EnvironmentResponse.Builder response = EnvironmentResponse.newBuilder();
    return Optional.of(
        switch (request.getPayloadCase()) {
          case CREATE_WORLD -> {
            Tensor seed = request.getCreateWorld().getSettingsOrThrow(World.SEED_SETTING);
            random = new Random(seed.getInt64S().getArray(0));
            yield Messages.created("toy");
          }
          case JOIN_WORLD -> Messages.joined(specs());
          case STEP -> step(request.getStep());
          case RESET -> {
            step = -1;
            yield response.setReset(ResetResponse.newBuilder().setSpecs(specs())).build();
          }
          case LEAVE_WORLD ->
              response.setLeaveWorld(LeaveWorldResponse.getDefaultInstance()).build();
          case DESTROY_WORLD ->
              response.setDestroyWorld(DestroyWorldResponse.getDefaultInstance()).build();
          default -> Messages.error("what is " + request.getPayloadCase() + "?");
        });
  }

  private EnvironmentResponse step(StepRequest request) {
    step++;
    EnvironmentStateType state = EnvironmentStateType.RUNNING;
    if (step == STEPS) {
      state = episode % 2 == 0 ? EnvironmentStateType.TERMINATED : EnvironmentStateType.INTERRUPTED;
    }
    Map<Long, Tensor> shown = show(request, step);
    shown.keySet().retainAll(request.getRequestedObservationsList());
    if (step == STEPS) {
      step = -1;
      episode++;
    }
    return Messages.stepped(state, shown);
  }

  /** What there is to be seen after a step; number 0 is the first of an episode. */
  Map<Long, Tensor> show(StepRequest request, int number) {
    byte[] pixels = new byte[8 * 8 * 3];
    random.nextBytes(pixels);
    Map<Long, Tensor> shown = new LinkedHashMap<>();
    shown.put(IMAGE, Messages.bytes(pixels, 8, 8, 3));
    shown.put(REWARD, Messages.number(number));
    shown.put(PLACE, Messages.doubles(random.nextDouble(), number));
    shown.put(SPEED, Messages.number(number / 2f));
    return shown;
  }
}
