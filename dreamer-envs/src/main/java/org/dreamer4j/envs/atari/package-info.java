/**
 * Atari games, played by the Arcade Learning Environment from cartridges that the user has. Its
 * native library is loaded when a game is made, not before.
 */
@NullMarked
package org.dreamer4j.envs.atari;

import org.jspecify.annotations.NullMarked;
