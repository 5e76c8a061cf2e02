/**
 * Wrappers: environments that change one thing about another environment. Closing a wrapper closes
 * what it wraps; an environment that is wrapped must be used through the wrapper only.
 */
@NullMarked
package org.dreamer4j.envs.wrap;

import org.jspecify.annotations.NullMarked;
