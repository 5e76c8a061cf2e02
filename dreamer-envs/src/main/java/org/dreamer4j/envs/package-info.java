/** Environments: the registry, the driver that runs policies, and vectorised stepping. */
@NullMarked
package org.dreamer4j.envs;

import org.jspecify.annotations.NullMarked;
