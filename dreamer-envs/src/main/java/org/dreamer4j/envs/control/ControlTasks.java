package org.dreamer4j.envs.control;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.envs.TaskInfo;

/** The tasks that run on the embedded engine. */
public final class ControlTasks {
  /** The quick-start task: what is trained when nothing else is asked for. */
  public static final String QUICKSTART = "quickstart_shuttle";

  /** Edge of the image every Dreamer network expects, pixels. */
  public static final int IMAGE_SIZE = 64;

  private static final Map<String, EmbeddedTask> TASKS = tasks();

  private ControlTasks() {}

  /** The names, the suite's tasks first. */
  public static List<String> names() {
    return List.copyOf(TASKS.keySet());
  }

  /** The tasks with a line of description each. */
  public static List<TaskInfo> infos() {
    return TASKS.keySet().stream()
        .map(name -> TaskInfo.available(name, description(name)))
        .toList();
  }

  /** The bare environment of a task: 64 x 64 images, every control step an agent step. */
  public static ControlEnvironment<Physics> make(String name, long seed) {
    return make(name, seed, 1, IMAGE_SIZE);
  }

  /**
   * The bare environment of a task.
   *
   * @param seed of the initial states
   * @param actionRepeat control steps per agent step
   * @param imageSize edge of the image in pixels, 0 for none
   * @throws IllegalArgumentException if there is no such task or a number is out of range
   */
  public static ControlEnvironment<Physics> make(
      String name, long seed, int actionRepeat, int imageSize) {
    EmbeddedTask task = task(name);
    Physics physics = task.physics();
    Painter painter = new ScenePainter(task.scene(), physics, Math.max(1, imageSize));
    return new ControlEnvironment<>(task, physics, painter, seed, actionRepeat, imageSize);
  }

  /**
   * A task by its name.
   *
   * @throws IllegalArgumentException if there is no such task
   */
  public static EmbeddedTask task(String name) {
    EmbeddedTask task = TASKS.get(name);
    if (task == null) {
      throw new IllegalArgumentException("no task '" + name + "' among " + TASKS.keySet());
    }
    return task;
  }

  private static Map<String, EmbeddedTask> tasks() {
    Map<String, EmbeddedTask> tasks = new LinkedHashMap<>();
    tasks.put("pendulum_swingup", new Pendulum());
    tasks.put("cartpole_balance", new Cartpole(false, false));
    tasks.put("cartpole_swingup", new Cartpole(true, false));
    tasks.put("cartpole_balance_sparse", new Cartpole(false, true));
    tasks.put("cartpole_swingup_sparse", new Cartpole(true, true));
    tasks.put("acrobot_swingup", new Acrobot());
    tasks.put("reacher_easy", new Reacher(0.05));
    tasks.put("reacher_hard", new Reacher(0.015));
    tasks.put(QUICKSTART, new Shuttle());
    return Collections.unmodifiableMap(tasks);
  }

  private static String description(String name) {
    return switch (name) {
      case "pendulum_swingup" -> "Swing a pendulum up with a weak motor and hold it upright";
      case "cartpole_balance" -> "Balance a pole on a cart";
      case "cartpole_swingup" -> "Swing a pole up on a cart and balance it";
      case "cartpole_balance_sparse" -> "Balance a pole, rewarded near upright and centre only";
      case "cartpole_swingup_sparse" -> "Swing a pole up, rewarded near upright and centre only";
      case "acrobot_swingup" -> "Swing a double pendulum up to a target with its elbow motor";
      case "reacher_easy" -> "Bring a two-link arm's finger to a large target";
      case "reacher_hard" -> "Bring a two-link arm's finger to a small target";
      default -> "Drive a shuttle along a rail to a marker; made for a first run of minutes";
    };
  }
}
