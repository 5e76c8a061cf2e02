package org.dreamer4j.envs.planar;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A trajectory recorded with libmujoco 2.2.2: rows of step, positions, velocities. The controls
 * follow from integer arithmetic, so that both sides drive with the same bits.
 */
public record ReferenceTrajectory(List<double[]> rows) {
  /** Reads a fixture of this package. */
  public static ReferenceTrajectory read(String name) throws IOException {
    List<double[]> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    ReferenceTrajectory.class.getResourceAsStream(name + ".txt"), name),
                StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith("#")) {
          String[] words = line.split(" ");
          double[] row = new double[words.length];
          for (int i = 0; i < row.length; i++) {
            row[i] = Double.parseDouble(words[i]);
          }
          rows.add(row);
        }
      }
    }
    return new ReferenceTrajectory(rows);
  }

  /** Largest difference in any position or velocity over the whole trajectory of 1000 steps. */
  public double largestDifference(PlanarModel model, double amplitude, int hold) {
    PlanarSimulation simulation = new PlanarSimulation(model);
    int dofs = model.dofs();
    for (int d = 0; d < dofs; d++) {
      simulation.setState(d, rows.get(0)[1 + d], rows.get(0)[1 + dofs + d]);
    }
    double largest = 0;
    int step = 0;
    for (double[] row : rows) {
      for (; step < row[0]; step++) {
        for (int m = 0; m < model.motors().size(); m++) {
          long hash = ((long) (step / hold) * 7919 + 104729L * m) % 2001 - 1000;
          simulation.setControl(m, amplitude * hash / 1000);
        }
        simulation.step();
      }
      for (int d = 0; d < dofs; d++) {
        largest = Math.max(largest, Math.abs(simulation.position(d) - row[1 + d]));
        largest = Math.max(largest, Math.abs(simulation.velocity(d) - row[1 + dofs + d]));
      }
    }
    if (step != 1000) {
      throw new IllegalStateException("the fixture ends at step " + step);
    }
    return largest;
  }
}
