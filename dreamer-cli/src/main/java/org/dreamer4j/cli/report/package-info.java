/** A run on one page. */
@NullMarked
package org.dreamer4j.cli.report;

import org.jspecify.annotations.NullMarked;
