/** Runs: their parameters, their directory, starting, stopping and going on with them. */
@NullMarked
package org.dreamer4j.cli.run;

import org.jspecify.annotations.NullMarked;
