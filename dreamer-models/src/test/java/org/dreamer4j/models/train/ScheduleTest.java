package org.dreamer4j.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.dreamer4j.core.config.CollectPlan;
import org.dreamer4j.core.config.DreamerConfig;
import org.junit.jupiter.api.Test;

/** The reference's numbers: 50 sequences an update, phases of 50,000, collections every 5,000. */
class ScheduleTest {
  private final Schedule reference = new Schedule(DreamerConfig.defaults());

  @Test
  void anEpisodeIsCollectedAfterEveryHundredUpdates() {
    assertEvery(100, updates -> collections(DreamerConfig.defaults(), updates));
  }

  @Test
  void aTestFollowsEveryThousandUpdates() {
    assertEvery(1000, reference::tests);
  }

  @Test
  void aCheckpointFollowsEveryTenTests() {
    assertEvery(10_000, reference::checkpoints);
  }

  @Test
  void figuresAreLoggedTenTimesAPhase() {
    assertEvery(100, reference::logs);
  }

  @Test
  void aPhaseHasTenCollectionsAndTenLogs() {
    assertEquals(10, collections(DreamerConfig.defaults(), 1000));
    assertEquals(10, reference.logs(1000));
    assertEquals(100, collections(DreamerConfig.defaults(), 10_000));
  }

  @Test
  void trainingEndsAtMaxSteps() {
    assertFalse(reference.isDone(999_999, Long.MAX_VALUE));
    assertTrue(reference.isDone(1_000_000, 0));
    assertEquals(0.5, reference.fraction(500_000, Long.MAX_VALUE));
    assertEquals(1, reference.fraction(1_000_001, 0));
  }

  @Test
  void trainingEndsAtMaxEnvStepsIfThatComesFirst() {
    Schedule schedule = schedule(Map.of("max_env_steps", 1000));
    assertFalse(schedule.isDone(0, 999));
    assertTrue(schedule.isDone(0, 1000));
    assertTrue(schedule.isDone(1_000_000, 0));
    assertEquals(0.25, schedule.fraction(1, 250));
    assertEquals(0.5, schedule.fraction(500_000, 250));
    assertEquals(1, schedule.fraction(0, 2000));
  }

  @Test
  void intervalsThatAreNoMultipleOfTheBatchAreMetByTheUpdateThatPassesThem() {
    DreamerConfig config = DreamerConfig.resolve(Map.of("batch_shape", List.of(16, 16)));
    assertEquals(0, collections(config, 312));
    assertEquals(1, collections(config, 313));
    assertEquals(1, collections(config, 624));
    assertEquals(2, collections(config, 625));
  }

  @Test
  void collectionsBeginAndEndWhereTheirEntrySays() {
    Map<String, ?> entry = Map.of("steps_after", 200, "steps_every", 100, "steps_until", 500);
    DreamerConfig config = DreamerConfig.resolve(Map.of("train_collects", List.of(entry)));
    assertEquals(0, collections(config, 3));
    assertEquals(1, collections(config, 4));
    assertEquals(1, collections(config, 5));
    assertEquals(2, collections(config, 6));
    assertEquals(3, collections(config, 8));
    assertEquals(3, collections(config, 1000));
  }

  private static long collections(DreamerConfig config, long updates) {
    int batchSize = config.data().batchSize();
    return CollectPlan.train(config).get(0).collections(updates * batchSize, batchSize);
  }

  @Test
  void aCheckpointIntervalCountsTestSteps() {
    Schedule schedule = schedule(Map.of("test_steps", 100, "checkpoint_every", 300));
    assertEquals(0, schedule.checkpoints(2999));
    assertEquals(1, schedule.checkpoints(3000));
    assertEquals(2, schedule.checkpoints(6000));
    assertEquals(1, schedule(Map.of("test_steps", 100)).checkpoints(10_000));
    assertEquals(0, schedule(Map.of("test_steps", 100)).checkpoints(9_999));
  }

  @Test
  void shortPhasesAreLoggedAfterEveryUpdate() {
    Schedule schedule = schedule(Map.of("train_steps", 5));
    assertTrue(schedule.logs(1) > schedule.logs(0));
    assertTrue(schedule.logs(2) > schedule.logs(1));
  }

  private static void assertEvery(long updates, LongUnaryOperator due) {
    for (long k : new long[] {1, 2, 3, 77}) {
      assertEquals(k - 1, due.applyAsLong(k * updates - 1));
      assertEquals(k, due.applyAsLong(k * updates));
    }
    assertEquals(0, due.applyAsLong(0));
  }

  private static Schedule schedule(Map<String, ?> overrides) {
    return new Schedule(DreamerConfig.defaults().with(new HashMap<>(overrides)));
  }
}
