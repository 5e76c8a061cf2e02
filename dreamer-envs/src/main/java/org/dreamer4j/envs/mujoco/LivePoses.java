package org.dreamer4j.envs.mujoco;

import java.nio.DoubleBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dreamer4j.envs.control.Pose;

/** Poses of one kind of thing, brought up to date together; only those that were asked for. */
final class LivePoses {
  private final DoubleBuffer positions;
  private final DoubleBuffer rotations;
  private final Map<Integer, Pose> poses = new LinkedHashMap<>();

  LivePoses(MujocoModel model, Field positions, Field rotations, Field count) {
    int number = model.count(count);
    this.positions = model.view(positions, 3 * number);
    this.rotations = model.view(rotations, 9 * number);
  }

  Pose of(int id) {
    return poses.computeIfAbsent(
        id,
        unused -> {
          Pose pose = new Pose(new double[3], new double[9]);
          update(id, pose);
          return pose;
        });
  }

  void update() {
    poses.forEach(this::update);
  }

  private void update(int id, Pose pose) {
    positions.get(3 * id, pose.position());
    rotations.get(9 * id, pose.rotation());
  }
}
