package org.dreamer4j.envs.mujoco;

import static org.dreamer4j.envs.mujoco.ProbeContents.attribute;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.envs.render.Rotation;

/**
 * A model in which every array that is looked for has contents found nowhere else, together with
 * these contents: after its keyframe is set and the forward kinematics are done, an array is known
 * by what is in it.
 */
final class ProbeModel {
  /** Numbers of the joints' types and of the geoms' types in {@code mjmodel.h}. */
  private static final List<String> JOINTS = List.of("free", "ball", "slide", "hinge");

  private static final List<String> GEOMS =
      List.of("plane", "hfield", "sphere", "capsule", "ellipsoid", "cylinder", "box");
  static final String HEIGHT_FILE = "heights.bin";

  private static final int HEIGHT_ROWS = 3;

  /** Where the balls' positions are among all; the first has one geom, the second two, … */
  final List<Integer> ballPositions = new ArrayList<>();

  private final ProbeContents contents = new ProbeContents();
  private final StringBuilder world = new StringBuilder();
  private final StringBuilder others = new StringBuilder();
  private final List<String> slides = new ArrayList<>();
  private final ProbeSenses senses = new ProbeSenses(contents, slides);
  private final double timeStep;
  private int materials;

  /**
   * A model.
   *
   * @param variant 0 or 1; all counts differ between them, by as many different differences
   */
  ProbeModel(int variant) {
    timeStep = variant == 0 ? 0.00390625 : 0.0048828125;
    for (int m = 0; m < 4 + 8 * variant; m++) {
      material();
    }
    heightField(variant);
    worldParts(variant);
    bodies(variant);
    senses.build(variant);
    add(Field.TIMESTEP, timeStep);
    add(Field.TIME, 7.123456);
    int dofs = contents.size(Field.DOF_DAMPING);
    for (int i = 0; i < dofs; i++) {
      add(Field.QVEL, value());
    }
    senses.read();
    countSizes();
  }

  /** The contents of an array, or the number itself; NaN where anything may stand. */
  double[] expected(Field field) {
    return contents.of(field);
  }

  /** The height field's file in MuJoCo's own format: rows, columns, heights. */
  byte[] heightFieldFile() {
    double[] heights = expected(Field.HFIELD_DATA);
    ByteBuffer file = ByteBuffer.allocate(8 + 4 * heights.length).order(ByteOrder.nativeOrder());
    file.putInt(HEIGHT_ROWS).putInt(heights.length / HEIGHT_ROWS);
    for (double height : heights) {
      file.putFloat((float) height);
    }
    return file.array();
  }

  /** In MuJoCo's format; names the file {@value #HEIGHT_FILE} beside it. */
  String xml() {
    return "<mujoco><compiler angle='radian'/><option timestep='"
        + timeStep
        + "'/><default><geom contype='0' conaffinity='0'/></default><asset>"
        + others
        + "</asset><worldbody>"
        + world
        + "</worldbody><actuator>"
        + senses.actuators
        + "</actuator><sensor>"
        + senses.sensors
        + "</sensor><keyframe><key time='7.123456'"
        + attribute("qpos", expected(Field.QPOS))
        + attribute("qvel", expected(Field.QVEL))
        + attribute("act", expected(Field.ACT))
        + attribute("ctrl", expected(Field.CTRL))
        + "/></keyframe></mujoco>";
  }

  /** Lowest 0 and highest 1, so that MuJoCo scales nothing. */
  private void heightField(int variant) {
    int values = HEIGHT_ROWS * (5 + 4 * variant);
    add(Field.HFIELD_DATA, 0, 1);
    for (int i = 2; i < values; i++) {
      add(Field.HFIELD_DATA, value());
    }
    add(Field.NHFIELDDATA, values);
    others.append("<hfield name='h' size='1 1 1 .1' file='" + HEIGHT_FILE + "'/>");
  }

  private void worldParts(int variant) {
    add(Field.BODY_PARENTID, 0);
    add(Field.BODY_POS, 0, 0, 0);
    add(Field.XPOS, 0, 0, 0);
    add(Field.XMAT, Rotation.identity());
    geom(ProbeFrame.WORLD, 0, -1, 0, "contype='1' conaffinity='1'", new double[3]);
    geom(ProbeFrame.WORLD, 6, 1, 3, "", triple());
    for (int i = 0; i < 3 + 7 * variant; i++) {
      geom(ProbeFrame.WORLD, 2 + (i + 2) % 4, i % 2, i * 5 % 6, "", triple());
    }
    for (int i = 0; i < 6 + 5 * variant; i++) {
      site(ProbeFrame.WORLD, new int[] {6, 2, 3, 6, 4}[i % 5], i % 3 - 1, (i + 4) % 5);
    }
    for (int i = 0; i < 1 + 2 * variant; i++) {
      camera(ProbeFrame.WORLD);
    }
    for (int i = 0; i < 1 + 6 * variant; i++) {
      light(ProbeFrame.WORLD);
    }
  }

  private void bodies(int variant) {
    ProbeFrame a = body(ProbeFrame.WORLD, new double[] {1, 0, 0, 0}, "slide", "vertical");
    geom(a, 2, 2, 1, "", triple());
    site(a, 2, 0, 2);
    camera(a);
    ProbeFrame b = body(a, new double[] {0.8, 0.6, 0, 0}, "slide");
    geom(b, 6, -1, 4, "", triple());
    geom(b, 3, 3, 2, "", triple());
    site(b, 6, 2, 1);
    ProbeFrame c = body(b, new double[] {0.8, 0, 0.6, 0});
    geom(c, 4, 0, 5, "", triple());
    site(c, 4, -1, 3);
    camera(c);
    light(c);
    ProbeFrame d = body(c, new double[] {0.6, 0, 0, 0.8});
    geom(d, 5, 1, 0, "", triple());
    world.append("</body></body></body></body>");
    geom(body(ProbeFrame.WORLD, new double[] {0.6, 0.8, 0, 0}, "free"), 2, -1, 1, "", triple());
    world.append("</body>");
    geom(body(ProbeFrame.WORLD, new double[] {0.6, 0, 0.8, 0}, "ball"), 6, 0, 3, "", triple());
    world.append("</body>");
    for (int i = 0; i < 2 + 3 * variant; i++) {
      String[] joints = i == 3 ? new String[] {"hinge", "vertical"} : new String[] {"hinge"};
      geom(body(ProbeFrame.WORLD, new double[] {1, 0, 0, 0}, joints), 3, i % 3, i, "", triple());
      world.append("</body>");
    }
    for (int i = 0; i < 3; i++) {
      ball(i);
    }
  }

  /** A body with geoms that can touch the floor; high up, far from the others. */
  private void ball(int index) {
    ballPositions.add(contents.size(Field.QPOS));
    double[] position = {10 + 5 * index, value(), 1 + 0.01 * value()};
    ProbeFrame frame = body(ProbeFrame.WORLD, position, new double[] {1, 0, 0, 0}, "vertical");
    for (int i = 0; i <= index; i++) {
      double[] place = {i, 0.1 * value(), 0};
      geom(frame, 2, -1, index, "contype='1' conaffinity='1'", place);
    }
    world.append("</body>");
  }

  private ProbeFrame body(ProbeFrame parent, double[] quaternion, String... joints) {
    return body(parent, triple(), quaternion, joints);
  }

  /** Opens a body; the caller closes its element. */
  private ProbeFrame body(
      ProbeFrame parent, double[] position, double[] quaternion, String... joints) {
    int id = contents.size(Field.BODY_PARENTID);
    add(Field.BODY_PARENTID, parent.id());
    add(Field.BODY_POS, position);
    world.append("<body name='b").append(id).append("'");
    world.append(attribute("pos", position)).append(attribute("quat", quaternion)).append(">");
    ProbeFrame frame = parent.inside(id, position, quaternion);
    for (String joint : joints) {
      frame = joint(frame, joint);
    }
    add(Field.XPOS, frame.position());
    add(Field.XMAT, frame.rotation());
    return frame;
  }

  /** Adds a joint; returns the frame moved by it at the keyframe. */
  private ProbeFrame joint(ProbeFrame frame, String kind) {
    String type = kind.equals("vertical") ? "slide" : kind;
    int id = add(Field.JNT_TYPE, JOINTS.indexOf(type));
    add(Field.JNT_BODYID, frame.id());
    boolean limited = type.equals("hinge") || (type.equals("slide") && id % 2 == 0);
    add(Field.JNT_LIMITED, limited ? 1 : 0);
    double[] range = {limited ? -2 - value() : 0, limited ? 2 + value() : 0};
    add(Field.JNT_RANGE, range);
    double damping = value();
    int dofs = type.equals("free") ? 6 : type.equals("ball") ? 3 : 1;
    for (int i = 0; i < dofs; i++) {
      add(Field.DOF_DAMPING, damping);
    }
    world.append("<joint name='j").append(id).append("' type='").append(type).append("'");
    world.append(attribute("damping", damping));
    if (limited) {
      world.append(" limited='true'").append(attribute("range", range));
    }
    boolean alongX = type.equals("slide") && !kind.equals("vertical");
    world.append(alongX ? " axis='1 0 0'/>" : "/>");
    switch (type) {
      case "free" -> {
        double[] position = triple();
        double[] quaternion = {0.8, 0, 0.6, 0};
        add(Field.QPOS, position);
        add(Field.QPOS, quaternion);
        return ProbeFrame.WORLD.inside(frame.id(), position, quaternion);
      }
      case "ball" -> {
        double[] quaternion = {0.6, 0.8, 0, 0};
        add(Field.QPOS, quaternion);
        return frame.inside(frame.id(), new double[3], quaternion);
      }
      default -> {
        slides.add("j" + id);
        return moved(frame, type, alongX);
      }
    }
  }

  /** The frame moved by a joint of one degree of freedom at the keyframe. */
  private ProbeFrame moved(ProbeFrame frame, String type, boolean alongX) {
    double q = value();
    add(Field.QPOS, q);
    if (type.equals("hinge")) {
      double[] half = {Math.cos(q / 2), 0, 0, Math.sin(q / 2)};
      return frame.inside(frame.id(), new double[3], half);
    }
    double[] step = alongX ? new double[] {q, 0, 0} : new double[] {0, 0, q};
    return frame.inside(frame.id(), step, new double[] {1, 0, 0, 0});
  }

  private void geom(
      ProbeFrame frame, int type, int material, int group, String more, double[] place) {
    boolean ball = !more.isEmpty() && type == 2;
    double[] size = ball ? new double[] {0.17, 0.17, 0.17} : triple();
    double[] rgba = {value(), value(), value(), value()};
    double[] quaternion = type == 6 ? new double[] {0.8, 0, 0, 0.6} : new double[] {1, 0, 0, 0};
    int id = add(Field.GEOM_TYPE, type);
    add(Field.GEOM_BODYID, frame.id());
    add(Field.GEOM_MATID, material);
    add(Field.GEOM_GROUP, group);
    // Sizes that a type has no use for are not kept by every version.
    int used = type == 2 ? 1 : type == 3 || type == 5 ? 2 : 3;
    for (int i = 0; i < 3; i++) {
      add(Field.GEOM_SIZE, i < used ? size[i] : Double.NaN);
    }
    add(Field.GEOM_POS, place);
    add(Field.GEOM_RGBA, rgba);
    ProbeFrame own = frame.inside(id, place, quaternion);
    add(Field.GEOM_XPOS, own.position());
    add(Field.GEOM_XMAT, own.rotation());
    String name = "<geom type='" + GEOMS.get(type) + "' group='" + group + "' " + more;
    world.append(name).append(material(material)).append(attribute("quat", quaternion));
    world.append(attribute("size", size)).append(attribute("pos", place));
    world.append(attribute("rgba", rgba)).append("/>");
  }

  private void site(ProbeFrame frame, int type, int material, int group) {
    double[] size = triple();
    double[] place = triple();
    double[] rgba = {value(), value(), value(), value()};
    double[] quaternion = type == 6 ? new double[] {0, 0.6, 0, 0.8} : new double[] {1, 0, 0, 0};
    int id = add(Field.SITE_TYPE, type);
    add(Field.SITE_BODYID, frame.id());
    add(Field.SITE_MATID, material);
    add(Field.SITE_GROUP, group);
    add(Field.SITE_SIZE, size);
    add(Field.SITE_POS, place);
    add(Field.SITE_RGBA, rgba);
    ProbeFrame own = frame.inside(id, place, quaternion);
    add(Field.SITE_XPOS, own.position());
    add(Field.SITE_XMAT, own.rotation());
    world.append("<site type='").append(GEOMS.get(type)).append("' group='").append(group);
    world.append("'").append(material(material)).append(attribute("quat", quaternion));
    world.append(attribute("size", size)).append(attribute("pos", place));
    world.append(attribute("rgba", rgba)).append("/>");
  }

  private void camera(ProbeFrame frame) {
    double fovy = 30 + 20 * value();
    double[] place = triple();
    double[] quaternion = {0.6, 0, 0.8, 0};
    int id = add(Field.CAM_FOVY, fovy);
    ProbeFrame own = frame.inside(id, place, quaternion);
    add(Field.CAM_XPOS, own.position());
    add(Field.CAM_XMAT, own.rotation());
    world.append("<camera").append(attribute("fovy", fovy)).append(attribute("pos", place));
    world.append(attribute("quat", quaternion)).append("/>");
  }

  private void light(ProbeFrame frame) {
    double[] place = triple();
    ProbeFrame own = frame.inside(0, place, new double[] {1, 0, 0, 0});
    add(Field.LIGHT_XPOS, own.position());
    world.append("<light").append(attribute("pos", place)).append("/>");
  }

  private void material() {
    double[] rgba = {value(), value(), value(), value()};
    add(Field.MAT_RGBA, rgba);
    others.append("<material name='m").append(materials++).append("'");
    others.append(attribute("rgba", rgba)).append("/>");
  }

  private static String material(int index) {
    return index < 0 ? "" : " material='m" + index + "'";
  }

  private void countSizes() {
    add(Field.NQ, contents.size(Field.QPOS));
    add(Field.NV, contents.size(Field.QVEL));
    add(Field.NU, contents.size(Field.CTRL));
    add(Field.NA, contents.size(Field.ACT));
    add(Field.NBODY, contents.size(Field.BODY_PARENTID));
    add(Field.NJNT, contents.size(Field.JNT_TYPE));
    add(Field.NGEOM, contents.size(Field.GEOM_TYPE));
    add(Field.NSITE, contents.size(Field.SITE_TYPE));
    add(Field.NCAM, contents.size(Field.CAM_FOVY));
    int lights = contents.size(Field.LIGHT_XPOS) / 3;
    add(Field.NLIGHT, lights);
    add(Field.NMAT, materials);
    add(Field.NSENSOR, contents.size(Field.SENSOR_DIM));
  }

  private int add(Field field, double... values) {
    return contents.add(field, values);
  }

  private double[] triple() {
    return contents.triple();
  }

  private double value() {
    return contents.unused();
  }
}
