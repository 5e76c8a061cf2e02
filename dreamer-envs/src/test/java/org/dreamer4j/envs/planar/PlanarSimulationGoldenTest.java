package org.dreamer4j.envs.planar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanarSimulationGoldenTest {
  /** Cart, arm and plunger: springs, armature, a reversed hinge and three limits. */
  static PlanarModel crane(Integrator integrator) {
    return new PlanarModel(
        List.of(
            new Body(Body.WORLD, 0.1, 0.5, Inertia.box(2, 0.2, 0.1)),
            new Body(0, 0, -0.1, Inertia.capsule(0.7, 0.03, 0.25).at(0.15, -0.2)),
            new Body(1, 0.3, -0.4, Inertia.sphere(0.4, 0.06).at(0.02, 0))),
        List.of(
            Joint.of(0, Joint.Type.SLIDE_X, 0.5)
                .withSpring(3, 0.2)
                .withArmature(0.05)
                .withLimit(new JointLimit(-0.3, 0.3, 0.03, 0.8)),
            Joint.of(1, Joint.Type.HINGE, 0.02)
                .reversed()
                .withArmature(0.01)
                .withLimit(JointLimit.between(-0.5, 0.5)),
            Joint.of(2, Joint.Type.SLIDE_Z, 0.2)
                .withSpring(40, 0)
                .withLimit(JointLimit.between(-0.05, 0.05))),
        List.of(Motor.of(0, 30), Motor.of(1, 8), Motor.of(2, 20)),
        PlanarModel.EARTH,
        0.005,
        integrator);
  }

  @ParameterizedTest
  @CsvSource({"crane,EULER", "crane_rk4,RUNGE_KUTTA_4"})
  void severalActiveLimitsSpringsAndArmatureFollowMujocoForAThousandSteps(
      String fixture, Integrator integrator) throws IOException {
    double difference =
        ReferenceTrajectory.read(fixture).largestDifference(crane(integrator), 2, 60);
    assertEquals(0, difference, 1e-9);
  }
}
