package org.dreamer4j.models;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;

/**
 * A part of a graph that others call by name.
 *
 * @param name as the caller knows it
 * @param meaning what it computes, in a few words
 * @param inputs what a caller feeds, by name
 * @param noise draws that a caller may feed, by name; all else follows from them and the inputs
 * @param outputs what the caller gets, by name
 */
public record ServedFunction(
    String name,
    String meaning,
    Map<String, ? extends Operand<?>> inputs,
    Map<String, ? extends Operand<?>> noise,
    Map<String, ? extends Operand<?>> outputs) {

  public ServedFunction {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    noise = Collections.unmodifiableMap(new LinkedHashMap<>(noise));
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  /** The same without draws that do not matter: those of no operation given. */
  ServedFunction withNoiseAmong(Set<GraphOperation> operations) {
    Map<String, Operand<?>> kept = new LinkedHashMap<>();
    noise.forEach(
        (key, draw) -> {
          if (operations.contains(draw.op())) {
            kept.put(key, draw);
          }
        });
    return new ServedFunction(name, meaning, inputs, kept, outputs);
  }
}
