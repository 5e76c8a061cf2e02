package org.dreamer4j.core.config;

import java.util.List;
import org.dreamer4j.core.config.ActingConfig.NoiseType;

/**
 * Noise on actions. Source: google-research/dreamer {@code control/mpc_agent.py}, {@code
 * tools/schedule.py}.
 *
 * @param type kind of noise
 * @param scale deviation or probability at the full schedule
 * @param ramp sequences over which the schedule rises, falls if negative; 0 for constant
 * @param min smallest factor of the schedule
 * @param factors one for each action, or none
 */
public record Exploration(
    NoiseType type, double scale, long ramp, double min, List<Double> factors) {
  /** No noise. */
  public static final Exploration NONE =
      new Exploration(NoiseType.ADDITIVE_NORMAL, 0, 0, 0, List.of());

  public Exploration {
    factors = List.copyOf(factors);
  }

  /**
   * Deviation or probability: {@code scale * max(schedule, min)} with a schedule of 1 (ramp 0),
   * min(step / ramp, 1) (ramp above 0) or 1 - min(step / -ramp, 1) (below 0).
   *
   * @param step replayed sequences so far
   */
  public double at(long step) {
    if (ramp == 0) {
      return scale;
    }
    double progress = Math.min((double) step / Math.abs(ramp), 1);
    return scale * Math.max(ramp > 0 ? progress : 1 - progress, min);
  }
}
