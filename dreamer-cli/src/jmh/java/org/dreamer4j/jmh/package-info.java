/** JMH benchmarks of the small hot paths; docs/performance.md says how to run them. */
@NullMarked
package org.dreamer4j.jmh;

import org.jspecify.annotations.NullMarked;
