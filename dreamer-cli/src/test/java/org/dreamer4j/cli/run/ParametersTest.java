package org.dreamer4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.dreamer4j.core.config.DreamerConfig;
import org.junit.jupiter.api.Test;

class ParametersTest {
  @Test
  void hashesStandForCommasAndBackslashesAreDropped() {
    Parameters read = Parameters.parse("{defaults: [dreamer# debug]# tasks: [\\dummy]}");
    assertEquals(
        Map.of("defaults", List.of("dreamer", "debug"), "tasks", List.of("dummy")), read.values());
  }

  @Test
  void numbersAndWordsReachTheConfiguration() {
    DreamerConfig config =
        Parameters.parse("{tasks: [dummy], max_steps: 5e6, model_lr: 6e-5, value_loss_pcont: True}")
            .resolve();
    assertEquals(5_000_000, config.schedule().maxSteps());
    assertEquals(6e-5, config.optimizer().modelLr());
    assertTrue(config.behavior().valueLossPcont());
  }

  @Test
  void nothingIsAnEmptyMapping() {
    assertEquals(Map.of(), Parameters.parse("").values());
    assertEquals(Map.of(), Parameters.parse("{}").values());
  }

  @Test
  void collectionsKeepTheirSettings() {
    DreamerConfig config =
        Parameters.parse("{train_collects: [{}, {name: far, horizon: 3, give_rewards: False}]}")
            .resolve();
    assertEquals("far", config.schedule().trainCollects().get(1).name());
    assertEquals(3, config.schedule().trainCollects().get(1).horizon().orElseThrow());
    assertFalse(config.schedule().trainCollects().get(1).giveRewards());
  }

  @Test
  void nullAndNoneStandForNoValue() {
    for (String none : List.of("null", "~", "None", "none")) {
      DreamerConfig config =
          Parameters.parse("{imagination_skip_last: " + none + ", clip_rewards: False}").resolve();
      assertEquals(DreamerConfig.defaults(), config, none);
    }
  }

  @Test
  void keysWithoutEffectAreNamed() {
    assertEquals(
        List.of("gpu_prefetch"),
        Parameters.parse("{defaults: [dreamer], gpu_prefetch: True}").withoutEffect());
  }

  @Test
  void malformedYamlIsNamedWithLineAndColumn() {
    String message = refused("{tasks: [dummy]\nmax_steps: 3}");
    assertTrue(message.startsWith("--params line 2, column 1: "), message);
    assertTrue(message.contains("expected ',' or '}'"), message);
    assertOneLine(message);
  }

  @Test
  void listIsNoMapping() {
    assertOneLine(refused("[dummy]"));
    assertTrue(refused("[dummy]").contains("expected keys with values"));
  }

  @Test
  void keyGivenTwiceIsRefused() {
    assertTrue(refused("{max_steps: 1, max_steps: 2}").contains("max_steps"));
  }

  @Test
  void textThatExpandsWithoutEndIsRefused() {
    assertOneLine(refused("[".repeat(10_000)));
    assertOneLine(refused("{a: " + "b".repeat(2 << 20) + "}"));
  }

  @Test
  void unknownKeyIsNamedWithTheNearestKnownOne() {
    UsageException error =
        assertThrows(UsageException.class, () -> Parameters.parse("{max_step: 3}").resolve());
    assertEquals("unknown key 'max_step'; did you mean 'max_steps'?", error.getMessage());
  }

  @Test
  void keysOfNamedPresetsCountAsGiven() {
    assertEquals(
        List.of(
            "value_head",
            "action_head",
            "max_steps",
            "train_planner",
            "test_planner",
            "train_action_noise",
            "planner_objective"),
        Parameters.parse("{defaults: [dreamer], max_steps: 3}").givenKeys());
    assertEquals(List.of("max_steps"), Parameters.parse("{max_steps: 3}").givenKeys());
  }

  private static String refused(String text) {
    return assertThrows(UsageException.class, () -> Parameters.parse(text)).getMessage();
  }

  private static void assertOneLine(String message) {
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.length() < 200, message);
  }
}
