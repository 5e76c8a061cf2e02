package org.dreamer4j.envs.mujoco;

/** The terrain of a compiled model, which some painters keep a copy of. */
final class HeightField {
  private final MujocoModel model;
  private int changes;

  HeightField(MujocoModel model) {
    this.model = model;
  }

  /** Grows with every change. */
  int changes() {
    return changes;
  }

  void set(float[] heights) {
    int values = model.count(Field.NHFIELDDATA);
    if (values == 0 || heights.length != values) {
      throw new IllegalArgumentException(
          "the model's terrain has " + values + " heights, got " + heights.length);
    }
    model.floatView(Field.HFIELD_DATA, values).put(0, heights);
    changes++;
  }
}
