package org.dreamer4j.envs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlannedTasksTest {
  private final PlannedTasks planned = new PlannedTasks();

  private TaskInfo task(String name) {
    return planned.tasks(SimulatorOptions.DEFAULT).stream()
        .filter(info -> info.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyTaskOfTheReferenceThatNeedsMoreIsListedOnce() {
    Map<String, Long> perDescription =
        planned.tasks(SimulatorOptions.DEFAULT).stream()
            .collect(Collectors.groupingBy(TaskInfo::description, Collectors.counting()));
    Set<String> names =
        planned.tasks(SimulatorOptions.DEFAULT).stream()
            .map(TaskInfo::name)
            .collect(Collectors.toSet());

    assertEquals(
        Map.of(
            "OpenAI Gym task", 2L,
            "DeepMind Lab level", 13L,
            "Atari game", 57L),
        perDescription);
    assertEquals(72, names.size());
    assertTrue(
        names.containsAll(Set.of("gym_racecar", "dmlab_watermaze", "atari_alien", "atari_zaxxon")));
  }

  @Test
  void everyTaskSaysWhatItNeeds() {
    assertEquals(
        "needs the Arcade Learning Environment, which this build does not include yet",
        task("atari_pong").unavailable());
    assertTrue(task("dmlab_keys").unavailable().startsWith("needs a remote environment server"));
    assertTrue(planned.tasks(SimulatorOptions.DEFAULT).stream().noneMatch(TaskInfo::isAvailable));
  }

  @Test
  void namesAreWrittenAsTheRegistryLooksThemUp() {
    for (TaskInfo info : planned.tasks(SimulatorOptions.DEFAULT)) {
      assertEquals(info.name(), TaskNames.canonical(info.name()));
      assertFalse(info.name().isBlank());
    }
  }

  @Test
  void noneCanBeMade() {
    assertThrows(
        IllegalArgumentException.class,
        () -> planned.make("atari_pong", EnvironmentOptions.seeded(0)));
  }
}
