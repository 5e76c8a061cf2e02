package org.dreamer4j.envs.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.w3c.dom.Document;

/** Climb out of a bumpy bowl on four legs. The terrain is drawn anew for each episode. */
final class QuadrupedEscape implements QuadrupedTask {
  private static final double FLOOR_HALF_SIZE = 40;
  private static final double TERRAIN_HALF_SIZE = 30;
  private static final double STEEPEST_DEGREES = 20;
  private static final double NOTHING_SEEN = -1;
  private static final String TERRAIN = "terrain";
  private static final String WORKSPACE = "workspace";
  private static final int ROWS_OF_RAYS = 4;
  private static final int RAYS_OF_ROW = 5;

  @Override
  public void prepare(Document model) {
    QuadrupedRobot.removeFetching(model);
    String size = FLOOR_HALF_SIZE + " " + FLOOR_HALF_SIZE + " 0.5";
    ModelEdits.set(model, "geom", QuadrupedRobot.FLOOR, "size", size);
    // As the suite has it; set here because terrain and reward are made for these sizes.
    String half = Double.toString(TERRAIN_HALF_SIZE);
    ModelEdits.set(model, "hfield", TERRAIN, "size", half + " " + half + " 5 0.1");
    ModelEdits.set(model, "hfield", TERRAIN, "nrow", Integer.toString(Terrain.SIZE));
    ModelEdits.set(model, "hfield", TERRAIN, "ncol", Integer.toString(Terrain.SIZE));
  }

  @Override
  public Map<String, Integer> observationSizes() {
    Map<String, Integer> sizes = QuadrupedRobot.observationSizes();
    sizes.put("origin", 3);
    sizes.put("rangefinder", ROWS_OF_RAYS * RAYS_OF_ROW);
    return sizes;
  }

  @Override
  public void initialize(ContactPhysics physics, RandomGenerator random) {
    physics.setTerrain(Terrain.bowl(2 * TERRAIN_HALF_SIZE, random));
    QuadrupedRobot.drawPosture(physics, random);
  }

  @Override
  public Map<String, float[]> observe(ContactPhysics physics) {
    Pose torso = physics.pose(QuadrupedRobot.TORSO);
    return QuadrupedRobot.observe(physics)
        .with("origin", Vectors.local(torso.rotation(), torso.position(), new double[3]))
        .with("rangefinder", rays(physics))
        .map();
  }

  private static double[] rays(ContactPhysics physics) {
    List<String> names = new ArrayList<>();
    for (int row = 0; row < ROWS_OF_RAYS; row++) {
      for (int ray = 0; ray < RAYS_OF_ROW; ray++) {
        names.add("rf_" + row + ray);
      }
    }
    double[] lengths = Vectors.sensors(physics, names.toArray(String[]::new));
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = lengths[i] == NOTHING_SEEN ? 1 : Math.tanh(lengths[i]);
    }
    return lengths;
  }

  @Override
  public double reward(ContactPhysics physics) {
    double[] place = physics.site(WORKSPACE).position();
    double distance = Math.hypot(Math.hypot(place[0], place[1]), place[2]);
    double escaped =
        Tolerance.LINEAR.of(
            distance, TERRAIN_HALF_SIZE, Double.POSITIVE_INFINITY, TERRAIN_HALF_SIZE, 0);
    return QuadrupedRobot.upright(physics, STEEPEST_DEGREES) * escaped;
  }
}
