package org.dreamer4j.envs;

/**
 * One task for the list a user sees.
 *
 * @param name as the user types it, e.g. {@code pendulum_swingup}
 * @param description one line
 * @param unavailable empty if the task can run here, else why not and how to mend it
 */
public record TaskInfo(String name, String description, String unavailable) {
  /** A task that can run here. */
  public static TaskInfo available(String name, String description) {
    return new TaskInfo(name, description, "");
  }

  /** Whether the task can run here. */
  public boolean isAvailable() {
    return unavailable.isEmpty();
  }
}
