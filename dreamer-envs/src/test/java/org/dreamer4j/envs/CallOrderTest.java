package org.dreamer4j.envs;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CallOrderTest {
  private final CallOrder calls = new CallOrder();

  @Test
  void stepsNeedARunningEpisode() {
    assertEquals("no episode is running; call reset() first", refusal(calls::checkStep));
    calls.checkReset();
    calls.episodeRuns(true);
    assertDoesNotThrow(calls::checkStep);
    calls.episodeRuns(false);
    assertEquals("no episode is running; call reset() first", refusal(calls::checkStep));
  }

  @Test
  void failedResetLeavesNoEpisodeRunning() {
    calls.episodeRuns(true);
    calls.checkReset();
    assertEquals("no episode is running; call reset() first", refusal(calls::checkStep));
  }

  @Test
  void nothingIsInOrderOnceClosed() {
    calls.episodeRuns(true);
    assertTrue(calls.close());
    assertFalse(calls.close());
    assertEquals("the environment is closed", refusal(calls::checkStep));
    assertEquals("the environment is closed", refusal(calls::checkReset));
  }

  private static String refusal(Runnable call) {
    return String.valueOf(assertThrows(IllegalStateException.class, call::run).getMessage());
  }
}
