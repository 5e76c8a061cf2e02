package org.dreamer4j.envs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.core.Environment;

/**
 * Lists the reference's tasks that cannot run yet, each with the reason, so that a user who asks
 * for one learns why. A provider that can run one of them takes its place in the {@link Registry}.
 * Source of the names: google-research/dreamer tasks.py.
 */
public final class PlannedTasks implements EnvironmentProvider {
  private static final String RESOURCE = "planned-tasks.txt";

  private final List<TaskInfo> tasks = read();

  @Override
  public List<TaskInfo> tasks(SimulatorOptions simulators) {
    return tasks;
  }

  /**
   * Refuses every task.
   *
   * @throws IllegalArgumentException always
   */
  @Override
  public Environment make(String task, EnvironmentOptions options) {
    throw new IllegalArgumentException("task '" + task + "' cannot run here yet");
  }

  private static List<TaskInfo> read() {
    List<TaskInfo> tasks = new ArrayList<>();
    String[] heading = {"", ""};
    for (String line : lines()) {
      if (line.startsWith("[")) {
        heading = line.substring(1, line.length() - 1).split(" \\| ", 2);
      } else if (!line.startsWith("#") && !line.isBlank()) {
        for (String name : line.split(" ")) {
          tasks.add(new TaskInfo(name, heading[0], heading[1]));
        }
      }
    }
    return List.copyOf(tasks);
  }

  private static List<String> lines() {
    try (InputStream stream = PlannedTasks.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the jar; build it anew");
      }
      return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
