package org.dreamer4j.envs.control;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.w3c.dom.Document;

/**
 * Bring a ball to a target with a planar arm and hand. Each environment has its own: it remembers
 * how the present target is turned, which a ball does not show but the observation has.
 */
final class Manipulator implements SuiteTask {
  private static final double IN_HAND = 0.1;
  private static final double IN_TARGET = 0.1;
  private static final double CLOSE = 0.01;
  private static final double TARGET_Y = 0.001;
  private static final String BALL = "ball";
  private static final String TARGET = "target_ball";
  private static final String THUMB = "thumb";
  private static final String FINGER = "finger";
  private static final String HAND_TURN = "hand_turn";
  private static final String BALL_TURN = "ball_turn";
  private static final List<String> ARM =
      List.of(
          "arm_root",
          "arm_shoulder",
          "arm_elbow",
          "arm_wrist",
          FINGER,
          "fingertip",
          THUMB,
          "thumbtip");
  private static final List<String> BALL_JOINTS = List.of("ball_x", "ball_z", "ball_y");

  private double targetAngle;

  @Override
  public String domain() {
    return "manipulator";
  }

  @Override
  public int substeps() {
    return 10;
  }

  @Override
  public void prepare(Document model) {
    for (String body : List.of("cup", "peg", "target_peg", "slot")) {
      ModelEdits.remove(model, "body", body);
    }
    ModelEdits.addFrameSensor(model, "framequat", HAND_TURN, "xbody", "hand");
    ModelEdits.addFrameSensor(model, "framequat", BALL_TURN, "xbody", BALL);
  }

  @Override
  public Map<String, Integer> observationSizes() {
    return new Vectors.Sizes()
        .with("arm_pos", 2 * ARM.size())
        .with("arm_vel", ARM.size())
        .with("touch", 5)
        .with("hand_pos", 4)
        .with("object_pos", 4)
        .with("object_vel", 3)
        .with("target_pos", 4)
        .map();
  }

  @Override
  public void initialize(ContactPhysics physics, RandomGenerator random) {
    InitialStates.drawUntilFree(physics, () -> draw(physics, random));
  }

  private void draw(ContactPhysics physics, RandomGenerator random) {
    double[] positions = physics.positions();
    double[] velocities = physics.velocities();
    for (String name : ARM) {
      ContactPhysics.JointInfo joint = InitialStates.joint(physics, name);
      double low = joint.limited() ? joint.lower() : -Math.PI;
      double high = joint.limited() ? joint.upper() : Math.PI;
      positions[joint.positionIndex()] = random.nextDouble(low, high);
    }
    positions[at(physics, FINGER)] = positions[at(physics, THUMB)];
    double targetX = random.nextDouble(-0.4, 0.4);
    double targetZ = random.nextDouble(0.1, 0.4);
    targetAngle = random.nextDouble(-Math.PI, Math.PI);
    physics.place(TARGET, targetX, TARGET_Y, targetZ);

    double[] ball;
    double kind = random.nextDouble();
    if (kind < IN_HAND) {
      physics.setState(positions, velocities);
      physics.forward();
      ball = inHand(physics.site("grasp"));
    } else if (kind < IN_HAND + IN_TARGET) {
      ball = new double[] {targetX, targetZ, targetAngle};
    } else {
      ball =
          new double[] {
            random.nextDouble(-0.5, 0.5),
            random.nextDouble(0, 0.7),
            random.nextDouble(0, 2 * Math.PI)
          };
      velocities[InitialStates.joint(physics, "ball_x").velocityIndex()] = random.nextDouble(-5, 5);
    }
    for (int i = 0; i < ball.length; i++) {
      positions[at(physics, BALL_JOINTS.get(i))] = ball[i];
    }
    physics.setState(positions, velocities);
  }

  private static double[] inHand(Pose grasp) {
    double[] place = grasp.position();
    double[] rotation = grasp.rotation();
    return new double[] {place[0], place[2], Math.PI - Math.atan2(rotation[6], rotation[0])};
  }

  private static int at(ContactPhysics physics, String joint) {
    return InitialStates.joint(physics, joint).positionIndex();
  }

  @Override
  public Map<String, float[]> observe(ContactPhysics physics) {
    double[] angles = new double[2 * ARM.size()];
    for (int j = 0; j < ARM.size(); j++) {
      double angle = physics.position(ARM.get(j));
      angles[2 * j] = Math.sin(angle);
      angles[2 * j + 1] = Math.cos(angle);
    }
    double[] target = physics.pose(TARGET).position();
    return new Vectors()
        .with("arm_pos", angles)
        .with("arm_vel", ARM.stream().mapToDouble(physics::velocity).toArray())
        .with(
            "touch",
            Vectors.logSensors(
                physics,
                "palm_touch",
                "finger_touch",
                "thumb_touch",
                "fingertip_touch",
                "thumbtip_touch"))
        .with("hand_pos", planarPose(physics, "hand", HAND_TURN))
        .with("object_pos", planarPose(physics, BALL, BALL_TURN))
        .with("object_vel", BALL_JOINTS.stream().mapToDouble(physics::velocity).toArray())
        .with(
            "target_pos",
            target[0],
            target[2],
            Math.cos(targetAngle / 2),
            Math.sin(targetAngle / 2))
        .map();
  }

  /** x, z and the first and third part of the quaternion. */
  private static double[] planarPose(ContactPhysics physics, String body, String turn) {
    double[] place = physics.pose(body).position();
    double[] quaternion = physics.sensor(turn);
    return new double[] {place[0], place[2], quaternion[0], quaternion[2]};
  }

  @Override
  public double reward(ContactPhysics physics) {
    double distance = physics.site(BALL).distance(physics.site(TARGET));
    return Tolerance.GAUSSIAN.of(distance, 0, CLOSE, 2 * CLOSE, Tolerance.DEFAULT_VALUE);
  }
}
