/**
 * Tasks of the DeepMind Control Suite and a quick-start task of our own: those without contacts
 * over {@link org.dreamer4j.envs.control.Physics}, the others over {@link
 * org.dreamer4j.envs.control.ContactPhysics}.
 */
@NullMarked
package org.dreamer4j.envs.control;

import org.jspecify.annotations.NullMarked;
