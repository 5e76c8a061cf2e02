package org.dreamer4j.models.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.AtomicFile;

/**
 * Writes an agent's weights as danijar/dreamer's {@code variables.pkl}. Its step, which counts
 * another thing than ours, and its running means are written as 0.
 */
public final class VariablesPickle {
  private VariablesPickle() {}

  /**
   * Writes the file, atomically.
   *
   * @throws IllegalArgumentException if the agent is none that danijar/dreamer's code could hold,
   *     with the reason
   * @throws IOException if a weight cannot be read or the file not be written
   */
  public static void write(Checkpoint checkpoint, Path file) throws IOException {
    List<String> names = names(checkpoint);
    requireExact(checkpoint);
    List<Array> arrays = new ArrayList<>();
    for (String name : names) {
      if (name.startsWith("graph/")) {
        Array weight = checkpoint.read(name);
        arrays.add(new Array.Float32(weight.shape(), weight.toFloats()));
      } else if (name.equals(Tf2Layout.STEP)) {
        arrays.add(new Array.Int64(new int[0], new long[1]));
      } else {
        arrays.add(new Array.Float32(new int[0], new float[1]));
      }
    }
    AtomicFile.write(file, out -> PickleWriter.write(out, arrays));
  }

  private static List<String> names(Checkpoint checkpoint) {
    if (checkpoint.scheme() != Scheme.DANIJAR) {
      throw new IllegalArgumentException(
          "the GRU of "
              + checkpoint.scheme()
              + " resets its memory before multiplying it, that of "
              + Scheme.DANIJAR
              + " after: no weights of the one do what the other's do");
    }
    Set<String> held = checkpoint.weights();
    List<String> names =
        new Tf2Layout(
                layers(held, "action"),
                layers(held, "reward"),
                layers(held, "pcont"),
                layers(held, "value"))
            .names();
    Set<String> placed = new HashSet<>(names);
    for (String weight : held) {
      if (!placed.contains(weight)) {
        throw new IllegalArgumentException("a variables.pkl has no place for '" + weight + "'");
      }
    }
    for (String name : names) {
      if (name.startsWith("graph/") && !held.contains(name)) {
        throw new IllegalArgumentException(
            "a variables.pkl needs '" + name + "', which this agent does not have");
      }
    }
    return names;
  }

  /** Refuses weights whose shapes contradict each other: no reader could use the file. */
  private static void requireExact(Checkpoint checkpoint) {
    WeightMatch match = checkpoint.match(checkpoint.config(), checkpoint.spec());
    for (WeightMatch.Mismatch wrong : match.mismatched()) {
      throw new IllegalArgumentException(
          "weight '%s' does not fit the others: expected %s, got %s"
              .formatted(wrong.name(), wrong.expected(), wrong.actual()));
    }
    if (!match.isExact()) {
      boolean missing = !match.missing().isEmpty();
      throw new IllegalArgumentException(
          "weight '%s' is %s"
              .formatted(
                  (missing ? match.missing() : match.leftOver()).get(0),
                  missing ? "missing" : "none of this agent's"));
    }
  }

  private static int layers(Set<String> weights, String head) {
    String prefix = "graph/head_" + head + "/dense";
    return (int)
        weights.stream().filter(w -> w.startsWith(prefix) && w.endsWith("/kernel")).count();
  }
}
