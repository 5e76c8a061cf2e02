/** Layers, variables and optimizers: pure graph building, no session. */
@NullMarked
package org.dreamer4j.models.nn;

import org.jspecify.annotations.NullMarked;
