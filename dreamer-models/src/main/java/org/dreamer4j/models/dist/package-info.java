/** Distributions over graph operands; every sample takes its noise as an argument. */
@NullMarked
package org.dreamer4j.models.dist;

import org.jspecify.annotations.NullMarked;
