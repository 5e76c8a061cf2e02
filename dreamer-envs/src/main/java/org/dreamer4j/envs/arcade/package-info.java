/** Small games of our own, with discrete actions and a true end, and what plays them blindly. */
@NullMarked
package org.dreamer4j.envs.arcade;

import org.jspecify.annotations.NullMarked;
