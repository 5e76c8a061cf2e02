/** Learning curves. */
@NullMarked
package org.dreamer4j.cli.plot;

import org.jspecify.annotations.NullMarked;
