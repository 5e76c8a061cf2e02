package org.dreamer4j.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AveragesTest {
  @Test
  void meansAreTakenOnceAndStartAnew() {
    Averages averages = new Averages();
    assertTrue(averages.isEmpty());
    averages.add(Map.of("a", 1.0, "b", 10.0));
    averages.add(Map.of("a", 2.0, "b", 30.0));
    assertFalse(averages.isEmpty());

    assertEquals(Map.of("a", 1.5, "b", 20.0), averages.take());

    assertTrue(averages.isEmpty());
    averages.add(Map.of("a", 7.0));
    assertEquals(Map.of("a", 7.0), averages.take());
  }
}
