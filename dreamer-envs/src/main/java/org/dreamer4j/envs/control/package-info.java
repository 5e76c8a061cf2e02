/**
 * Tasks of the DeepMind Control Suite that need no contacts, and a quick-start task of our own,
 * written once over {@link org.dreamer4j.envs.control.Physics}.
 */
@NullMarked
package org.dreamer4j.envs.control;

import org.jspecify.annotations.NullMarked;
