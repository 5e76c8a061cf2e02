/** SavedModels in the layout of TensorFlow Serving: writing them, and acting with them. */
@NullMarked
package org.dreamer4j.models.export;

import org.jspecify.annotations.NullMarked;
