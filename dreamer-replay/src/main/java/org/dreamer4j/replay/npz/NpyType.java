package org.dreamer4j.replay.npz;

import org.dreamer4j.core.Array;
import org.dreamer4j.core.ElementType;
import org.dreamer4j.core.Printable;

/** The element types that are read and written, all little-endian. */
enum NpyType {
  UINT8("|u1", ElementType.UINT8),
  BOOL("|b1", ElementType.BOOL),
  FLOAT16("<f2", ElementType.FLOAT16),
  FLOAT32("<f4", ElementType.FLOAT32),
  FLOAT64("<f8", ElementType.FLOAT64),
  INT32("<i4", ElementType.INT32),
  INT64("<i8", ElementType.INT64);

  private final String descr;
  private final ElementType elements;

  NpyType(String descr, ElementType elements) {
    this.descr = descr;
    this.elements = elements;
  }

  /** NumPy's name of the type and its byte order. */
  String descr() {
    return descr;
  }

  /** How one element is stored. */
  ElementType elements() {
    return elements;
  }

  /** Size of one element. */
  int bytes() {
    return elements.bytes();
  }

  static NpyType of(String descr, Place place) throws NpzFormatException {
    for (NpyType type : values()) {
      if (type.descr.equals(descr)) {
        return type;
      }
    }
    String shown = Printable.name(descr);
    if (shown.startsWith(">")) {
      throw place.problem(
          "big-endian dtype '"
              + shown
              + "' is not supported; save it as '<"
              + shown.substring(1)
              + "'");
    }
    throw place.problem(
        "dtype '" + shown + "' is not supported; supported are u1, b1, f2, f4, f8, i4, i8");
  }

  /** The type an array is written as. */
  static NpyType of(Array array) {
    return valueOf(ElementType.of(array).name());
  }
}
