package org.dreamer4j.models.nn;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.types.family.TType;

/**
 * A resource variable.
 *
 * @param name as in a checkpoint of the reference
 * @param shape fixed shape
 * @param handle the resource
 * @param value its one read; gradients are taken with respect to it
 * @param initializer op that sets the first value
 */
public record Variable<T extends TType>(
    String name, Shape shape, Operand<? extends TType> handle, Operand<T> value, Op initializer) {}
