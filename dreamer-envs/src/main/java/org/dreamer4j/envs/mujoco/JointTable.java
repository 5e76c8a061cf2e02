package org.dreamer4j.envs.mujoco;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dreamer4j.envs.control.ContactPhysics.JointInfo;
import org.dreamer4j.envs.control.ContactPhysics.JointKind;

/** The joints of a model. */
final class JointTable {
  /** As numbered in {@code mjmodel.h}. */
  private static final JointKind[] KINDS = {
    JointKind.FREE, JointKind.BALL, JointKind.SLIDE, JointKind.HINGE
  };

  private JointTable() {}

  /** All joints in order; one without a name gets the empty one. */
  static List<JointInfo> read(MujocoModel model) {
    int count = model.count(Field.NJNT);
    int[] types = model.integers(Field.JNT_TYPE, count);
    boolean[] limited = model.flags(Field.JNT_LIMITED, count);
    DoubleBuffer ranges = model.view(Field.JNT_RANGE, 2 * count);
    Map<Integer, String> names = model.joints.byId();
    List<JointInfo> joints = new ArrayList<>();
    int position = 0;
    int velocity = 0;
    for (int j = 0; j < count; j++) {
      JointKind kind = KINDS[types[j]];
      joints.add(
          new JointInfo(
              names.getOrDefault(j, ""),
              kind,
              position,
              velocity,
              limited[j],
              ranges.get(2 * j),
              ranges.get(2 * j + 1)));
      position += positions(kind);
      velocity += velocities(kind);
    }
    return List.copyOf(joints);
  }

  private static int positions(JointKind kind) {
    return switch (kind) {
      case FREE -> 7;
      case BALL -> 4;
      case SLIDE, HINGE -> 1;
    };
  }

  private static int velocities(JointKind kind) {
    return switch (kind) {
      case FREE -> 6;
      case BALL -> 3;
      case SLIDE, HINGE -> 1;
    };
  }
}
