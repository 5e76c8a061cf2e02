/** Checkpoints on disk. */
@NullMarked
package org.dreamer4j.models.checkpoint;

import org.jspecify.annotations.NullMarked;
