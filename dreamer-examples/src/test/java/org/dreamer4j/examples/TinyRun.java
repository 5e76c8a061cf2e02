package org.dreamer4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.dreamer4j.cli.Main;
import org.dreamer4j.cli.run.Parameters;
import org.dreamer4j.core.config.DreamerConfig;

/** The smallest runs there are. */
final class TinyRun {
  private static final String PARAMS =
      "{defaults: [dreamer, debug], tasks: [quickstart_shuttle], conv_depth: 2,"
          + " imagination_horizon: 3}";

  private TinyRun() {}

  /** A configuration that ends after some updates. */
  static DreamerConfig config(int updates) {
    return config(updates, Map.of());
  }

  /** The same with some keys replaced. */
  static DreamerConfig config(int updates, Map<String, ?> keys) {
    DreamerConfig config = Parameters.parse(PARAMS).resolve().with(keys);
    return config.with(Map.of("max_steps", updates * config.data().batchSize()));
  }

  /** Leaves a run of one update behind. */
  static void save(Path logdir) {
    StringWriter err = new StringWriter();
    String params = PARAMS.replace("}", ", max_steps: 5}");
    int exit =
        Main.run(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err, true),
            "train",
            "--quiet",
            "--logdir",
            logdir.toString(),
            "--params",
            params);
    assertEquals(0, exit, err.toString());
  }
}
