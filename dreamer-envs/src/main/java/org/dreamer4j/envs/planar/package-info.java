/**
 * Articulated rigid bodies in a plane, in reduced coordinates, with MuJoCo's numbers: the same
 * states to rounding for models without contacts.
 */
@NullMarked
package org.dreamer4j.envs.planar;

import org.jspecify.annotations.NullMarked;
