package org.dreamer4j.cli.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Round numbers along an axis.
 *
 * @param values ascending
 * @param pause between two of them
 */
record Ticks(List<Double> values, double pause) {
  /**
   * Numbers within a range that are multiples of 1, 2 or 5 times a power of ten.
   *
   * @param most about how many
   */
  static Ticks over(double low, double high, int most) {
    double rough = (high - low) / most;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double pause = power * 10;
    for (double factor : new double[] {5, 2, 1}) {
      pause = factor * power >= rough ? factor * power : pause;
    }
    List<Double> values = new ArrayList<>();
    for (long i = (long) Math.ceil(low / pause - 1e-9); i * pause <= high + 1e-9 * pause; i++) {
      values.add(i * pause);
    }
    return new Ticks(values, pause);
  }

  /** A value with as many digits as tell the ticks apart. */
  String text(double value) {
    int digits = (int) Math.max(0, Math.min(6, -Math.floor(Math.log10(pause) + 1e-9)));
    return String.format(Locale.ROOT, "%,." + digits + "f", value == 0 ? 0.0 : value);
  }

  /** A value with one digit behind the point if it needs one. */
  static String plain(double value) {
    String text = String.format(Locale.ROOT, "%,.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** Steps as a person reads them: 0, 500, 2.5k, 20k, 1.5M. */
  static String steps(double value) {
    double size = Math.abs(value);
    String unit = size >= 1e6 ? "M" : size >= 1e3 ? "k" : "";
    double scale = size >= 1e6 ? 1e6 : size >= 1e3 ? 1e3 : 1;
    BigDecimal short3 = BigDecimal.valueOf(value / scale).round(new MathContext(3));
    return short3.stripTrailingZeros().toPlainString() + unit;
  }
}
