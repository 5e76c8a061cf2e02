/** Episodes on disk, and batches of sequences drawn from them. */
@NullMarked
package org.dreamer4j.replay;

import org.jspecify.annotations.NullMarked;
