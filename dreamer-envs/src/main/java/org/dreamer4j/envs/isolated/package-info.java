/**
 * Environments in processes of their own on this machine, so that one that hangs or crashes costs
 * an episode and not the program.
 */
@NullMarked
package org.dreamer4j.envs.isolated;

import org.jspecify.annotations.NullMarked;
