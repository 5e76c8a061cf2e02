/** How well a trained world model predicts: figures and pictures. */
@NullMarked
package org.dreamer4j.cli.dream;

import org.jspecify.annotations.NullMarked;
