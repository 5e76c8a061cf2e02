package org.dreamer4j.models.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.ElementType;
import org.jspecify.annotations.Nullable;

/** What an {@link Unpickler} can hold: all that an array in a container needs, and nothing else. */
sealed interface PickleValue {
  /** How a message names a value of this kind. */
  String kind();

  /** Python's None. */
  enum None implements PickleValue {
    /** The only one. */
    NONE;

    @Override
    public String kind() {
      return "None";
    }
  }

  /** An integer. */
  record Int(long value) implements PickleValue {
    @Override
    public String kind() {
      return "int";
    }
  }

  /** A float. */
  record Real(double value) implements PickleValue {
    @Override
    public String kind() {
      return "float";
    }
  }

  /** True or False. */
  record Truth(boolean value) implements PickleValue {
    @Override
    public String kind() {
      return "bool";
    }
  }

  /** A str. */
  record Text(String value) implements PickleValue {
    @Override
    public String kind() {
      return "str";
    }
  }

  /** Bytes, which are not copied until they are asked for. */
  sealed interface Raw extends PickleValue {
    /** Number of bytes. */
    int length();

    /**
     * The bytes, freshly allocated.
     *
     * @throws IllegalArgumentException if they are text beyond Latin-1
     */
    byte[] copy();

    @Override
    default String kind() {
      return "bytes";
    }
  }

  /** Bytes that stand in the file. */
  record Part(byte[] file, int offset, int length) implements Raw {
    @Override
    public byte[] copy() {
      return Arrays.copyOfRange(file, offset, offset + length);
    }
  }

  /** Bytes as the characters of a string, which is how protocols before 3 write them. */
  record Latin1(String text) implements Raw {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public byte[] copy() {
      if (text.chars().anyMatch(c -> c > 0xff)) {
        throw new IllegalArgumentException("bytes written as text beyond Latin-1");
      }
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /** A tuple. */
  record Tuple(List<PickleValue> items) implements PickleValue {
    @Override
    public String kind() {
      return "tuple";
    }
  }

  /** A list, which grows. */
  record Items(List<PickleValue> items) implements PickleValue {
    Items() {
      this(new ArrayList<>());
    }

    @Override
    public String kind() {
      return "list";
    }
  }

  /** A dict with strings or integers for keys, which grows. */
  record Dict(Map<String, PickleValue> items) implements PickleValue {
    Dict() {
      this(new LinkedHashMap<>());
    }

    @Override
    public String kind() {
      return "dict";
    }
  }

  /** An element type; its byte order comes later. */
  final class Dtype implements PickleValue {
    final ElementType type;
    boolean bigEndian;

    Dtype(ElementType type) {
      this.type = type;
    }

    @Override
    public String kind() {
      return "dtype";
    }
  }

  /** An array; what is in it comes later. */
  final class NdArray implements PickleValue {
    @Nullable Dtype dtype;
    int[] shape = {};
    boolean fortranOrder;
    @Nullable Raw data;

    @Override
    public String kind() {
      return "array";
    }
  }

  /** One of the functions and classes that may be named; none is ever looked up or run. */
  enum Global implements PickleValue {
    /** Makes an empty array. */
    RECONSTRUCT,
    /** Makes an array of bytes that lie in the pickle. */
    FROM_BUFFER,
    /** Makes a scalar. */
    SCALAR,
    /** The class of arrays. */
    NDARRAY,
    /** The class of element types. */
    DTYPE,
    /** Makes bytes of a string. */
    ENCODE,
    /** Makes no bytes. */
    BYTES;

    private static final Map<String, Global> KNOWN =
        Map.ofEntries(
            Map.entry("numpy.core.multiarray._reconstruct", RECONSTRUCT),
            Map.entry("numpy._core.multiarray._reconstruct", RECONSTRUCT),
            Map.entry("numpy.core.numeric._frombuffer", FROM_BUFFER),
            Map.entry("numpy._core.numeric._frombuffer", FROM_BUFFER),
            Map.entry("numpy.core.multiarray.scalar", SCALAR),
            Map.entry("numpy._core.multiarray.scalar", SCALAR),
            Map.entry("numpy.ndarray", NDARRAY),
            Map.entry("numpy.dtype", DTYPE),
            Map.entry("_codecs.encode", ENCODE),
            Map.entry("builtins.bytes", BYTES),
            Map.entry("__builtin__.bytes", BYTES));

    /** The one of a qualified name; null if it may not be named. */
    static @Nullable Global of(String name) {
      return KNOWN.get(name);
    }

    @Override
    public String kind() {
      return "function or class";
    }
  }
}
