package org.dreamer4j.envs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.envs.wrap.PadActions;
import org.dreamer4j.envs.wrap.SelectObservations;

/**
 * The tasks that one agent learns. A single task is as the {@link Registry} makes it; each of
 * several shows its image only and takes actions as long as the longest of them, so that all have
 * one spec. Source: google-research/dreamer, where the same is done to {@code tasks} of more than
 * one name.
 */
public final class TaskGroup {
  private final Registry registry;
  private final Map<String, EnvironmentSpec> own;
  private final EnvironmentSpec spec;

  private TaskGroup(Registry registry, Map<String, EnvironmentSpec> own) {
    this.registry = registry;
    this.own = own;
    this.spec =
        own.size() == 1
            ? own.values().iterator().next()
            : new EnvironmentSpec(Map.of(Observation.IMAGE, image()), PadActions.pad(actions()));
  }

  /**
   * A group of tasks. Makes an environment of each once, to see its spec, and closes it.
   *
   * @param tasks their names in any of the accepted forms
   * @param options of the environments that are looked at
   * @throws IllegalArgumentException if there is no task, one is unknown, cannot run here or is
   *     named twice, or several do not fit together: one shows no image or one of another size, or
   *     some have discrete and some continuous actions
   */
  public static TaskGroup of(Registry registry, List<String> tasks, EnvironmentOptions options) {
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("at least one task is needed");
    }
    Map<String, EnvironmentSpec> own = new LinkedHashMap<>();
    for (String task : tasks) {
      try (Environment environment = registry.make(task, options)) {
        if (own.put(registry.task(task).name(), environment.spec()) != null) {
          throw new IllegalArgumentException("task '" + task + "' is named twice in " + tasks);
        }
      }
    }
    return new TaskGroup(registry, own);
  }

  /** Their names, as the registry lists them. */
  public List<String> tasks() {
    return List.copyOf(own.keySet());
  }

  /** What every environment of the group shows and takes. */
  public EnvironmentSpec spec() {
    return spec;
  }

  /**
   * Makes an environment of one of the tasks. To be called on the thread that will own it.
   *
   * @param task its name in any of the accepted forms
   * @throws IllegalArgumentException if the task is not one of the group or an option does not fit
   */
  public Environment make(String task, EnvironmentOptions options) {
    if (!own.containsKey(registry.task(task).name())) {
      throw new IllegalArgumentException("task '" + task + "' is none of " + tasks());
    }
    Environment environment = registry.make(task, options);
    return own.size() == 1
        ? environment
        : new PadActions(new SelectObservations(environment, Observation.IMAGE), actions());
  }

  private Spec image() {
    Map<Spec, String> images = new LinkedHashMap<>();
    own.forEach(
        (task, shown) -> {
          if (!(shown.observation().get(Observation.IMAGE) instanceof Spec.Image image)) {
            throw new IllegalArgumentException(
                "task '" + task + "' shows no image: it can only be learned alone");
          }
          images.putIfAbsent(image, task);
        });
    if (images.size() > 1) {
      throw new IllegalArgumentException(
          "tasks that are learned together need images of one size, got " + images);
    }
    return images.keySet().iterator().next();
  }

  private List<Spec> actions() {
    List<Spec> actions = own.values().stream().map(EnvironmentSpec::action).toList();
    if (actions.stream().map(Spec::getClass).distinct().count() > 1) {
      Map<String, String> kinds = new LinkedHashMap<>();
      own.forEach(
          (task, shown) ->
              kinds.put(task, shown.action() instanceof Spec.Box ? "continuous" : "discrete"));
      throw new IllegalArgumentException(
          "tasks with discrete and with continuous actions cannot be learned together: " + kinds);
    }
    return actions;
  }
}
