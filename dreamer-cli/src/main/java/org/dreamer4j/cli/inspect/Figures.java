package org.dreamer4j.cli.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.dreamer4j.models.checkpoint.TensorStatistics;
import org.jspecify.annotations.Nullable;

/** Figures as tables and JSON objects show them. */
public final class Figures {
  static final String NONE = "-";

  private static final long FREE = -1;
  private static final MathContext THREE_DIGITS = new MathContext(3);

  private Figures() {}

  /** Three significant digits; whole numbers below a million as they are. */
  static String number(double value) {
    double magnitude = Math.abs(value);
    if (Double.isNaN(value)) {
      return NONE;
    } else if (value == Math.rint(value) && magnitude < 1e6) {
      return String.format(Locale.ROOT, "%.0f", value + 0.0); // no minus before zero
    } else if (magnitude < 1e-3 || magnitude >= 1e5) {
      return String.format(Locale.ROOT, "%.1e", value);
    }
    return new BigDecimal(value).round(THREE_DIGITS).toPlainString();
  }

  /** A count with separators. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A count with what is counted. */
  public static String count(long value, String what) {
    return count(value) + " " + what + (value == 1 ? "" : "s");
  }

  /** A shape, e.g. {@code 4x4x3x32}; a question mark for a free size. */
  static String shape(List<Long> shape) {
    return shape.isEmpty()
        ? "scalar"
        : shape.stream()
            .map(size -> size == FREE ? "?" : Long.toString(size))
            .collect(Collectors.joining("x"));
  }

  /** Puts a shape; null where its rank is unknown. */
  static void putShape(ObjectNode node, @Nullable List<Long> shape) {
    if (shape == null) {
      node.putNull("shape");
    } else {
      ArrayNode sizes = node.putArray("shape");
      shape.forEach(sizes::add);
    }
  }

  /** Minimum, mean, maximum and number of NaNs, for a table. */
  static String[] cells(@Nullable TensorStatistics statistics) {
    return statistics == null
        ? new String[] {NONE, NONE, NONE, NONE}
        : new String[] {
          number(statistics.min()),
          number(statistics.mean()),
          number(statistics.max()),
          count(statistics.nan())
        };
  }

  /**
   * Puts {@code min}, {@code mean}, {@code max}, {@code standard_deviation} (of the finite
   * elements), {@code nan}, {@code infinite} and {@code zeros}.
   */
  static void put(ObjectNode node, TensorStatistics statistics) {
    put(node, "min", statistics.min());
    put(node, "mean", statistics.mean());
    put(node, "max", statistics.max());
    put(node, "standard_deviation", statistics.standardDeviation());
    node.put("nan", statistics.nan());
    node.put("infinite", statistics.infinite());
    node.put("zeros", statistics.zeros());
  }

  /** Puts a figure, null where it is undefined. */
  static void put(ObjectNode node, String key, double value) {
    if (Double.isNaN(value)) {
      node.putNull(key);
    } else {
      node.put(key, value);
    }
  }
}
