package org.dreamer4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dreamer4j.core.Environment;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.Registry;
import org.junit.jupiter.api.Test;

class DimmerProviderTest {
  private static final EnvironmentOptions PLAIN = EnvironmentOptions.seeded(0);

  @Test
  void theTaskIsFoundByItsName() {
    Registry registry = Registry.load();
    assertTrue(registry.task("dimmer").isAvailable());
    try (Environment dimmer = registry.make("dimmer", PLAIN)) {
      assertEquals(Dimmer.SPEC, dimmer.spec());
      assertEquals(1, dimmer.actionRepeat());
    }
  }

  @Test
  void actionsAreRepeatedAsAsked() {
    EnvironmentOptions twice = new EnvironmentOptions(0, 2, 0, 0);
    try (Environment dimmer = Registry.load().make("dimmer", twice)) {
      assertEquals(2, dimmer.actionRepeat());
    }
  }

  @Test
  void tasksOfOthersAreRefused() {
    DimmerProvider provider = new DimmerProvider();
    assertThrows(IllegalArgumentException.class, () -> provider.make("dimer", PLAIN));
  }
}
