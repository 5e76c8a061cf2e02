package org.dreamer4j.models.checkpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.EnvironmentSpec;

/**
 * What the shapes of weights tell of their agent.
 *
 * @param settings values of configuration keys, for {@link
 *     org.dreamer4j.core.config.DreamerConfig#resolve}
 * @param spec what the agent sees and does; its vectors bear the names of their heads
 * @param notes what was assumed, a line each
 */
record Inferred(Map<String, Object> settings, EnvironmentSpec spec, List<String> notes) {
  Inferred {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    notes = List.copyOf(notes);
  }
}
