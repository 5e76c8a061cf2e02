package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whether memory outside the heap stays the same: TensorFlow's is not the collector's to free.
 * Long: {@code mvn verify -Psoak} runs it.
 */
@Tag("soak")
class MemorySoakTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";
  private static final int UPDATES = 2_000;
  private static final int POLICY_STEPS = 50_000;

  /** Growth that the C library's arenas and the JIT compiler account for, MiB. */
  private static final double MOST_GROWTH = 48;

  private final DreamerAgent agent = Tiny.agent(Map.of());

  @AfterEach
  void close() {
    agent.close();
  }

  @Test
  void updatesHoldNoMemory() throws IOException {
    Batch batch = Tiny.batch(agent.config(), 0);
    assertFlat(UPDATES, () -> agent.train(batch));
  }

  @Test
  void policyStepsHoldNoMemory() throws IOException {
    Policy<AgentState> policy = agent.policy(Planner.POLICY_SAMPLE, () -> 0.3);
    Observation observation = Tiny.observation(agent.spec(), 0);
    AgentState[] state = {policy.initialState()};
    assertFlat(POLICY_STEPS, () -> state[0] = policy.act(state[0], observation).state());
  }

  private static void assertFlat(int runs, Runnable run) throws IOException {
    assumeTrue(Files.isReadable(STATUS), "resident memory is told by Linux only");
    repeat(runs / 4, run);
    double before = residentMebibytes();
    repeat(runs, run);
    double grown = residentMebibytes() - before;
    System.out.printf("%d runs: %.0f MiB resident, %+.1f MiB%n", runs, before + grown, grown);
    assertTrue(grown < MOST_GROWTH, runs + " runs took " + grown + " MiB");
  }

  private static void repeat(int runs, Runnable run) {
    for (int i = 0; i < runs; i++) {
      run.run();
    }
    System.gc();
  }

  private static double residentMebibytes() throws IOException {
    String line =
        Files.readAllLines(STATUS).stream()
            .filter(text -> text.startsWith(RESIDENT))
            .findFirst()
            .orElseThrow();
    return Double.parseDouble(line.substring(RESIDENT.length()).replace("kB", "").strip()) / 1024;
  }
}
