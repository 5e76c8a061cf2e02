/** Rules over the code of all modules. */
@NullMarked
package org.dreamer4j.architecture;

import org.jspecify.annotations.NullMarked;
