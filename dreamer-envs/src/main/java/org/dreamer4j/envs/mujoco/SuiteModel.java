package org.dreamer4j.envs.mujoco;

import java.util.Map;
import org.dreamer4j.envs.control.ContactPhysics;
import org.dreamer4j.envs.control.ControlTask;
import org.dreamer4j.envs.control.ControlTasks;
import org.dreamer4j.envs.control.SuiteTask;
import org.dreamer4j.envs.control.SuiteTasks;
import org.w3c.dom.Document;

/** A task and the model it is about. */
sealed interface SuiteModel permits NativeTask, SuiteModel.OfSuite {
  /** The rules. */
  ControlTask<? super ContactPhysics> task();

  /** Name of the model's file without {@code .xml}. */
  String domain();

  /** Changes the model before it is compiled. */
  void prepare(Document model);

  /** Number of the task's own camera. */
  int camera();

  /** For names a model does not have: what they are called there. */
  Map<String, String> aliases();

  /**
   * The task of a name.
   *
   * @throws IllegalArgumentException if there is no such task
   */
  static SuiteModel of(String name) {
    return ControlTasks.names().contains(name) && !name.equals(ControlTasks.QUICKSTART)
        ? NativeTask.of(name)
        : new OfSuite(SuiteTasks.task(name));
  }

  /** A task that only libmujoco simulates. */
  record OfSuite(SuiteTask task) implements SuiteModel {
    @Override
    public String domain() {
      return task.domain();
    }

    @Override
    public void prepare(Document model) {
      task.prepare(model);
    }

    @Override
    public int camera() {
      return task.camera();
    }

    @Override
    public Map<String, String> aliases() {
      return Map.of();
    }
  }
}
