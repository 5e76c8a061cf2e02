package org.dreamer4j.envs.mujoco;

import java.util.List;
import java.util.Map;
import org.dreamer4j.envs.control.ControlTasks;
import org.dreamer4j.envs.control.EmbeddedTask;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * A task of the embedded engine on libmujoco.
 *
 * @param name of the task
 * @param domain name of the model's file without {@code .xml}
 */
record NativeTask(String name, String domain) {
  /** dm_control's names where they differ from ours. */
  private static final Map<String, Map<String, String>> ALIASES =
      Map.of("cartpole", Map.of("pole", "pole_1", "hinge", "hinge_1"));

  private static final Map<String, String> TARGET_RADII =
      Map.of("reacher_easy", ".05", "reacher_hard", ".015");

  /** The tasks that libmujoco can take over. */
  static List<NativeTask> all() {
    return ControlTasks.names().stream()
        .filter(name -> !name.equals(ControlTasks.QUICKSTART))
        .map(NativeTask::of)
        .toList();
  }

  static NativeTask of(String name) {
    return new NativeTask(name, name.substring(0, name.indexOf('_')));
  }

  EmbeddedTask task() {
    return ControlTasks.task(name);
  }

  /** For names a model does not have: what they are called there. */
  Map<String, String> aliases() {
    return ALIASES.getOrDefault(domain, Map.of());
  }

  /** Gives the target the task's size. */
  void prepare(Document model) {
    String radius = TARGET_RADII.get(name);
    NodeList geoms = model.getElementsByTagName("geom");
    for (int i = 0; radius != null && i < geoms.getLength(); i++) {
      Element geom = (Element) geoms.item(i);
      if (geom.getAttribute("name").equals("target")) {
        geom.setAttribute("size", radius);
      }
    }
  }
}
