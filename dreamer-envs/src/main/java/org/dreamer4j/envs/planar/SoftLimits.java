package org.dreamer4j.envs.planar;

/**
 * MuJoCo's soft joint limits. Each violated limit k asks for the acceleration aref = -b v - k imp r
 * along its direction out of the limit; the forces f >= 0 minimise f'(A + R)f / 2 + f'(a0 - aref),
 * where A is the inverse mass matrix seen by the limits, a0 the acceleration without them and R the
 * regularisation (1 - imp) / imp times the inverse weight at the reference position.
 */
final class SoftLimits {
  private static final double IMPEDANCE_LOW = 0.9;
  private static final double IMPEDANCE_HIGH = 0.95;
  private static final double IMPEDANCE_WIDTH = 0.001;
  private static final double LEAST_REGULARISATION = 1e-15;
  private static final int MOST_SWEEPS = 10_000;

  private final PlanarModel model;
  private final int dofs;
  private final double[] inverseWeight;
  private final double[] factor;
  private final double[] free;
  private final double[] column;
  private final int[] dof;
  private final double[] direction;
  private final double[] wanted;
  private final double[] regularisation;
  private final double[] response;
  private final double[] push;
  private int active;

  /**
   * Limits of a model.
   *
   * @throws IllegalArgumentException if a degree of freedom has no inertia
   */
  SoftLimits(PlanarModel model) {
    this.model = model;
    dofs = model.dofs();
    factor = new double[dofs * dofs];
    free = new double[dofs];
    column = new double[dofs];
    dof = new int[dofs];
    direction = new double[dofs];
    wanted = new double[dofs];
    regularisation = new double[dofs];
    response = new double[dofs * dofs];
    push = new double[dofs];
    inverseWeight = new double[dofs];
    Dynamics reference = new Dynamics(model);
    reference.update(new double[dofs], new double[dofs], new double[dofs]);
    System.arraycopy(reference.mass, 0, factor, 0, factor.length);
    if (!Cholesky.factor(factor, dofs)) {
      throw new IllegalArgumentException("a degree of freedom of the model moves no mass");
    }
    for (int d = 0; d < dofs; d++) {
      unitResponse(d);
      inverseWeight[d] = column[d];
    }
  }

  /** Adds the limits' forces to {@code force} for a state whose mass matrix is {@code mass}. */
  void apply(double[] q, double[] v, double[] mass, double[] force) {
    findActive(q, v);
    if (active == 0) {
      return;
    }
    System.arraycopy(mass, 0, factor, 0, factor.length);
    Cholesky.factor(factor, dofs);
    Cholesky.solve(factor, force, free, dofs);
    for (int k = 0; k < active; k++) {
      unitResponse(dof[k]);
      for (int j = 0; j < active; j++) {
        response[j * dofs + k] = direction[j] * direction[k] * column[dof[j]];
      }
    }
    solve();
    for (int k = 0; k < active; k++) {
      force[dof[k]] += direction[k] * push[k];
    }
  }

  private void findActive(double[] q, double[] v) {
    active = 0;
    for (int d = 0; d < dofs; d++) {
      JointLimit limit = model.joints().get(d).limit();
      if (q[d] - limit.low() < 0) {
        activate(d, 1, q[d] - limit.low(), v[d], limit);
      } else if (limit.high() - q[d] < 0) {
        activate(d, -1, limit.high() - q[d], v[d], limit);
      }
    }
  }

  private void activate(int d, int sign, double distance, double velocity, JointLimit limit) {
    double impedance = impedance(-distance / IMPEDANCE_WIDTH);
    double time = Math.max(limit.timeConstant(), 2 * model.timeStep());
    double stretched = IMPEDANCE_HIGH * time;
    double ratio = limit.dampingRatio();
    double stiffness = 1 / (stretched * stretched * ratio * ratio);
    double damping = 2 / stretched;
    int k = active++;
    dof[k] = d;
    direction[k] = sign;
    wanted[k] = -damping * sign * velocity - stiffness * impedance * distance;
    regularisation[k] =
        Math.max(LEAST_REGULARISATION, (1 - impedance) / impedance * inverseWeight[d]);
  }

  /** Rises smoothly from low to high while the violation grows to the full width. */
  private static double impedance(double violation) {
    double rise;
    if (violation >= 1) {
      rise = 1;
    } else if (violation <= 0.5) {
      rise = 2 * violation * violation;
    } else {
      rise = 1 - 2 * (1 - violation) * (1 - violation);
    }
    return IMPEDANCE_LOW + rise * (IMPEDANCE_HIGH - IMPEDANCE_LOW);
  }

  /** Projected Gauss-Seidel until no force changes any more; exact at once for a single limit. */
  private void solve() {
    for (int k = 0; k < active; k++) {
      push[k] = 0;
    }
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      double change = 0;
      double largest = 0;
      for (int k = 0; k < active; k++) {
        double gap = wanted[k] - direction[k] * free[dof[k]];
        for (int j = 0; j < active; j++) {
          if (j != k) {
            gap -= response[k * dofs + j] * push[j];
          }
        }
        double next = Math.max(0, gap / (response[k * dofs + k] + regularisation[k]));
        change = Math.max(change, Math.abs(next - push[k]));
        largest = Math.max(largest, next);
        push[k] = next;
      }
      if (active == 1 || change <= 1e-15 * largest) {
        return;
      }
    }
  }

  private void unitResponse(int d) {
    for (int i = 0; i < dofs; i++) {
      column[i] = i == d ? 1 : 0;
    }
    Cholesky.solve(factor, column, column, dofs);
  }
}
