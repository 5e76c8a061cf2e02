package org.dreamer4j.envs.mujoco;

/** Changes of a compiled model that its pictures show, and how many of them there were. */
final class Appearance {
  private final MujocoModel model;
  private int changes;
  private int terrainChanges;

  Appearance(MujocoModel model) {
    this.model = model;
  }

  /** Grows with every change of sizes and colours. */
  int changes() {
    return changes;
  }

  /** Grows with every change of the terrain. */
  int terrainChanges() {
    return terrainChanges;
  }

  void resizeSite(int site, double[] size) {
    if (size.length != 3) {
      throw new IllegalArgumentException("a site has 3 sizes, got " + size.length);
    }
    model.view(Field.SITE_SIZE, 3 * site + 3).put(3 * site, size);
    changes++;
  }

  void setOpacity(Field colours, int id, double alpha) {
    if (!(alpha >= 0 && alpha <= 1)) {
      throw new IllegalArgumentException("an opacity lies in [0, 1], got " + alpha);
    }
    model.floatView(colours, 4 * id + 4).put(4 * id + 3, (float) alpha);
    changes++;
  }

  void setTerrain(float[] heights) {
    int values = model.count(Field.NHFIELDDATA);
    if (values == 0 || heights.length != values) {
      throw new IllegalArgumentException(
          "the model's terrain has " + values + " heights, got " + heights.length);
    }
    model.floatView(Field.HFIELD_DATA, values).put(0, heights);
    terrainChanges++;
  }
}
