/** Dreamer's networks, losses and the agent that owns the TensorFlow session. */
@NullMarked
package org.dreamer4j.models;

import org.jspecify.annotations.NullMarked;
