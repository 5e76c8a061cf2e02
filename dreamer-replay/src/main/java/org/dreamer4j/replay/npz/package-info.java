/**
 * Reads and writes NumPy's {@code .npz}: a zip of {@code .npy} arrays. Files are taken for hostile:
 * nothing is allocated that the file's own size does not justify, and whatever is wrong ends in a
 * {@link org.dreamer4j.replay.npz.NpzFormatException}.
 */
@NullMarked
package org.dreamer4j.replay.npz;

import org.jspecify.annotations.NullMarked;
