package org.dreamer4j.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Tiny;
import org.dreamer4j.models.TrainingState;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BestAgentTest {
  @TempDir private Path folder;

  private final DreamerAgent agent = Tiny.agent(Map.of());
  private BestAgent best;

  @AfterEach
  void close() {
    agent.close();
  }

  /** Offers the agent after one more update, and gives what is kept after that. */
  private String offered(Double... returns) throws IOException {
    agent.train(Tiny.batch(agent.config(), 1));
    best.offer(agent, new TrainingState(1, 2), List.of(returns));
    return kept();
  }

  private String kept() throws IOException {
    CheckpointDirectory kept = new CheckpointDirectory(folder).best();
    assertEquals(kept.latest().stream().toList(), kept.newestFirst(), "one at most");
    return kept.latest().map(path -> path.getFileName().toString()).orElse("none");
  }

  private void open() {
    best = new BestAgent(new CheckpointDirectory(folder));
  }

  @Test
  void theHighestMeanReturnStaysWhateverFollows() throws IOException {
    open();
    assertEquals("none", offered());
    assertEquals("model.ckpt-4", offered(-5.0));
    assertEquals("model.ckpt-4", offered(-4.0, -7.0));
    assertEquals("model.ckpt-8", offered(3.0, 5.0));
    assertEquals("model.ckpt-8", offered(4.0), "as good is not better");
    assertEquals("4.0", Files.readString(folder.resolve("best/model.ckpt-8.test_return")).strip());
    open();
    assertEquals("model.ckpt-8", offered(3.9), "also when a run goes on");
    assertEquals("model.ckpt-14", offered(4.1));
    assertEquals(
        Optional.of(new TrainingState(1, 2)),
        new CheckpointDirectory(folder).best().restore(agent));
  }

  @Test
  void aKillBetweenReturnAndCheckpointLeavesTheBestWithItsReturn() throws IOException {
    open();
    offered(5.0);
    Files.writeString(folder.resolve("best/model.ckpt-4.test_return"), "9.0"); // and no more
    open();
    assertEquals("model.ckpt-2", offered(4.0));
    assertEquals("model.ckpt-6", offered(6.0));
    assertFalse(Files.exists(folder.resolve("best/model.ckpt-2.test_return")));
    assertFalse(Files.exists(folder.resolve("best/model.ckpt-4.test_return")));
    assertEquals("6.0", Files.readString(folder.resolve("best/model.ckpt-6.test_return")).strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "NaN", "Infinity"})
  void aReturnThatCannotBeReadGivesWayToTheNext(String text) throws IOException {
    open();
    offered(100.0);
    Files.writeString(folder.resolve("best/model.ckpt-2.test_return"), text);
    open();
    assertEquals("model.ckpt-4", offered(1.0));
  }
}
