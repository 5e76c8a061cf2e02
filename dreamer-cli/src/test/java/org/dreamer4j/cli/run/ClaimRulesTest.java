package org.dreamer4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dreamer4j.cli.run.Decision.Reason;
import org.dreamer4j.cli.run.Decision.Skip;
import org.dreamer4j.cli.run.Decision.Take;
import org.junit.jupiter.api.Test;

class ClaimRulesTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final ClaimRules PINGING = new ClaimRules("me", true, Duration.ofSeconds(10));
  private static final ClaimRules SILENT = new ClaimRules("me", true, Duration.ZERO);
  private static final ClaimRules FRESH_ONLY = new ClaimRules("me", false, Duration.ofSeconds(10));

  @Test
  void runThatNobodyTouchedIsStarted() {
    assertEquals(Take.START, PINGING.decide(state(""), NOW));
    assertEquals(Take.START, SILENT.decide(state(""), NOW));
    assertEquals(Take.START, FRESH_ONLY.decide(state(""), NOW));
  }

  @Test
  void runWithAFreshPingOfAnotherWorkerIsLeft() {
    assertSkipped(
        Reason.TAKEN,
        "worker other has it, which gave a sign of life 19 s ago",
        PINGING.decide(state("ping 19"), NOW));
  }

  @Test
  void pingIsStaleAfterTwoIntervals() {
    assertEquals(Take.RESUME, PINGING.decide(state("ping 20"), NOW));
    assertEquals(Take.RESUME, PINGING.decide(state("begun ping 20"), NOW));
  }

  @Test
  void pingOfAClockThatIsAheadIsFresh() {
    assertSkipped(
        Reason.TAKEN,
        "worker other has it, which gave a sign of life 0 s ago",
        PINGING.decide(state("ping -100"), NOW));
  }

  @Test
  void workersThatDoNotPingTakeWhatWasStarted() {
    assertEquals(Take.RESUME, SILENT.decide(state("ping 0"), NOW));
  }

  @Test
  void ownRunIsResumedHoweverFreshItsPing() {
    Optional<Ping> own = Optional.of(new Ping("me", NOW));
    assertEquals(
        Take.RESUME, PINGING.decide(new ClaimRules.State(true, false, false, false, own), NOW));
  }

  @Test
  void runWithAConfigurationAndNoPingIsResumed() {
    assertEquals(Take.RESUME, PINGING.decide(state("begun"), NOW));
  }

  @Test
  void startedRunsAreLeftIfTheyAreNotWanted() {
    String why = "it was started before and --resume_runs is False";
    assertSkipped(Reason.STARTED, why, FRESH_ONLY.decide(state("ping 100"), NOW));
    assertSkipped(Reason.STARTED, why, FRESH_ONLY.decide(state("begun"), NOW));
    ClaimRules silent = new ClaimRules("me", false, Duration.ZERO);
    assertSkipped(Reason.STARTED, why, silent.decide(state("ping 100"), NOW));
  }

  @Test
  void finishedRunIsLeft() {
    assertSkipped(Reason.FINISHED, "it is finished", PINGING.decide(state("done"), NOW));
    assertSkipped(
        Reason.FINISHED, "it is finished", PINGING.decide(state("begun done ping 100"), NOW));
  }

  @Test
  void failedRunIsNeverResumed() {
    String why = "it failed before, see its file FAIL";
    assertSkipped(Reason.FAILED, why, PINGING.decide(state("begun done failed ping 100"), NOW));
    assertSkipped(Reason.FAILED, why, SILENT.decide(state("begun failed"), NOW));
    assertSkipped(Reason.FAILED, why, SILENT.decide(state("done failed lengthened"), NOW));
  }

  @Test
  void finishedRunGoesOnIfItIsLengthened() {
    assertEquals(Take.LENGTHEN, SILENT.decide(state("begun done lengthened ping 0"), NOW));
    assertEquals(Take.LENGTHEN, PINGING.decide(state("begun done lengthened ping 20"), NOW));
  }

  @Test
  void lengthenedRunHasOneWorkerToo() {
    assertSkipped(
        Reason.TAKEN,
        "worker other has it, which gave a sign of life 3 s ago",
        PINGING.decide(state("begun done lengthened ping 3"), NOW));
    assertSkipped(
        Reason.FINISHED, "it is finished", FRESH_ONLY.decide(state("begun done lengthened"), NOW));
  }

  private static void assertSkipped(Reason reason, String why, Decision decision) {
    Skip skip = assertInstanceOf(Skip.class, decision);
    assertEquals(reason, skip.reason());
    assertEquals(why, skip.why());
  }

  /** "begun done failed lengthened ping seconds-ago", each word optional. */
  private static ClaimRules.State state(String text) {
    String[] parts = text.split("ping ");
    Optional<Ping> ping =
        parts.length < 2
            ? Optional.empty()
            : Optional.of(new Ping("other", NOW.minusSeconds(Long.parseLong(parts[1]))));
    return new ClaimRules.State(
        text.contains("begun"),
        text.contains("done"),
        text.contains("failed"),
        text.contains("lengthened"),
        ping);
  }
}
