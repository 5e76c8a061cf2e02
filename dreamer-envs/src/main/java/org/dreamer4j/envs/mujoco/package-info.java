/**
 * Control tasks simulated by libmujoco, which the user installs; found and called at run time, any
 * version from 2.2.2 on.
 */
@NullMarked
package org.dreamer4j.envs.mujoco;

import org.jspecify.annotations.NullMarked;
