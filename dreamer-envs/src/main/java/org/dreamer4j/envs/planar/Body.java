package org.dreamer4j.envs.planar;

/**
 * A rigid body. Its frame hangs at a fixed offset in the parent's frame and is moved by the body's
 * joints, in their order.
 *
 * @param parent index of an earlier body, or {@link #WORLD}
 * @param x offset in the parent's frame, m
 * @param z offset in the parent's frame, m
 * @param inertia {@link Inertia#NONE} for a frame that only marks a place
 */
public record Body(int parent, double x, double z, Inertia inertia) {
  /** The parent of a body that hangs in the fixed frame. */
  public static final int WORLD = -1;
}
