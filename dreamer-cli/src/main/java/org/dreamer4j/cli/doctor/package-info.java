/** Tells whether this machine can train, on what, and why not on more. */
@NullMarked
package org.dreamer4j.cli.doctor;

import org.jspecify.annotations.NullMarked;
