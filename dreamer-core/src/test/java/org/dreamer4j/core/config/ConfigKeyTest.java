package org.dreamer4j.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigKeyTest {
  @Test
  void keysComeInTheOrderOfTheValues() {
    assertEquals(
        List.copyOf(DreamerConfig.defaults().toMap().keySet()),
        ConfigKey.all().stream().map(ConfigKey::name).filter(k -> !k.startsWith("*")).toList());
  }

  @Test
  void keySaysUnitMeaningAndWhetherItHasAnyEffect() {
    ConfigKey size = found("model_size");
    assertEquals("model", size.group());
    assertEquals("units", size.unit());
    assertEquals("200", size.defaultValue());
    assertTrue(size.about().startsWith("Width of the belief"));
    assertTrue(size.used());
    assertEquals(List.of(), size.choices());
    assertFalse(found("gpu_prefetch").used());
  }

  @Test
  void wordsThatAKeyTakesAreListed() {
    assertEquals(List.of("none", "sign", "tanh"), found("clip_rewards").choices());
    assertEquals(List.of("reward", "reward_value"), found("planner_objective").choices());
    assertEquals(
        List.of("planner_objective", "reward", "reward_value"),
        found("test_planner_objective").choices());
    ConfigKey planner =
        ConfigKey.ofCollects().stream().filter(k -> k.name().equals("planner")).findFirst().get();
    assertEquals(List.of("policy_sample", "policy_mode", "cem", "shooting"), planner.choices());
  }

  @Test
  void headsKeyIsFoundByItsFamily() {
    assertEquals("*_layers", found("position_layers").name());
    assertEquals("value_layers", found("value_layers").name());
    assertEquals("*_loss_scale", found("image_loss_scale").name());
    assertEquals(Optional.empty(), ConfigKey.find("modl_size"));
  }

  private static ConfigKey found(String key) {
    return ConfigKey.find(key).orElseThrow();
  }
}
