package org.dreamer4j.envs.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Figures measured with libmujoco 2.2.2 on dm_control's own models, with its rewards and
 * observations: an initial state, and for each control step the controls, the rewards of the
 * domain's tasks and all observation vectors in a row.
 */
record GoldenEpisode(
    Map<String, double[]> state, List<String> tasks, List<String> keys, List<Step> steps) {
  /** One control step; the first has neither controls nor rewards. */
  record Step(double[] controls, double[] rewards, double[] observations) {}

  static GoldenEpisode read(String name) throws IOException {
    Map<String, double[]> state = new HashMap<>();
    List<String> tasks = List.of();
    List<String> keys = List.of();
    List<Step> steps = new ArrayList<>();
    for (String line : lines(name)) {
      String[] parts = line.split(" ", 2);
      switch (parts[0]) {
        case "tasks" -> tasks = List.of(parts[1].split(" "));
        case "keys" -> keys = List.of(parts[1].split(" "));
        case "obs" -> steps.add(new Step(new double[0], new double[0], numbers(parts[1])));
        case "step" -> {
          String[] columns = parts[1].split(" \\| ");
          steps.add(new Step(numbers(columns[0]), numbers(columns[1]), numbers(columns[2])));
        }
        default -> state.put(parts[0], numbers(parts[1]));
      }
    }
    return new GoldenEpisode(state, tasks, keys, steps);
  }

  double[] part(String name) {
    return Objects.requireNonNull(state.get(name), name);
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(
            GoldenEpisode.class.getResourceAsStream("golden/" + name + ".txt"), name)) {
      return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
          .lines()
          .toList();
    }
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
