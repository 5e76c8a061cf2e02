package org.dreamer4j.envs.mujoco;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.dreamer4j.envs.control.ContactPhysics;
import org.dreamer4j.envs.control.SuiteTask;
import org.w3c.dom.Document;

/** Real simulations of the suite's tasks for tests, without a picture. */
public final class SuiteModels {
  private SuiteModels() {}

  /** The library; without one a test is skipped, or fails where CI should have installed it. */
  public static MujocoLibrary library() {
    return InstalledMujoco.library();
  }

  /** A task on a model of ours. */
  public static ContactPhysics open(SuiteTask task) {
    return open(task, ModelSource.own().read(task.domain()));
  }

  /** A task on a model of dm_control's folder {@code suite}. */
  public static ContactPhysics open(SuiteTask task, Path folder) {
    return open(
        task, ModelSource.find(SearchPlaces.here(), Optional.of(folder)).read(task.domain()));
  }

  private static ContactPhysics open(SuiteTask task, Document model) {
    task.prepare(model);
    return MujocoPhysics.open(library(), model, Map.of());
  }
}
