package org.dreamer4j.envs.control;

import org.dreamer4j.envs.render.RayCaster;

/** Draws a {@link ControlScene} with the ray caster, four rays a pixel. */
final class ScenePainter implements Painter {
  private static final int SAMPLES = 2;

  private final ControlScene scene;
  private final Physics physics;
  private final RayCaster caster;

  ScenePainter(ControlScene scene, Physics physics, int size) {
    this.scene = scene;
    this.physics = physics;
    caster = new RayCaster(size, size, SAMPLES);
  }

  @Override
  public void paint(byte[] out) {
    scene.render(physics, caster, out);
  }
}
