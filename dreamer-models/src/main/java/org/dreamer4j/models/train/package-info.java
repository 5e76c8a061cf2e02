/** The training loop, over public pieces. */
@NullMarked
package org.dreamer4j.models.train;

import org.jspecify.annotations.NullMarked;
