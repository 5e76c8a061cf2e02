/** Animated GIFs of what an agent sees. */
@NullMarked
package org.dreamer4j.cli.video;

import org.jspecify.annotations.NullMarked;
