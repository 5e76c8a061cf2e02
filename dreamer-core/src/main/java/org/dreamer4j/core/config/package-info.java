/** The configuration of a run: typed records under the reference's key names, and presets. */
@NullMarked
package org.dreamer4j.core.config;

import org.jspecify.annotations.NullMarked;
