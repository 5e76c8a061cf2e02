package org.dreamer4j.core.config;

import static org.dreamer4j.core.config.Setting.Origin.OURS;

import java.util.List;

/** What is learned, and the seed of all randomness. */
public record TaskConfig(
    @Setting(value = "[cheetah_run]", about = "Names of the tasks.") List<String> tasks,
    @Setting(value = "0", unit = "envSteps", about = "Simulator frames per action; 0: the task's.")
        int actionRepeat,
    @Setting(value = "0", unit = "agentSteps", about = "Longest episode; 0: the task's.")
        int maxLength,
    @Setting(
            value = "0",
            about = "Seed of environments, networks, noise and replay.",
            origin = OURS)
        long seed) {

  public TaskConfig {
    tasks = List.copyOf(tasks);
    if (tasks.size() != 1) {
      throw new IllegalArgumentException("tasks needs exactly one task, got " + tasks);
    }
    Checks.notNegative("action_repeat", actionRepeat);
    Checks.notNegative("max_length", maxLength);
  }

  /** The task. */
  public String task() {
    return tasks.get(0);
  }
}
