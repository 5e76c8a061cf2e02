/** Short programs to read, run and copy from. */
@NullMarked
package org.dreamer4j.examples;

import org.jspecify.annotations.NullMarked;
