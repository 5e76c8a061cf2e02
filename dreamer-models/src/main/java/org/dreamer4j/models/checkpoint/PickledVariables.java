package org.dreamer4j.models.checkpoint;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.ElementType;
import org.dreamer4j.core.Printable;
import org.dreamer4j.models.checkpoint.PickleValue.Dict;
import org.dreamer4j.models.checkpoint.PickleValue.Dtype;
import org.dreamer4j.models.checkpoint.PickleValue.Int;
import org.dreamer4j.models.checkpoint.PickleValue.Items;
import org.dreamer4j.models.checkpoint.PickleValue.NdArray;
import org.dreamer4j.models.checkpoint.PickleValue.Raw;
import org.dreamer4j.models.checkpoint.PickleValue.Real;
import org.dreamer4j.models.checkpoint.PickleValue.Truth;
import org.dreamer4j.models.checkpoint.PickleValue.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Variables that Python's {@code pickle.dump} wrote as NumPy arrays, which is how danijar/dreamer
 * saves an agent ({@code variables.pkl}, a tuple) and how others save single modules.
 *
 * <p>An array is named by its index in the tuple or list or its key in the dict, those of inner
 * containers after those of outer ones, e.g. {@code 12} or {@code actor/0}; one alone is named
 * {@code 0}. Numbers of Python count as arrays of rank 0. Nothing but arrays and containers is ever
 * constructed; whatever else a pickle names is refused by name, and nothing is executed.
 */
public final class PickledVariables implements WeightFile {
  private static final int MAX_FILE_BYTES = Integer.MAX_VALUE - 8;
  private static final int MAX_DEPTH = 16;
  private static final int MAX_VALUES = 1 << 17;
  private static final int MAX_KEY_CHARACTERS = 1000;
  // A name repeats the keys of all that it lies in, so a small file could have very long ones.
  private static final int MAX_NAME_CHARACTERS = 1 << 22;
  // An array may occur twice, but not so often that a small file takes forever to go through.
  private static final int MAX_EXPANSION = 16;

  private final Path path;
  private final Map<String, PickleValue> values = new LinkedHashMap<>();
  private final List<StoredTensor> tensors = new ArrayList<>();
  private int visited;
  private long nameCharacters;
  private boolean closed;

  private PickledVariables(Path path) {
    this.path = path;
  }

  /**
   * Opens a pickle and reads it, its arrays not yet decoded.
   *
   * @throws CheckpointFormatException if the file is damaged or holds anything but arrays
   * @throws IOException if the file cannot be read at all
   */
  public static PickledVariables open(Path path) throws IOException {
    byte[] file;
    try {
      if (Files.size(path) > MAX_FILE_BYTES) {
        throw new CheckpointFormatException(
            path, "has " + Files.size(path) + " bytes, at most " + MAX_FILE_BYTES + " are read");
      }
      file = Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new CheckpointFormatException(path, "is missing");
    }
    PickledVariables variables = new PickledVariables(path);
    PickleValue root = new Unpickler(file, path).load();
    boolean container = children(root) != null;
    variables.add(container ? "" : "0", root, 0);
    long bytes = variables.tensors.stream().mapToLong(StoredTensor::bytes).sum();
    if (bytes / MAX_EXPANSION > file.length) {
      throw new CheckpointFormatException(
          path, "claims arrays of " + bytes + " bytes in a file of " + file.length);
    }
    return variables;
  }

  private void add(String name, PickleValue value, int depth) throws CheckpointFormatException {
    if (++visited > MAX_VALUES || depth > MAX_DEPTH) {
      throw new CheckpointFormatException(
          path, "has more than " + MAX_VALUES + " values or " + MAX_DEPTH + " levels of them");
    }
    if (!Printable.is(name)) {
      throw new CheckpointFormatException(path, name, "name with control characters");
    }
    Map<String, PickleValue> children = children(value);
    if (children == null) {
      StoredTensor tensor = tensor(name, value);
      if (values.put(name, value) != null) {
        throw new CheckpointFormatException(path, name, "the name occurs twice");
      }
      tensors.add(tensor);
      return;
    }
    for (Map.Entry<String, PickleValue> child : children.entrySet()) {
      add(inner(name, child.getKey()), child.getValue(), depth + 1);
    }
  }

  private String inner(String name, String key) throws CheckpointFormatException {
    if (key.length() > MAX_KEY_CHARACTERS) {
      throw new CheckpointFormatException(
          path, key, "the key has more than " + MAX_KEY_CHARACTERS + " characters");
    }
    nameCharacters += name.length() + key.length() + 1;
    if (nameCharacters > MAX_NAME_CHARACTERS) {
      throw new CheckpointFormatException(
          path, "its names have more than " + MAX_NAME_CHARACTERS + " characters together");
    }
    return name.isEmpty() ? key : name + "/" + key;
  }

  private static @Nullable Map<String, PickleValue> children(PickleValue value) {
    if (value instanceof Dict dict) {
      return dict.items();
    }
    List<PickleValue> items = null;
    if (value instanceof Tuple tuple) {
      items = tuple.items();
    } else if (value instanceof Items list) {
      items = list.items();
    }
    if (items == null) {
      return null;
    }
    Map<String, PickleValue> children = new LinkedHashMap<>();
    for (PickleValue item : items) {
      children.put(Integer.toString(children.size()), item);
    }
    return children;
  }

  private StoredTensor tensor(String name, PickleValue value) throws CheckpointFormatException {
    if (value instanceof NdArray array && array.dtype != null && array.data != null) {
      List<Long> shape = Arrays.stream(array.shape).mapToObj(size -> (long) size).toList();
      return new StoredTensor(name, array.dtype.type.label(), shape, array.data.length());
    } else if (value instanceof Int) {
      return new StoredTensor(name, ElementType.INT64.label(), List.of(), Long.BYTES);
    } else if (value instanceof Real) {
      return new StoredTensor(name, ElementType.FLOAT64.label(), List.of(), Double.BYTES);
    } else if (value instanceof Truth) {
      return new StoredTensor(name, ElementType.BOOL.label(), List.of(), 1);
    }
    throw CheckpointFormatException.mismatch(path, name, "an array", value.kind());
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public List<Path> files() {
    return List.of(path);
  }

  @Override
  public String format() {
    return "pickle";
  }

  @Override
  public List<StoredTensor> tensors() {
    return List.copyOf(tensors);
  }

  @Override
  public boolean isReadable(String name) {
    return values.containsKey(name);
  }

  @Override
  public Array read(String name) throws IOException {
    if (closed) {
      throw new IllegalStateException(path + " is closed");
    }
    PickleValue value = values.get(name);
    int[] scalar = {};
    if (value instanceof NdArray array && array.dtype != null && array.data != null) {
      return decode(name, array, array.dtype, array.data);
    } else if (value instanceof Int number) {
      return new Array.Int64(scalar, new long[] {number.value()});
    } else if (value instanceof Real number) {
      return new Array.Float64(scalar, new double[] {number.value()});
    } else if (value instanceof Truth truth) {
      return new Array.Bool(scalar, new boolean[] {truth.value()});
    }
    throw new CheckpointFormatException(path, name, "there is no such variable");
  }

  private Array decode(String name, NdArray array, Dtype dtype, Raw data)
      throws CheckpointFormatException {
    byte[] raw;
    try {
      raw = data.copy();
    } catch (IllegalArgumentException e) {
      throw new CheckpointFormatException(path, name, String.valueOf(e.getMessage()));
    }
    if (array.fortranOrder && array.shape.length > 1) {
      raw = dtype.type.toCOrder(raw, array.shape);
    }
    ByteOrder order = dtype.bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return dtype.type.decode(raw, order, array.shape.clone());
  }

  @Override
  public void close() {
    closed = true;
    values.clear();
  }
}
