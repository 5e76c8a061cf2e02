package org.dreamer4j.envs;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.dreamer4j.core.EditDistance;

/** The ways in which people write the names of tasks. */
public final class TaskNames {
  private static final String ATARI = "atari_";
  private static final String DMC = "dmc_";

  /** Names of the control suite's domains that google-research/dreamer shortens. */
  private static final Map<String, String> SHORTENED =
      Map.of(
          "ball_in_cup_catch", "cup_catch",
          "point_mass_easy", "pointmass_easy",
          "manipulator_bring_ball", "manipulator_bring");

  private TaskNames() {}

  /**
   * The name that google-research/dreamer gives a task, from that name or danijar/dreamer's: {@code
   * dmc_cup_catch} and {@code dmc_ball_in_cup_catch} are {@code cup_catch}, {@code atari_ms_pacman}
   * is {@code atari_mspacman}.
   */
  public static String canonical(String name) {
    if (name.startsWith(ATARI)) {
      return ATARI + name.substring(ATARI.length()).replace("_", "");
    }
    String plain = name.startsWith(DMC) ? name.substring(DMC.length()) : name;
    return SHORTENED.getOrDefault(plain, plain);
  }

  /** The candidate most like a name, if one is like it at all: at most a third of it differs. */
  static Optional<String> nearest(String name, Collection<String> candidates) {
    int most = Math.max(2, name.length() / 3);
    return candidates.stream()
        .filter(candidate -> EditDistance.between(name, candidate) <= most)
        .min(Comparator.comparingInt(candidate -> EditDistance.between(name, candidate)));
  }
}
