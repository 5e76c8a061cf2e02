package org.dreamer4j.envs.render;

import java.util.List;

/**
 * What a {@link RayCaster} draws: solids, a camera that carries a headlight, and one point light
 * that casts shadows.
 *
 * @param geoms their poses may change between frames
 * @param light place of the point light, m
 */
public record Scene(List<Geom> geoms, Camera camera, double[] light) {
  /** Copies the list, not the geoms. */
  public Scene {
    geoms = List.copyOf(geoms);
    light = light.clone();
  }
}
