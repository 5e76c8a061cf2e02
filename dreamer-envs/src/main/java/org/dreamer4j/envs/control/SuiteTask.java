package org.dreamer4j.envs.control;

import org.w3c.dom.Document;

/** A task of the control suite whose model libmujoco simulates. */
public interface SuiteTask extends ControlTask<ContactPhysics> {
  /** Name of the model's file without {@code .xml}, e.g. {@code walker}. */
  String domain();

  /** Changes the model, includes resolved, before it is compiled. */
  default void prepare(Document model) {}

  /** The camera of the task's images, by its number in the model. */
  default int camera() {
    return 0;
  }
}
