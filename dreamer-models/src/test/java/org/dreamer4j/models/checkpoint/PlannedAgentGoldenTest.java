package org.dreamer4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.config.DreamerConfig;
import org.junit.jupiter.api.Test;

/** What google-research/dreamer saves with its preset planet: a model without an actor. */
class PlannedAgentGoldenTest {
  @Test
  void theModelIsToldWithoutAnActor() throws IOException {
    Path folder = Fixtures.path("/golden/tf1_cem/checkpoint_before");
    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      DreamerConfig config = checkpoint.config();
      EnvironmentSpec spec = checkpoint.spec();
      assertEquals(Scheme.DREAMER, checkpoint.scheme());
      assertFalse(config.heads().actionHead());
      assertFalse(config.heads().valueHead());
      assertEquals(16, config.model().modelSize());
      assertEquals(6, config.model().stateSize());
      assertEquals(20, config.heads().numUnits());
      assertEquals(2, config.heads().numLayers());
      assertEquals(List.of("image", "reward"), config.heads().gradientHeads());
      assertEquals(2, spec.action().size());
      assertTrue(checkpoint.match(config, spec).isExact());
    }
  }
}
