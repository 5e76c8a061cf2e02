package org.dreamer4j.jmh;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dreamer4j.envs.planar.Body;
import org.dreamer4j.envs.planar.Inertia;
import org.dreamer4j.envs.planar.Integrator;
import org.dreamer4j.envs.planar.Joint;
import org.dreamer4j.envs.planar.JointLimit;
import org.dreamer4j.envs.planar.Motor;
import org.dreamer4j.envs.planar.PlanarModel;
import org.dreamer4j.envs.planar.PlanarSimulation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Steps of two links under gravity, without images. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class PlanarBenchmark {
  /** How a step is made. */
  @Param({"EULER", "RUNGE_KUTTA_4"})
  public Integrator integrator;

  private PlanarSimulation simulation;

  /** Hangs the links up at an angle. */
  @Setup
  public void prepare() {
    Inertia rod = new Inertia(1, 0, 0.5, 1.0 / 12);
    simulation =
        new PlanarSimulation(
            new PlanarModel(
                List.of(new Body(Body.WORLD, 0, 2, rod), new Body(0, 0, 1, rod)),
                List.of(hinge(0), hinge(1)),
                List.of(Motor.of(1, 1)),
                PlanarModel.EARTH,
                0.01,
                integrator));
    simulation.setState(0, 1, 0);
    simulation.setControl(0, 0.5);
    simulation.forward();
  }

  private static Joint hinge(int body) {
    return new Joint(body, Joint.Type.HINGE, 1, 0.05, 0, 0, 0, JointLimit.NONE);
  }

  /** Makes a step. */
  @Benchmark
  public double step() {
    simulation.step();
    return simulation.position(0);
  }
}
