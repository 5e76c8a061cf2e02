package org.dreamer4j.envs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskNamesTest {
  @ParameterizedTest
  @CsvSource({
    "pendulum_swingup, pendulum_swingup",
    "dmc_pendulum_swingup, pendulum_swingup",
    "cup_catch, cup_catch",
    "dmc_cup_catch, cup_catch",
    "dmc_ball_in_cup_catch, cup_catch",
    "dmc_point_mass_easy, pointmass_easy",
    "dmc_manipulator_bring_ball, manipulator_bring",
    "atari_mspacman, atari_mspacman",
    "atari_ms_pacman, atari_mspacman",
    "dmlab_doors_large, dmlab_doors_large",
    "remote:host:7755/atari_ms_pacman, remote:host:7755/atari_ms_pacman",
    "dummy, dummy"
  })
  void namesOfBothReferencesMeanTheSameTask(String name, String canonical) {
    assertEquals(canonical, TaskNames.canonical(name));
  }

  @Test
  void onlySimilarNamesAreNear() {
    List<String> names = List.of("walker_walk", "walker_run", "dummy");

    assertEquals(Optional.of("walker_run"), TaskNames.nearest("walker_rum", names));
    assertEquals(Optional.of("dummy"), TaskNames.nearest("dumy", names));
    assertEquals(Optional.empty(), TaskNames.nearest("bipedal_climb", names));
  }
}
