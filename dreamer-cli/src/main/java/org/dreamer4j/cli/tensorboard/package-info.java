/** Event files for TensorBoard. */
@NullMarked
package org.dreamer4j.cli.tensorboard;

import org.jspecify.annotations.NullMarked;
