package org.dreamer4j.envs.control;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The tasks that need contacts, by the reference's names (google-research/dreamer {@code
 * tasks.py}): rewards, observations and initial states of google-deepmind/dm_control.
 */
public final class SuiteTasks {
  private record Entry(String description, Supplier<SuiteTask> task) {}

  private static final Map<String, Entry> TASKS = tasks();

  /** Domains whose models are not ours to ship, and tasks that need more than ours have. */
  private static final Set<String> FOREIGN =
      Set.of(
          "humanoid_walk",
          "fish_upright",
          "pointmass_easy",
          "manipulator_bring",
          "quadruped_escape",
          "quadruped_fetch");

  private SuiteTasks() {}

  /** The names, those of the paper first. */
  public static List<String> names() {
    return List.copyOf(TASKS.keySet());
  }

  /**
   * A new task: each environment has its own.
   *
   * @throws IllegalArgumentException if there is no such task
   */
  public static SuiteTask task(String name) {
    return entry(name).task().get();
  }

  /**
   * What the task is about, one line.
   *
   * @throws IllegalArgumentException if there is no such task
   */
  public static String description(String name) {
    return entry(name).description();
  }

  /**
   * Whether the task runs on a model of ours; the others need dm_control's folder {@code suite}.
   *
   * @throws IllegalArgumentException if there is no such task
   */
  public static boolean hasOwnModel(String name) {
    entry(name);
    return !FOREIGN.contains(name);
  }

  private static Entry entry(String name) {
    Entry entry = TASKS.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("no task '" + name + "' among " + TASKS.keySet());
    }
    return entry;
  }

  private static Map<String, Entry> tasks() {
    Map<String, Entry> tasks = new LinkedHashMap<>();
    put(tasks, "finger_spin", "Spin a spinner with a two-link finger", Finger::spin);
    put(
        tasks,
        "finger_turn_easy",
        "Turn a spinner to a large target",
        () -> new Finger(Finger.EASY));
    put(
        tasks,
        "finger_turn_hard",
        "Turn a spinner to a small target",
        () -> new Finger(Finger.HARD));
    put(tasks, "cheetah_run", "Run forward as a planar cheetah", Cheetah::new);
    put(tasks, "cup_catch", "Swing a ball on a string into a cup", BallInCup::new);
    put(tasks, "walker_stand", "Stand as a planar walker", () -> new Walker(0));
    put(tasks, "walker_walk", "Walk as a planar walker", () -> new Walker(Walker.WALK));
    put(tasks, "walker_run", "Run as a planar walker", () -> new Walker(Walker.RUN));
    put(tasks, "hopper_stand", "Balance on one leg", () -> new Hopper(false));
    put(tasks, "hopper_hop", "Hop forward on one leg", () -> new Hopper(true));
    put(tasks, "quadruped_walk", "Walk on four legs", () -> new Quadruped(Quadruped.WALK));
    put(tasks, "quadruped_run", "Run on four legs", () -> new Quadruped(Quadruped.RUN));
    put(tasks, "humanoid_walk", "Walk as a humanoid", Humanoid::new);
    put(tasks, "fish_upright", "Keep a swimming fish upright", Fish::new);
    put(tasks, "pointmass_easy", "Bring a point mass to the middle", PointMass::new);
    put(tasks, "manipulator_bring", "Bring a ball to a target with a hand", Manipulator::new);
    put(tasks, "quadruped_escape", "Climb out of a bowl on four legs", QuadrupedEscape::new);
    put(tasks, "quadruped_fetch", "Fetch a ball on four legs", QuadrupedFetch::new);
    return Collections.unmodifiableMap(tasks);
  }

  private static void put(
      Map<String, Entry> tasks, String name, String description, Supplier<SuiteTask> task) {
    tasks.put(name, new Entry(description, task));
  }
}
