package org.dreamer4j.cli.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.dreamer4j.core.config.DreamerConfig;

/** What may and what must not differ when a run goes on. */
final class Resumption {
  private static final Set<String> CHANGEABLE =
      Set.of(
          "max_steps",
          "max_env_steps",
          "checkpoint_every_seconds",
          "replay_cache_mib",
          "test_episodes");

  private Resumption() {}

  /**
   * The configuration with which a run goes on: its own, with those keys replaced that may change.
   *
   * @throws UsageException naming the first key that differs and must not
   */
  static DreamerConfig of(Path run, DreamerConfig stored, Parameters given) {
    Map<String, Object> before = stored.toMap();
    Map<String, Object> now = given.resolve().toMap();
    Map<String, Object> changed = new LinkedHashMap<>();
    for (String key : given.givenKeys()) {
      Object wanted = Objects.requireNonNull(now.get(key));
      Object held = Objects.requireNonNull(before.get(key));
      if (CHANGEABLE.contains(key)) {
        changed.put(key, wanted);
      } else if (!held.equals(wanted)) {
        throw new UsageException(difference(run, key, held, wanted));
      }
    }
    return stored.with(changed);
  }

  private static String difference(Path run, String key, Object before, Object now) {
    String held =
        key.equals("tasks")
            ? "a run of task " + ConfigFile.yaml(before) + ", not " + ConfigFile.yaml(now)
            : "a run with " + key + " " + ConfigFile.yaml(before) + ", not " + ConfigFile.yaml(now);
    return run + " holds " + held + "; use another --logdir";
  }
}
