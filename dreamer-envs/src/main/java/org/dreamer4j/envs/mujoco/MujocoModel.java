package org.dreamer4j.envs.mujoco;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;

/**
 * A compiled model with its data: sizes, names and live views of the arrays. Views must not be
 * touched once {@link #free} was called.
 */
final class MujocoModel {
  private static final int MESSAGE_BYTES = 1000;

  /** MuJoCo keeps the XML it loaded last, for all threads together. */
  private static final Object LOADING = new Object();

  final Pointer model;
  final Pointer data;
  final Names bodies;
  final Names joints;
  final Names geoms;
  final Names sites;
  final Names sensors;
  final Names materials;
  final DoubleBuffer qpos;
  final DoubleBuffer qvel;
  final DoubleBuffer act;
  private final MujocoFunctions functions;
  private final Layout layout;
  private final Map<String, String> aliases;

  private MujocoModel(
      MujocoLibrary library, Pointer model, Pointer data, Map<String, String> aliases) {
    this.model = model;
    this.data = data;
    this.aliases = aliases;
    functions = library.functions();
    layout = library.layout();
    bodies = names("body", Field.NBODY);
    joints = names("joint", Field.NJNT);
    geoms = names("geom", Field.NGEOM);
    sites = names("site", Field.NSITE);
    sensors = names("sensor", Field.NSENSOR);
    materials = names("material", Field.NMAT);
    qpos = view(Field.QPOS, count(Field.NQ));
    qvel = view(Field.QVEL, count(Field.NV));
    act = view(Field.ACT, count(Field.NA));
  }

  /**
   * Compiles a model on the thread of its simulation.
   *
   * @param aliases for names the model does not have: what they are called there
   * @throws IllegalArgumentException with MuJoCo's own message if the model is wrong
   * @throws IllegalStateException if MuJoCo gives up
   */
  static MujocoModel load(
      MujocoLibrary library, MujocoThread thread, Document document, Map<String, String> aliases) {
    synchronized (LOADING) {
      try {
        Path file = Files.createTempFile("dreamer-model", ".xml");
        try {
          ModelXml.write(document, file);
          return thread.call(() -> compile(library, file, aliases));
        } finally {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot pass the model to MuJoCo: " + e.getMessage(), e);
      }
    }
  }

  private static MujocoModel compile(
      MujocoLibrary library, Path file, Map<String, String> aliases) {
    MujocoFunctions functions = library.functions();
    byte[] message = new byte[MESSAGE_BYTES];
    @Nullable Pointer model = functions.mj_loadXML(file.toString(), null, message, message.length);
    if (model == null) {
      String reason = Native.toString(message, "UTF-8").strip().replaceAll("\\s*\\R\\s*", "; ");
      throw new IllegalArgumentException("MuJoCo refuses the model: " + reason);
    }
    @Nullable Pointer data = functions.mj_makeData(model);
    if (data == null) {
      functions.mj_deleteModel(model);
      throw new IllegalStateException("MuJoCo has no memory for the model's data");
    }
    return new MujocoModel(library, model, data, aliases);
  }

  /** Releases the memory; on the thread of the simulation. */
  void free() {
    functions.mj_deleteData(data);
    functions.mj_deleteModel(model);
  }

  int count(Field size) {
    return layout.integer(owner(size), size);
  }

  double real(Field field) {
    return layout.real(owner(field), field);
  }

  void setReal(Field field, double value) {
    owner(field).setDouble(layout.offset(field), value);
  }

  DoubleBuffer view(Field field, int length) {
    return layout.doubles(owner(field), field, length);
  }

  /** A copy of the three values of one thing. */
  double[] triple(Field field, int id) {
    double[] values = new double[3];
    view(field, 3 * id + 3).get(3 * id, values);
    return values;
  }

  FloatBuffer floatView(Field field, int length) {
    return layout.floats(owner(field), field, length);
  }

  int[] integers(Field field, int length) {
    return layout.integers(owner(field), field, length);
  }

  boolean[] flags(Field field, int length) {
    return layout.flags(owner(field), field, length);
  }

  private Pointer owner(Field field) {
    return field.owner == Field.Owner.MODEL ? model : data;
  }

  private Names names(String kind, Field size) {
    int type = functions.mju_str2Type(kind);
    Map<String, Integer> names = new LinkedHashMap<>();
    for (int id = 0; id < count(size); id++) {
      @Nullable String name = functions.mj_id2name(model, type, id);
      if (name != null && !name.isEmpty()) {
        names.put(name, id);
      }
    }
    return new Names(kind, names, aliases);
  }
}
