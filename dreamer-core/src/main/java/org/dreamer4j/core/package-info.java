/** The nouns every module shares and the seams between modules. Knows no TensorFlow. */
@NullMarked
package org.dreamer4j.core;

import org.jspecify.annotations.NullMarked;
