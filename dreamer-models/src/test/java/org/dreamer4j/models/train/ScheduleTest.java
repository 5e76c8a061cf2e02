package org.dreamer4j.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.dreamer4j.core.config.DreamerConfig;
import org.junit.jupiter.api.Test;

/** The reference's numbers: 50 sequences an update, phases of 50,000, collections every 5,000. */
class ScheduleTest {
  private final Schedule reference = new Schedule(DreamerConfig.defaults());

  @Test
  void anEpisodeIsCollectedAfterEveryHundredUpdates() {
    assertEvery(100, reference::collections);
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
    assertEquals(10, reference.collections(1000));
    assertEquals(10, reference.logs(1000));
    assertEquals(100, reference.collections(10_000));
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
    Schedule schedule = schedule(Map.of("batch_shape", java.util.List.of(16, 16)));
    assertEquals(0, schedule.collections(312));
    assertEquals(1, schedule.collections(313));
    assertEquals(1, schedule.collections(624));
    assertEquals(2, schedule.collections(625));
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
