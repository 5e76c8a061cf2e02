/** The {@code dreamer} command: its subcommands and what a person sees of them. */
@NullMarked
package org.dreamer4j.cli;

import org.jspecify.annotations.NullMarked;
