package org.dreamer4j.envs.control;

/** A task of the quadruped: the model, the pace of control and the view are the same for all. */
interface QuadrupedTask extends SuiteTask {
  @Override
  default String domain() {
    return QuadrupedRobot.DOMAIN;
  }

  @Override
  default int substeps() {
    return QuadrupedRobot.SUBSTEPS;
  }

  @Override
  default int camera() {
    return QuadrupedRobot.CAMERA;
  }
}
