package org.dreamer4j.cli.tensorboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TagsTest {
  private static final List<String> ONE = List.of("walker_run");
  private static final List<String> TWO = List.of("walker_run", "cup_catch");

  @Test
  void figuresHaveTheReferencesTags() {
    assertTag("graph/summaries/general/objectives/action", "actor_loss");
    assertTag("graph/summaries/general/objectives/model", "model_loss");
    assertTag("graph/summaries/closedloop/state/prior_std", "prior_std");
    assertTag("graph/summaries/closedloop/state/posterior_entropy", "post_ent");
    assertTag("graph/summaries/general/train_dataset/episodes", "train/episodes");
    assertTag("dreamer/action_std", "action_std");
  }

  @Test
  void simulationsAreNamedAfterPhaseAndTask() {
    String walker = "graph/collection/should_collect_train_main_walker_run/";
    assertTag(walker + "train_main_walker_run/return", "train/return");
    assertTag("simulation/should_simulate_walker_run/test_main_walker_run/length", "test/length");
    String cup = "simulation/should_simulate_cup_catch/test_main_cup_catch/";
    assertEquals(cup + "return", Tags.of("test_main_cup_catch/return", TWO));
    assertEquals(cup + "gif", Tags.animation("test_main_cup_catch/return", TWO));
  }

  private static void assertTag(String tag, String figure) {
    assertEquals(tag, Tags.of(figure, ONE));
  }
}
