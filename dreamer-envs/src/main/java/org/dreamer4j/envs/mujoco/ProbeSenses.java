package org.dreamer4j.envs.mujoco;

import static org.dreamer4j.envs.mujoco.ProbeContents.attribute;

import java.util.Arrays;
import java.util.List;

/** Sensors and actuators of a {@link ProbeModel}. */
final class ProbeSenses {
  final StringBuilder sensors = new StringBuilder();
  final StringBuilder actuators = new StringBuilder();
  private final ProbeContents contents;
  private final List<String> slides;

  /**
   * None yet.
   *
   * @param slides names of the joints with one coordinate, "j" and their number; may grow
   */
  ProbeSenses(ProbeContents contents, List<String> slides) {
    this.contents = contents;
    this.slides = slides;
  }

  /** Adds them; how many depends on the variant. */
  void build(int variant) {
    for (int i = 0; i < 7 + 9 * variant; i++) {
      boolean place = i % 3 == 1 || i == 5;
      contents.add(Field.SENSOR_DIM, place ? 3 : 1);
      String kind = i % 4 == 2 ? "<jointvel joint='" : "<jointpos joint='";
      sensors.append(
          place
              ? "<framepos objtype='xbody' objname='b" + (1 + i % 5) + "'/>"
              : kind + slides.get(i % slides.size()) + "'/>");
    }
    for (int i = 0; i < 9 + 11 * variant; i++) {
      // Actuators with a state of their own have to stand last.
      boolean inner = i >= 6 + 10 * variant;
      boolean limited = i % 3 != 1;
      double[] range = {limited ? -2 - contents.unused() : 0, limited ? 2 + contents.unused() : 0};
      contents.add(Field.ACTUATOR_CTRLLIMITED, limited ? 1 : 0);
      contents.add(Field.ACTUATOR_CTRLRANGE, range);
      // Out of range: MuJoCo keeps a clamped copy, which must not pass for the controls.
      contents.add(Field.CTRL, limited ? 3 + contents.unused() : contents.unused());
      actuators.append(inner ? "<general dyntype='integrator'" : "<motor");
      actuators.append(" joint='").append(slides.get(i % slides.size())).append("'");
      if (limited) {
        actuators.append(" ctrllimited='true'").append(attribute("ctrlrange", range));
      }
      actuators.append("/>");
      if (inner) {
        contents.add(Field.ACT, contents.unused());
      }
    }
  }

  /** Adds what the sensors show, once all positions, velocities and places are known. */
  void read() {
    int[] address = addresses();
    int dims = contents.size(Field.SENSOR_DIM);
    for (int i = 0; i < dims; i++) {
      int joint = Integer.parseInt(slides.get(i % slides.size()).substring(1));
      if (contents.of(Field.SENSOR_DIM)[i] == 3) {
        int body = 1 + i % 5;
        contents.add(
            Field.SENSORDATA, Arrays.copyOfRange(contents.of(Field.XPOS), 3 * body, 3 * body + 3));
      } else if (i % 4 == 2) {
        contents.add(Field.SENSORDATA, contents.of(Field.QVEL)[address[2 * joint + 1]]);
      } else {
        contents.add(Field.SENSORDATA, contents.of(Field.QPOS)[address[2 * joint]]);
      }
    }
  }

  /** First position and first velocity of each joint. */
  private int[] addresses() {
    double[] types = contents.of(Field.JNT_TYPE);
    int[] address = new int[2 * types.length + 2];
    for (int j = 0; j < types.length; j++) {
      int type = (int) types[j];
      address[2 * j + 2] = address[2 * j] + new int[] {7, 4, 1, 1}[type];
      address[2 * j + 3] = address[2 * j + 1] + new int[] {6, 3, 1, 1}[type];
    }
    return address;
  }
}
