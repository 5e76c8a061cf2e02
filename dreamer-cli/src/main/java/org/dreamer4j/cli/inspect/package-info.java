/** What files of weights, models and episodes hold, as a person and as a program reads it. */
@NullMarked
package org.dreamer4j.cli.inspect;

import org.jspecify.annotations.NullMarked;
