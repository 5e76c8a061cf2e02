package org.dreamer4j.envs.mujoco;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.dreamer4j.envs.mujoco.Materials.Checker;
import org.dreamer4j.envs.render.Geom;
import org.dreamer4j.envs.render.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The visible geoms or sites of a compiled model as solids of the ray caster: those of the first
 * three groups, in the colours that MuJoCo gives them.
 */
final class SceneParts {
  private static final Logger LOG = LogManager.getLogger(SceneParts.class);
  private static final int VISIBLE_GROUPS = 3;

  /** By MuJoCo's numbers; what the ray caster cannot draw is null. */
  private static final @Nullable Shape[] SHAPES = {
    Shape.PLANE, null, Shape.SPHERE, Shape.CAPSULE, Shape.ELLIPSOID, Shape.CYLINDER, Shape.BOX
  };

  /** A solid and the number of what it shows. */
  private record Part(int id, Geom geom) {}

  /** Where one kind of thing is kept. */
  private enum Kind {
    GEOM(
        Field.NGEOM,
        Field.GEOM_TYPE,
        Field.GEOM_GROUP,
        Field.GEOM_MATID,
        Field.GEOM_SIZE,
        Field.GEOM_RGBA,
        Field.GEOM_XPOS,
        Field.GEOM_XMAT),
    SITE(
        Field.NSITE,
        Field.SITE_TYPE,
        Field.SITE_GROUP,
        Field.SITE_MATID,
        Field.SITE_SIZE,
        Field.SITE_RGBA,
        Field.SITE_XPOS,
        Field.SITE_XMAT);

    final Field count;
    final Field type;
    final Field group;
    final Field material;
    final Field size;
    final Field rgba;
    final Field position;
    final Field rotation;

    Kind(
        Field count,
        Field type,
        Field group,
        Field material,
        Field size,
        Field rgba,
        Field position,
        Field rotation) {
      this.count = count;
      this.type = type;
      this.group = group;
      this.material = material;
      this.size = size;
      this.rgba = rgba;
      this.position = position;
      this.rotation = rotation;
    }
  }

  private final Materials materials;
  private final Kind kind;
  private final int[] types;
  private final int[] groups;
  private final int[] materialIds;
  private final FloatBuffer materialColours;
  private final DoubleBuffer sizes;
  private final FloatBuffer colours;
  private final DoubleBuffer positions;
  private final DoubleBuffer rotations;
  private final Map<Integer, String> materialNames;
  private final double[] position = new double[3];
  private final double[] rotation = new double[9];
  private List<Part> parts = List.of();

  private SceneParts(MujocoModel model, Materials materials, Kind kind) {
    this.materials = materials;
    this.kind = kind;
    int count = model.count(kind.count);
    types = model.integers(kind.type, count);
    groups = model.integers(kind.group, count);
    materialIds = model.integers(kind.material, count);
    materialColours = model.floatView(Field.MAT_RGBA, 4 * model.count(Field.NMAT));
    sizes = model.view(kind.size, 3 * count);
    colours = model.floatView(kind.rgba, 4 * count);
    positions = model.view(kind.position, 3 * count);
    rotations = model.view(kind.rotation, 9 * count);
    materialNames = model.materials.byId();
    build();
  }

  static SceneParts geoms(MujocoModel model, Materials materials) {
    return new SceneParts(model, materials, Kind.GEOM);
  }

  static SceneParts sites(MujocoModel model, Materials materials) {
    return new SceneParts(model, materials, Kind.SITE);
  }

  /** Takes over present sizes and colours. */
  void build() {
    List<Part> built = new ArrayList<>();
    for (int id = 0; id < types.length; id++) {
      double[] rgba = colour(id);
      if (groups[id] < 0 || groups[id] >= VISIBLE_GROUPS || rgba[3] == 0) {
        continue;
      }
      @Nullable Shape shape = types[id] < SHAPES.length ? SHAPES[types[id]] : null;
      if (shape == null) {
        LOG.warn("the ray caster leaves out a {} of type {}", kind, types[id]);
      } else {
        built.add(new Part(id, solid(id, shape, rgba)));
      }
    }
    parts = built;
  }

  List<Geom> solids() {
    return parts.stream().map(Part::geom).toList();
  }

  /** Moves all solids to where they are now. */
  void follow() {
    for (Part part : parts) {
      positions.get(3 * part.id, position);
      rotations.get(9 * part.id, rotation);
      part.geom.at(position[0], position[1], position[2]).turned(rotation);
    }
  }

  private Geom solid(int id, Shape shape, double[] rgba) {
    double[] size = new double[3];
    sizes.get(3 * id, size);
    Optional<Checker> checker = materials.checker(materialNames.getOrDefault(materialIds[id], ""));
    return shape == Shape.PLANE && checker.isPresent()
        ? Geom.checker(
            size[0],
            size[1],
            checker.get().squareSize(),
            checker.get().rgba(),
            checker.get().other())
        : new Geom(shape, size, rgba);
  }

  /** The material's colour unless the thing has one of its own, which is not MuJoCo's default. */
  private double[] colour(int id) {
    double[] own = new double[4];
    boolean isDefault = true;
    for (int i = 0; i < 4; i++) {
      own[i] = colours.get(4 * id + i);
      isDefault &= own[i] == (i < 3 ? 0.5 : 1);
    }
    if (materialIds[id] < 0 || !isDefault) {
      return own;
    }
    for (int i = 0; i < 4; i++) {
      own[i] = materialColours.get(4 * materialIds[id] + i);
    }
    return own;
  }
}
