/** Measures how fast this machine trains, acts, plans, reads and simulates. */
@NullMarked
package org.dreamer4j.cli.bench;

import org.jspecify.annotations.NullMarked;
