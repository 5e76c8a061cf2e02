package org.dreamer4j.envs.mujoco;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.dreamer4j.envs.mujoco.Field.Owner;
import org.jspecify.annotations.Nullable;

/** A model and its data whose memory is searched. Reads within watched blocks only. */
final class ProbedStructures implements AutoCloseable {
  private static final int MESSAGE_BYTES = 1000;

  final Pointer model;
  final Pointer data;
  private final MujocoFunctions functions;
  private final Allocations allocations;

  ProbedStructures(MujocoFunctions functions, Allocations allocations, String xml, byte[] heights) {
    this.functions = functions;
    this.allocations = allocations;
    model = load(functions, xml, heights);
    data = Objects.requireNonNull(functions.mj_makeData(model), "mj_makeData");
  }

  private static Pointer load(MujocoFunctions functions, String xml, byte[] heights) {
    try {
      Path folder = Files.createTempDirectory("dreamer-probe");
      Path file = folder.resolve("probe.xml");
      Path heightFile = folder.resolve(ProbeModel.HEIGHT_FILE);
      try {
        Files.writeString(file, xml);
        Files.write(heightFile, heights);
        byte[] message = new byte[MESSAGE_BYTES];
        @Nullable Pointer loaded =
            functions.mj_loadXML(file.toString(), null, message, message.length);
        if (loaded == null) {
          throw new IllegalStateException(
              "it does not load our probe model: " + Native.toString(message, "UTF-8").strip());
        }
        return loaded;
      } finally {
        Files.deleteIfExists(file);
        Files.deleteIfExists(heightFile);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the probe model: " + e.getMessage(), e);
    }
  }

  private Pointer owner(Owner owner) {
    return owner == Owner.MODEL ? model : data;
  }

  /** Offsets at which a 32-bit number stands. */
  List<Long> integersAt(Owner owner, int value) {
    Pointer start = owner(owner);
    List<Long> found = new ArrayList<>();
    for (long o = 0; o + 4 <= allocations.bytes(start); o += 4) {
      if (start.getInt(o) == value) {
        found.add(o);
      }
    }
    return found;
  }

  /** Offsets at which a 64-bit number stands. */
  List<Long> doublesAt(Owner owner, double value) {
    Pointer start = owner(owner);
    List<Long> found = new ArrayList<>();
    for (long o = 0; o + 8 <= allocations.bytes(start); o += 8) {
      if (start.getDouble(o) == value) {
        found.add(o);
      }
    }
    return found;
  }

  /**
   * The offset of the only array with these contents. An empty array has the address of the next
   * that is not empty, so of several offsets with one address the last is the array's.
   *
   * @return empty if no array or more than one has these contents
   */
  List<Long> arrayAt(Field field, double[] contents) {
    Pointer start = owner(field.owner);
    long bytes = contents.length * width(field);
    List<Long> found = new ArrayList<>();
    long foundAddress = 0;
    for (long o = 0; o + 8 <= allocations.bytes(start); o += 8) {
      long address = start.getLong(o);
      if (address % width(field) != 0
          || !allocations.holds(address, bytes)
          || !matches(new Pointer(address), field.type, contents)) {
        continue;
      }
      if (!found.isEmpty() && address != foundAddress) {
        return List.of();
      }
      found.clear();
      found.add(o);
      foundAddress = address;
    }
    return found;
  }

  private static long width(Field field) {
    return switch (field.type) {
      case DOUBLES, DOUBLE -> 8;
      case FLOATS, INTS, INT, SIZE -> 4;
      case BYTES -> 1;
    };
  }

  private static boolean matches(Pointer array, Field.Type type, double[] contents) {
    for (int i = 0; i < contents.length; i++) {
      double wanted = contents[i];
      boolean matches =
          Double.isNaN(wanted)
              || switch (type) {
                case DOUBLES -> Math.abs(array.getDouble(8L * i) - wanted) <= 1e-9;
                case FLOATS -> array.getFloat(4L * i) == (float) wanted;
                case INTS -> array.getInt(4L * i) == (int) wanted;
                case BYTES -> array.getByte(i) == (byte) wanted;
                case SIZE, INT, DOUBLE -> false;
              };
      if (!matches) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    functions.mj_deleteData(data);
    functions.mj_deleteModel(model);
  }
}
