package org.dreamer4j.envs.planar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlanarSimulationTest {
  private static final double G = 9.81;

  private static PlanarModel pendulum(double timeStep, double damping, Integrator integrator) {
    return new PlanarModel(
        List.of(new Body(Body.WORLD, 0, 0.6, Inertia.sphere(1, 0.05).at(0, 0.5))),
        List.of(Joint.of(0, Joint.Type.HINGE, damping)),
        List.of(Motor.of(0, 1)),
        PlanarModel.EARTH,
        timeStep,
        integrator);
  }

  private static PlanarModel doublePendulum(double timeStep) {
    Inertia link = Inertia.capsule(1, 0.05, 0.5).at(0, 0.5);
    return new PlanarModel(
        List.of(new Body(Body.WORLD, 0, 2, link), new Body(0, 0, 1, link)),
        List.of(Joint.of(0, Joint.Type.HINGE, 0), Joint.of(1, Joint.Type.HINGE, 0)),
        List.of(Motor.of(1, 2)),
        PlanarModel.EARTH,
        timeStep,
        Integrator.RUNGE_KUTTA_4);
  }

  private static PlanarModel slider(double gear, JointLimit limit) {
    return new PlanarModel(
        List.of(new Body(Body.WORLD, 0, 0, Inertia.box(2, 0.1, 0.1))),
        List.of(Joint.of(0, Joint.Type.SLIDE_X, 0).withLimit(limit)),
        List.of(Motor.of(0, gear)),
        0,
        0.01,
        Integrator.EULER);
  }

  @Test
  void energyOfAnUndampedPendulumStaysConstantUnderRungeKutta() {
    PlanarSimulation simulation =
        new PlanarSimulation(pendulum(0.001, 0, Integrator.RUNGE_KUTTA_4));
    simulation.setState(0, 1, 0);
    double before = simulation.energy();
    for (int i = 0; i < 10_000; i++) {
      simulation.step();
    }
    assertEquals(before, simulation.energy(), 1e-10);
  }

  @Test
  void energyOfAFreeDoublePendulumStaysConstantWithFourthOrder() {
    double coarse = energyError(0.01, 200);
    double fine = energyError(0.005, 400);
    assertTrue(energyError(0.001, 2000) < 1e-9, "one millisecond");
    assertTrue(fine < 1e-5, "error " + fine);
    assertTrue(coarse / fine > 10, "error falls from " + coarse + " to " + fine);
  }

  private static double energyError(double timeStep, int steps) {
    PlanarSimulation simulation = new PlanarSimulation(doublePendulum(timeStep));
    simulation.setState(0, 2.5, 0);
    simulation.setState(1, -1, 0);
    double before = simulation.energy();
    for (int i = 0; i < steps; i++) {
      simulation.step();
    }
    return Math.abs(simulation.energy() - before);
  }

  @Test
  void smallSwingHasTheClosedFormPeriod() {
    double dt = 0.0005;
    PlanarSimulation simulation = new PlanarSimulation(pendulum(dt, 0, Integrator.RUNGE_KUTTA_4));
    double amplitude = 1e-3;
    simulation.setState(0, Math.PI + amplitude, 0);
    double moment = 0.4 * 0.05 * 0.05 + 0.25;
    double rate = Math.sqrt(G * 0.5 / moment);
    int steps = (int) Math.round(2.25 * 2 * Math.PI / rate / dt);
    for (int i = 1; i <= steps; i++) {
      simulation.step();
      assertEquals(amplitude * Math.cos(rate * i * dt), simulation.position(0) - Math.PI, 1e-9);
    }
  }

  @Test
  void cartpoleAccelerationsAreThoseOfTheTextbookEquations() {
    double pole = 0.1;
    double half = 0.5;
    double moment = Inertia.capsule(pole, 0.045, half).moment();
    PlanarModel model =
        new PlanarModel(
            List.of(
                new Body(Body.WORLD, 0, 1, Inertia.box(1, 0.2, 0.1)),
                new Body(0, 0, 0, Inertia.capsule(pole, 0.045, half).at(0, half))),
            List.of(Joint.of(0, Joint.Type.SLIDE_X, 0), Joint.of(1, Joint.Type.HINGE, 0)),
            List.of(Motor.of(0, 10)),
            PlanarModel.EARTH,
            0.01,
            Integrator.RUNGE_KUTTA_4);
    PlanarSimulation simulation = new PlanarSimulation(model);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100; i++) {
      double angle = random.nextDouble(-4, 4);
      double rate = random.nextDouble(-8, 8);
      double control = random.nextDouble(-1, 1);
      simulation.setState(0, random.nextDouble(-1, 1), random.nextDouble(-3, 3));
      simulation.setState(1, angle, rate);
      simulation.setControl(0, control);
      // (M + m) a + m l cos b = F + m l w^2 sin and m l cos a + (I + m l^2) b = m g l sin.
      double coupling = pole * half * Math.cos(angle);
      double first = 10 * control + pole * half * rate * rate * Math.sin(angle);
      double second = pole * G * half * Math.sin(angle);
      double inertia = moment + pole * half * half;
      double determinant = 1.1 * inertia - coupling * coupling;
      assertEquals(
          (inertia * first - coupling * second) / determinant, simulation.acceleration(0), 1e-10);
      assertEquals(
          (1.1 * second - coupling * first) / determinant, simulation.acceleration(1), 1e-10);
    }
  }

  @Test
  void doublePendulumAccelerationsAreThoseOfTheManipulatorEquations() {
    PlanarSimulation simulation = new PlanarSimulation(doublePendulum(0.01));
    double moment = Inertia.capsule(1, 0.05, 0.5).moment();
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 100; i++) {
      double q1 = random.nextDouble(-4, 4);
      double q2 = random.nextDouble(-4, 4);
      double v1 = random.nextDouble(-5, 5);
      double v2 = random.nextDouble(-5, 5);
      double torque = 2 * random.nextDouble(-1, 1);
      simulation.setState(0, q1, v1);
      simulation.setState(1, q2, v2);
      simulation.setControl(0, torque / 2);
      // Spong's acrobot with unit masses and lengths, angles from upright.
      double m11 = 2 * moment + 0.25 + 1 + 0.25 + Math.cos(q2);
      double m12 = moment + 0.25 + 0.5 * Math.cos(q2);
      double m22 = moment + 0.25;
      double h = 0.5 * Math.sin(q2);
      double g2 = 0.5 * G * Math.sin(q1 + q2);
      double first = h * (2 * v1 * v2 + v2 * v2) + 1.5 * G * Math.sin(q1) + g2;
      double second = torque - h * v1 * v1 + g2;
      double determinant = m11 * m22 - m12 * m12;
      assertEquals((m22 * first - m12 * second) / determinant, simulation.acceleration(0), 1e-9);
      assertEquals((m11 * second - m12 * first) / determinant, simulation.acceleration(1), 1e-9);
    }
  }

  @Test
  void softLimitHoldsASteadyForceWithTheConstraintsOffset() {
    PlanarSimulation simulation = new PlanarSimulation(slider(400, JointLimit.between(-1, 1)));
    simulation.setControl(0, 1);
    for (int i = 0; i < 2000; i++) {
      simulation.step();
    }
    // At rest f = 400, and R f = K imp |r| with R = (1 - imp) / imp / mass, imp = .95 beyond 1 mm.
    double stiffness = 1 / (0.95 * 0.95 * 0.02 * 0.02);
    double offset = (0.05 / 0.95 / 2 * 400) / (stiffness * 0.95);
    assertEquals(1 + offset, simulation.position(0), 1e-9);
    assertEquals(0, simulation.velocity(0), 1e-9);
  }

  @Test
  void limitOnlyPushesBackAndNeverPulls() {
    PlanarSimulation simulation = new PlanarSimulation(slider(1, JointLimit.between(-1, 1)));
    simulation.setState(0, 1.001, -5);
    assertEquals(0, simulation.acceleration(0), 0);
    simulation.setState(0, 0.999, 5);
    assertEquals(0, simulation.acceleration(0), 0);
    simulation.setState(0, 1.01, 0);
    assertTrue(simulation.acceleration(0) < 0);
    simulation.setState(0, -1.01, 0);
    assertTrue(simulation.acceleration(0) > 0);
  }

  @Test
  void springOscillatesAboutItsRestPosition() {
    PlanarModel model =
        new PlanarModel(
            List.of(new Body(Body.WORLD, 0, 0, Inertia.box(1.5, 0.1, 0.1))),
            List.of(Joint.of(0, Joint.Type.SLIDE_Z, 0).withSpring(8, 0.2).withArmature(0.5)),
            List.of(),
            0,
            0.001,
            Integrator.RUNGE_KUTTA_4);
    PlanarSimulation simulation = new PlanarSimulation(model);
    for (int i = 0; i < 3000; i++) {
      simulation.step();
    }
    assertEquals(0.2 - 0.2 * Math.cos(2 * 3.0), simulation.position(0), 1e-10);
  }

  @Test
  void eulerTreatsDampingImplicitly() {
    PlanarSimulation simulation = new PlanarSimulation(pendulum(0.02, 0.1, Integrator.EULER));
    simulation.setState(0, Math.PI / 2, 1);
    simulation.step();
    double moment = 0.4 * 0.05 * 0.05 + 0.25;
    double velocity = 1 + 0.02 * (0.5 * G - 0.1) / (moment + 0.02 * 0.1);
    assertEquals(velocity, simulation.velocity(0), 1e-14);
    assertEquals(Math.PI / 2 + 0.02 * velocity, simulation.position(0), 1e-14);
  }

  @Test
  void controlsAreClampedAndMustBeFinite() {
    PlanarSimulation simulation = new PlanarSimulation(slider(1, JointLimit.NONE));
    simulation.setControl(0, 7);
    assertEquals(1, simulation.control(0));
    assertEquals(0.5, simulation.acceleration(0), 1e-15);
    assertThrows(IllegalArgumentException.class, () -> simulation.setControl(0, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> simulation.setState(0, Double.NaN, 0));
    assertThrows(
        IllegalArgumentException.class, () -> simulation.setControl(0, Double.POSITIVE_INFINITY));
  }

  @Test
  void stepsAllocateNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (Integrator integrator : Integrator.values()) {
      PlanarSimulation simulation =
          new PlanarSimulation(PlanarSimulationGoldenTest.crane(integrator));
      simulation.setControl(0, 1);
      simulation.setControl(1, 1);
      simulation.step();
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1000; i++) {
        simulation.step();
      }
      long bytes = threads.getCurrentThreadAllocatedBytes() - before;
      assertTrue(bytes < 1000, bytes + " bytes in 1000 steps under " + integrator);
    }
  }

  @Test
  void modelsThatMoveNoMassAreRejected() {
    PlanarModel weightless =
        new PlanarModel(
            List.of(new Body(Body.WORLD, 0, 0, Inertia.NONE)),
            List.of(Joint.of(0, Joint.Type.HINGE, 0)),
            List.of(),
            0,
            0.01,
            Integrator.EULER);
    assertThrows(IllegalArgumentException.class, () -> new PlanarSimulation(weightless));
    assertThrows(IllegalArgumentException.class, () -> new JointLimit(1, 1, 0.02, 1));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new PlanarModel(
                List.of(new Body(0, 0, 0, Inertia.NONE)),
                List.of(Joint.of(0, Joint.Type.HINGE, 0)),
                List.of(),
                0,
                0.01,
                Integrator.EULER));
  }
}
