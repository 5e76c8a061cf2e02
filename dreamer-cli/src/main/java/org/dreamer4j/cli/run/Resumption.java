package org.dreamer4j.cli.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.dreamer4j.core.config.ConfigFile;
import org.dreamer4j.core.config.DreamerConfig;
import org.jspecify.annotations.Nullable;

/** What may and what must not differ when a run goes on. */
final class Resumption {
  private static final Set<String> CHANGEABLE =
      Set.of(
          "max_steps",
          "max_env_steps",
          "check_numerics",
          "checkpoint_every_seconds",
          "keep_checkpoints",
          "replay_cache_mib",
          "test_episodes");

  private Resumption() {}

  /**
   * The configuration with which a run goes on: its own, with those keys replaced that may change.
   *
   * @throws UsageException naming the first key that differs and must not
   */
  static DreamerConfig of(RunDirectory run, DreamerConfig stored, Parameters given) {
    Map<String, Object> before = stored.toMap();
    Map<String, Object> now = given.resolve(run.number()).toMap();
    Map<String, Object> changed = new LinkedHashMap<>();
    for (String key : given.givenKeys()) {
      Object wanted = Objects.requireNonNull(now.get(key));
      if (CHANGEABLE.contains(key)) {
        changed.put(key, wanted);
      } else if (!wanted.equals(before.get(key))) {
        throw new UsageException(difference(run.path(), key, before.get(key), wanted));
      }
    }
    return stored.with(changed);
  }

  /**
   * Whether a run is to go on beyond the end it was made for: {@code max_steps} or {@code
   * max_env_steps} has risen.
   */
  static boolean isLonger(DreamerConfig before, DreamerConfig now) {
    return now.schedule().maxSteps() > before.schedule().maxSteps()
        || mostEnvSteps(now) > mostEnvSteps(before);
  }

  private static long mostEnvSteps(DreamerConfig config) {
    long most = config.schedule().maxEnvSteps();
    return most == 0 ? Long.MAX_VALUE : most;
  }

  private static String difference(Path run, String key, @Nullable Object before, Object now) {
    String held = before == null ? "at its default" : ConfigFile.yaml(before);
    String what =
        key.equals("tasks")
            ? "a run of task " + held + ", not " + ConfigFile.yaml(now)
            : "a run with " + key + " " + held + ", not " + ConfigFile.yaml(now);
    return run + " holds " + what + "; use another --logdir";
  }
}
