package org.dreamer4j.envs.mujoco;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.dreamer4j.envs.mujoco.Field.Owner;

/**
 * Finds at run time where a libmujoco keeps what is used here. The structures {@code mjModel} and
 * {@code mjData} change with nearly every release and no function tells their layout, so models are
 * loaded whose numbers are unusual and their memory is searched for them. Every field must be found
 * exactly once, and at the same place in two models that differ in all counts.
 */
final class LayoutProbe {
  private final MujocoFunctions functions;
  private final Allocations allocations;
  private final Map<Field, Long> offsets = new EnumMap<>(Field.class);

  private LayoutProbe(MujocoFunctions functions, Allocations allocations) {
    this.functions = functions;
    this.allocations = allocations;
  }

  /**
   * Probes a library that nobody else uses meanwhile.
   *
   * @throws IllegalStateException if a field is not found, or in two places; its message names the
   *     first such field
   */
  static Layout probe(MujocoFunctions functions, NativeLibrary library) {
    try (Allocations allocations = new Allocations(functions, library)) {
      return new LayoutProbe(functions, allocations).probe();
    }
  }

  private Layout probe() {
    ProbeModel firstModel = new ProbeModel(0);
    ProbeModel secondModel = new ProbeModel(1);
    try (ProbedStructures first = load(firstModel.xml(), firstModel.heightFieldFile());
        ProbedStructures second = load(secondModel.xml(), secondModel.heightFieldFile())) {
      for (ProbedStructures one : List.of(first, second)) {
        functions.mj_resetDataKeyframe(one.model, one.data, 0);
        functions.mj_forward(one.model, one.data);
      }
      for (Field field : Field.values()) {
        if (field != Field.NCON && field != Field.DISABLEFLAGS) {
          Set<Long> found = candidates(first, firstModel, field);
          found.retainAll(candidates(second, secondModel, field));
          settle(field, field == Field.NU ? firstOf(found) : found);
        }
      }
      settle(Field.NCON, contactCounts(first, firstModel));
    }
    return new Layout(offsets, actuationFlag());
  }

  private ProbedStructures load(String xml, byte[] heights) {
    return new ProbedStructures(functions, allocations, xml, heights);
  }

  private static Set<Long> candidates(ProbedStructures memory, ProbeModel model, Field field) {
    double[] contents = model.expected(field);
    return new LinkedHashSet<>(
        switch (field.type) {
          case SIZE, INT -> memory.integersAt(field.owner, (int) contents[0]);
          case DOUBLE -> memory.doublesAt(field.owner, contents[0]);
          case DOUBLES, FLOATS, INTS, BYTES -> memory.arrayAt(field, contents);
        });
  }

  private void settle(Field field, Set<Long> found) {
    if (found.size() != 1) {
      throw new IllegalStateException(field + " found in " + found.size() + " places");
    }
    offsets.put(field, found.iterator().next());
  }

  /**
   * Since MuJoCo 3.13 counts of actuators and of their outputs stand behind the count of controls;
   * they differ for actuators with several controls only, which no model here has.
   */
  private static Set<Long> firstOf(Set<Long> found) {
    return found.stream().limit(1).collect(Collectors.toSet());
  }

  /**
   * Lets balls of one, two and three geoms touch the floor and looks for the number of contacts.
   */
  private Set<Long> contactCounts(ProbedStructures memory, ProbeModel model) {
    boolean[][] touching = {
      {true, true, true},
      {true, false, false},
      {false, true, false},
      {false, false, false},
      {false, true, true},
      {false, false, true}
    };
    Pointer positions = memory.data.getPointer(offsets.getOrDefault(Field.QPOS, 0L));
    Set<Long> found = null;
    for (boolean[] touch : touching) {
      int contacts = 0;
      for (int ball = 0; ball < touch.length; ball++) {
        positions.setDouble(8L * model.ballPositions.get(ball), touch[ball] ? -0.95 : 0);
        contacts += touch[ball] ? ball + 1 : 0;
      }
      functions.mj_forward(memory.model, memory.data);
      Set<Long> counts = new LinkedHashSet<>(memory.integersAt(Owner.DATA, contacts));
      if (found == null) {
        found = counts;
      } else {
        found.retainAll(counts);
      }
    }
    return found == null ? Set.of() : found;
  }

  /** Finds the flags by models that disable nothing, actuation, contacts, or both. */
  private int actuationFlag() {
    try (ProbedStructures none = withFlags("");
        ProbedStructures actuation = withFlags("actuation='disable'");
        ProbedStructures contact = withFlags("contact='disable'");
        ProbedStructures both = withFlags("actuation='disable' contact='disable'")) {
      Set<Long> found = new LinkedHashSet<>(none.integersAt(Owner.MODEL, 0));
      found.removeIf(
          offset -> {
            int bit = actuation.model.getInt(offset);
            int other = contact.model.getInt(offset);
            return Integer.bitCount(bit) != 1
                || Integer.bitCount(other) != 1
                || bit == other
                || both.model.getInt(offset) != (bit | other);
          });
      settle(Field.DISABLEFLAGS, found);
      return actuation.model.getInt(found.iterator().next());
    }
  }

  private ProbedStructures withFlags(String flags) {
    String xml =
        "<mujoco><option><flag "
            + flags
            + "/></option><worldbody><geom size='1'/></worldbody></mujoco>";
    return load(xml, new byte[0]);
  }
}
