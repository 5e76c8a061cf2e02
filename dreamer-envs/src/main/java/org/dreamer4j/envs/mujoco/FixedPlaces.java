package org.dreamer4j.envs.mujoco;

import java.nio.DoubleBuffer;
import java.util.Arrays;

/** Moves what hangs in the world without a joint. */
final class FixedPlaces {
  private final DoubleBuffer bodyPlaces;
  private final DoubleBuffer geomPlaces;
  private final DoubleBuffer sitePlaces;
  private final boolean[] geomMoves;
  private final boolean[] siteMoves;
  private final int[] bodyParents;
  private final int[] jointBodies;
  private final int[] geomBodies;
  private final int[] siteBodies;

  FixedPlaces(MujocoModel model) {
    int bodies = model.count(Field.NBODY);
    int geoms = model.count(Field.NGEOM);
    int sites = model.count(Field.NSITE);
    bodyPlaces = model.view(Field.BODY_POS, 3 * bodies);
    geomPlaces = model.view(Field.GEOM_POS, 3 * geoms);
    sitePlaces = model.view(Field.SITE_POS, 3 * sites);
    geomMoves = awayFromOrigin(geomPlaces);
    siteMoves = awayFromOrigin(sitePlaces);
    bodyParents = model.integers(Field.BODY_PARENTID, bodies);
    jointBodies = model.integers(Field.JNT_BODYID, model.count(Field.NJNT));
    geomBodies = model.integers(Field.GEOM_BODYID, geoms);
    siteBodies = model.integers(Field.SITE_BODYID, sites);
  }

  void moveBody(String name, int id, double[] place) {
    boolean jointed = Arrays.stream(jointBodies).anyMatch(body -> body == id);
    check(name, bodyParents[id] == 0 && id != 0 && !jointed);
    bodyPlaces.put(3 * id, place);
  }

  void moveGeom(String name, int id, double[] place) {
    check(name, geomBodies[id] == 0);
    check(name, geomMoves, id);
    geomPlaces.put(3 * id, place);
  }

  void moveSite(String name, int id, double[] place) {
    check(name, siteBodies[id] == 0);
    check(name, siteMoves, id);
    sitePlaces.put(3 * id, place);
  }

  private static void check(String name, boolean fixed) {
    if (!fixed) {
      throw new IllegalArgumentException("'" + name + "' is part of the mechanism");
    }
  }

  /** MuJoCo notes at compile time what lies at its body's origin, and later looks no further. */
  private static void check(String name, boolean[] moves, int id) {
    if (!moves[id]) {
      throw new IllegalArgumentException(
          "'" + name + "' cannot be moved: the model has it at the origin; give it another place");
    }
  }

  private static boolean[] awayFromOrigin(DoubleBuffer places) {
    boolean[] away = new boolean[places.capacity() / 3];
    for (int i = 0; i < places.capacity(); i++) {
      away[i / 3] |= places.get(i) != 0;
    }
    return away;
  }
}
