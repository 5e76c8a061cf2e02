/**
 * Draws small scenes of simple solids by casting rays; needs no graphics library. Resizes images.
 */
@NullMarked
package org.dreamer4j.envs.render;

import org.jspecify.annotations.NullMarked;
