package org.dreamer4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.SimulatorConfig;
import org.junit.jupiter.api.Test;

class SimulatorsTest {
  @Test
  void everyKeyOfSimulatorsCanBeGivenAndNoneThatIsNot() {
    assertTrue(
        DreamerConfig.resolve(Map.of()).toMap().keySet().containsAll(Simulators.KEYS),
        Simulators.KEYS::toString);

    List<String> own =
        Arrays.stream(SimulatorConfig.class.getRecordComponents())
            .map(part -> part.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
            .toList();
    assertTrue(own.containsAll(Simulators.PLACES), Simulators.PLACES::toString);
    assertEquals(own, Simulators.KEYS.stream().filter(own::contains).toList());
  }
}
