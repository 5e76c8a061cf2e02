package org.dreamer4j.envs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.dreamer4j.core.Environment;
import org.dreamer4j.envs.wrap.FiniteCheck;
import org.dreamer4j.envs.wrap.MaximumDuration;
import org.dreamer4j.envs.wrap.MinimumDuration;
import org.jspecify.annotations.Nullable;

/**
 * Finds tasks by name among all providers. When two of them offer the same name, one that can run
 * goes before one that cannot, then the provider that was given first.
 *
 * <p>Names are those of google-research/dreamer ({@code pendulum_swingup}, {@code cup_catch});
 * danijar/dreamer's ({@code dmc_pendulum_swingup}, {@code atari_ms_pacman}) are understood too.
 */
public final class Registry {
  private record Entry(TaskInfo info, EnvironmentProvider provider) {}

  /** Makes environments of tasks that are available. */
  @FunctionalInterface
  public interface Maker {
    /**
     * Makes an environment, complete.
     *
     * @param task its name as it is listed
     */
    Environment make(String task, EnvironmentOptions options);
  }

  private final Map<String, Entry> entries;
  private final List<EnvironmentProvider> providers;
  private final SimulatorOptions simulators;
  private final @Nullable Maker elsewhere;

  /**
   * A registry of these providers only.
   *
   * @param simulators where providers look for what their tasks need
   */
  public Registry(
      Collection<? extends EnvironmentProvider> providers, SimulatorOptions simulators) {
    this.providers = List.copyOf(providers);
    this.simulators = simulators;
    this.elsewhere = null;
    this.entries = new LinkedHashMap<>();
    for (EnvironmentProvider provider : providers) {
      for (TaskInfo info : provider.tasks(simulators)) {
        Entry known = entries.get(info.name());
        if (known == null || (!known.info.isAvailable() && info.isAvailable())) {
          entries.put(info.name(), new Entry(info, provider));
        }
      }
    }
  }

  private Registry(Registry known, Maker elsewhere) {
    this.entries = known.entries;
    this.providers = known.providers;
    this.simulators = known.simulators;
    this.elsewhere = elsewhere;
  }

  /**
   * A registry of the given providers and those that {@link ServiceLoader} finds, in this order,
   * with {@link SimulatorOptions#DEFAULT}.
   *
   * @throws java.util.ServiceConfigurationError if a provider on the class path cannot be loaded
   */
  public static Registry load(EnvironmentProvider... first) {
    return load(SimulatorOptions.DEFAULT, first);
  }

  /**
   * As above, with the providers looking where the options say.
   *
   * @throws java.util.ServiceConfigurationError if a provider on the class path cannot be loaded
   */
  public static Registry load(SimulatorOptions simulators, EnvironmentProvider... first) {
    List<EnvironmentProvider> providers = new ArrayList<>(List.of(first));
    ServiceLoader.load(EnvironmentProvider.class).forEach(providers::add);
    return new Registry(providers, simulators);
  }

  /** A registry of the same tasks whose environments are made elsewhere, e.g. in processes. */
  public Registry madeBy(Maker maker) {
    return new Registry(this, maker);
  }

  /** All listed tasks by name, those that cannot run here included. */
  public List<TaskInfo> tasks() {
    return entries.values().stream()
        .map(Entry::info)
        .sorted(Comparator.comparing(TaskInfo::name))
        .toList();
  }

  /**
   * What is known about a task.
   *
   * @param task its name in any of the accepted forms
   * @throws IllegalArgumentException if there is no such task; the message names the closest one
   */
  public TaskInfo task(String task) {
    return entry(task).info;
  }

  /**
   * Makes an environment, in this order: what the provider makes (action repeat included), {@link
   * MinimumDuration}, {@link MaximumDuration}, {@link FiniteCheck}. To be called on the thread that
   * will own the environment.
   *
   * @param task its name in any of the accepted forms
   * @throws IllegalArgumentException if there is no such task, it cannot run here or an option does
   *     not fit
   */
  public Environment make(String task, EnvironmentOptions options) {
    Entry entry = entry(task);
    if (!entry.info.isAvailable()) {
      throw new IllegalArgumentException(
          "task '" + task + "' cannot run here: " + entry.info.unavailable());
    }
    if (elsewhere != null) {
      return elsewhere.make(entry.info.name(), options);
    }
    return complete(
        entry.provider.make(entry.info.name(), options), options.minLength(), options.maxLength());
  }

  /** With the lengths of its episodes bounded, where a bound is not 0, and checked. */
  static Environment complete(Environment made, int minLength, int maxLength) {
    Environment environment = made;
    if (minLength > 0) {
      environment = new MinimumDuration(environment, minLength);
    }
    if (maxLength > 0) {
      environment = new MaximumDuration(environment, maxLength);
    }
    return new FiniteCheck(environment);
  }

  private Entry entry(String task) {
    @Nullable Entry entry = entries.get(task);
    if (entry == null) {
      entry = entries.get(TaskNames.canonical(task));
    }
    if (entry == null) {
      entry = openEnded(task);
    }
    if (entry == null) {
      String hint =
          TaskNames.nearest(TaskNames.canonical(task), entries.keySet())
              .map(name -> "; did you mean '" + name + "'?")
              .orElse("");
      throw new IllegalArgumentException("unknown task '" + task + "'" + hint);
    }
    return entry;
  }

  private @Nullable Entry openEnded(String task) {
    for (EnvironmentProvider provider : providers) {
      Optional<TaskInfo> info = provider.task(task, simulators);
      if (info.isPresent()) {
        return new Entry(info.get(), provider);
      }
    }
    return null;
  }
}
