package org.dreamer4j.jmh;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dreamer4j.envs.render.Camera;
import org.dreamer4j.envs.render.Geom;
import org.dreamer4j.envs.render.RayCaster;
import org.dreamer4j.envs.render.Scene;
import org.dreamer4j.envs.render.Shape;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Pictures of 64 x 64 of a floor and four solids with shadows. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class RayCasterBenchmark {
  private static final int SIZE = 64;
  private static final double[] COLOR = {0.7, 0.5, 0.3, 1};
  private static final double[] OTHER = {0.2, 0.3, 0.4, 1};

  private final Scene scene =
      new Scene(
          List.of(
              Geom.checker(2, 0.5, COLOR, OTHER),
              new Geom(Shape.SPHERE, new double[] {0.2, 0, 0}, COLOR).at(0, 0, 1),
              new Geom(Shape.CAPSULE, new double[] {0.05, 0.4, 0}, COLOR).at(0.3, 0, 0.6),
              new Geom(Shape.BOX, new double[] {0.1, 0.1, 0.2}, COLOR).at(-0.4, 0, 0.3),
              new Geom(Shape.CYLINDER, new double[] {0.1, 0.2, 0}, COLOR).at(0, 0.4, 0.2)),
          Camera.of(new double[] {0, -3, 1.5}, new double[] {1, 0, 0}, new double[] {0, 0.2, 1}),
          new double[] {0, 0, 4});
  private final RayCaster caster = new RayCaster(SIZE, SIZE, 2);
  private final byte[] image = new byte[SIZE * SIZE * 3];

  /** Draws a picture. */
  @Benchmark
  public byte[] picture() {
    caster.render(scene, image);
    return image;
  }
}
