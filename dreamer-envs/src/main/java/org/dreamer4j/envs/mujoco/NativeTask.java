package org.dreamer4j.envs.mujoco;

import java.util.Map;
import org.dreamer4j.envs.control.ControlTasks;
import org.dreamer4j.envs.control.EmbeddedTask;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * A task of the embedded engine on libmujoco.
 *
 * @param name of the task
 * @param domain name of the model's file without {@code .xml}
 */
record NativeTask(String name, String domain) implements SuiteModel {
  /** dm_control's names where they differ from ours. */
  private static final Map<String, Map<String, String>> ALIASES =
      Map.of("cartpole", Map.of("pole", "pole_1", "hinge", "hinge_1"));

  private static final Map<String, String> TARGET_RADII =
      Map.of("reacher_easy", ".05", "reacher_hard", ".015");

  static NativeTask of(String name) {
    return new NativeTask(name, name.substring(0, name.indexOf('_')));
  }

  @Override
  public EmbeddedTask task() {
    return ControlTasks.task(name);
  }

  @Override
  public int camera() {
    return 0;
  }

  @Override
  public Map<String, String> aliases() {
    return ALIASES.getOrDefault(domain, Map.of());
  }

  /** Gives the target the task's size. */
  @Override
  public void prepare(Document model) {
    String radius = TARGET_RADII.get(name);
    for (Element geom : ModelXml.elements(model, "geom")) {
      if (radius != null && geom.getAttribute("name").equals("target")) {
        geom.setAttribute("size", radius);
      }
    }
  }
}
