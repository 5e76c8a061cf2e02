package org.dreamer4j.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that cannot be, each with the one line that a person sees. */
class RefusedValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          modl_size    | 3      | unknown key 'modl_size'; did you mean 'model_size'?
          defaults     | dreame | unknown preset 'dreame'; did you mean 'dreamer'?
          model_size   | big    | model_size needs a whole number, got 'big'
          model_size   | 2.5    | model_size needs a whole number, got '2.5'
          model_size   | true   | model_size needs a whole number, got 'true'
          model_size   | 0      | model_size must be at least 1, got 0
          model_lr     | fast   | model_lr needs a number, got 'fast'
          model_lr     | 0      | model_lr must be above 0.0, got 0.0
          model_lr     | 1e999  | model_lr needs a number, got '1e999'
          model_lr     | nan    | model_lr needs a number, got 'nan'
          value_head   | maybe  | value_head needs true or false, got 'maybe'
          loader       | chache | loader knows cache, recent, window, reload, dummy; got 'chache'
          loader       | False  | loader knows cache, recent, window, reload, dummy; got 'False'
          batch_shape  | [50]   | batch_shape needs [sequences >= 1, rows >= 2], got [50]
          num_chunks   | 2      | num_chunks knows 1 and none, got 2
          image_bits   | 9      | image_bits must lie in [1.0, 8.0], got 9.0
          pcont_scale  | 1.5    | pcont_scale must lie in [0.0, 1.0], got 1.5
          pcont_layers | 0      | pcont_layers must be at least 1, got 0
          pcont_layers | many   | pcont_layers needs a whole number, got 'many'
          image_loss_scale | -1 | image_loss_scale must not be negative, got -1.0
          value_target_update | 0.7 | value_target_update must be 1 (a whole copy) or lie in (0, 0.5], got 0.7
          value_model_horizon | 1   | value_model_horizon must be at least 2, got 1
          action_head_std     | wide | action_head_std needs 'learned' or a number above 0, got 'wide'
          action_head_std     | 0   | action_head_std must be above 0.0, got 0.0
          value_source        | dataset | value_source dataset does not run in the reference either: use model
          global_div_scale    | 0.5 | global_div_scale names a loss that exists nowhere: leave it at 0, got 0.5
          planner_topk        | 1001 | planner_topk must lie in [1.0, 1000.0], got 1001.0
          planner_objective   | planner_objective | planner_objective knows reward and reward_value
          tasks               | []  | tasks needs at least one task, got []
          keep_checkpoints    | 0   | keep_checkpoints must be at least 1, got 0
          gradient_heads      | []  | gradient_heads needs a head that trains the model, e.g. [image, reward]
          """)
  void valueIsRefusedByTheNameOfItsKey(String key, String value, String message) {
    assertEquals(message, refused(Map.of(key, value)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          num_stepz  | 3    | unknown key of train_collects 'num_stepz'; did you mean 'num_steps'?
          max_steps  | 3    | unknown key of train_collects 'max_steps'; did you mean 'num_steps'?
          num_steps  | few  | num_steps needs a whole number, got 'few'
          num_steps  | -1   | num_steps must not be negative, got -1.0
          steps_every | 0   | steps_every must be at least 1, got 0
          mode       | eval | unknown mode of a collection 'eval'; did you mean 'train'?
          planner    | cme  | planner knows policy_sample, policy_mode, cem, shooting; got 'cme'
          """)
  void settingOfACollectionIsRefusedByItsName(String key, String value, String message) {
    assertEquals(message, refused(Map.of("train_collects", List.of(Map.of(), Map.of(key, value)))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../other", "/etc", "a/b", "..", ".", "a\\b", "~", "C:x", ""})
  void folderOfACollectionLiesInTheRun(String folder) {
    String message = refused(Map.of("train_collects", List.of(Map.of("save_episode_dir", folder))));
    assertTrue(message.startsWith("save_episode_dir must be the name of a folder in the run"));
    assertEquals(1, message.lines().count());
  }

  @Test
  void collectionIsAMapping() {
    assertEquals(
        "test_collects needs {key: value, ...}, got 'often'",
        refused(Map.of("test_collects", List.of("often"))));
  }

  @Test
  void collectionsOfOneNameAreRefused() {
    assertEquals(
        "test_collects has two entries of the name 'main': give each its own",
        refused(Map.of("test_collects", List.of(Map.of(), Map.of("num_steps", 3)))));
    DreamerConfig config =
        DreamerConfig.resolve(
            Map.of("test_collects", List.of(Map.of(), Map.of("prefix", "second"))));
    assertEquals(2, config.schedule().testCollects().size());
  }

  @Test
  void overridesAreCheckedLikeParameters() {
    DreamerConfig config = DreamerConfig.defaults();
    assertEquals(
        "unknown key 'seeds'; did you mean 'seed'?",
        assertThrows(IllegalArgumentException.class, () -> config.with(Map.of("seeds", 1)))
            .getMessage());
  }

  private static String refused(Map<String, ?> values) {
    return assertThrows(IllegalArgumentException.class, () -> DreamerConfig.resolve(values))
        .getMessage();
  }
}
