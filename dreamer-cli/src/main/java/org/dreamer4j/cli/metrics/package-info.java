/** Figures of a run: written to a file, read back, and shown while training. */
@NullMarked
package org.dreamer4j.cli.metrics;

import org.jspecify.annotations.NullMarked;
