package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dreamer4j.cli.CrashRound.Phase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real trainings and exports, killed at random moments. What chance chooses is settled by a seed,
 * which is printed; where exactly a kill strikes is up to the machine.
 */
@Timeout(7200)
class CrashIT {
  private static final int ROUNDS = 6;

  @TempDir private Path folder;

  private final Map<Phase, Integer> kills = new EnumMap<>(Phase.class);
  private int within;

  @Test
  void whatIsCompleteSurvivesAKillInEachPhase() throws Exception {
    round(0, List.of(Phase.values()));
  }

  /** Long: {@code mvn verify -Psoak} runs it. */
  @Test
  @Tag("soak")
  void whatIsCompleteSurvivesSixtyKills() throws Exception {
    for (int round = 1; round <= ROUNDS; round++) {
      List<Phase> phases = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        phases.addAll(
            List.of(Phase.STARTING, Phase.EPISODE, Phase.TRAINING, Phase.CHECKPOINT, Phase.EXPORT));
      }
      Collections.shuffle(phases, new Random(round));
      phases.add(0, Phase.SEEDING);
      // There is nothing to export before the first checkpoint.
      Collections.swap(phases, 1, phases.indexOf(Phase.CHECKPOINT));
      round(round, phases);
    }
    int all = kills.values().stream().mapToInt(count -> count).sum();
    System.out.printf("%d kills: %s; %d of them amid the write of a file%n", all, kills, within);
    assertTrue(all >= 60, "only " + all + " kills");
    assertTrue(within >= all / 6, "only " + within + " kills struck while a file was written");
  }

  private void round(int seed, List<Phase> phases) throws Exception {
    CrashRound round = new CrashRound(folder.resolve("round" + seed), seed);
    for (Phase phase : phases) {
      within += round.kill(phase) ? 1 : 0;
      kills.merge(phase, 1, Integer::sum);
    }
    round.finish();
  }
}
