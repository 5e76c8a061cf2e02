package org.dreamer4j.replay.npz;

import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.core.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Parses the header text, a Python dict literal with the keys {@code descr}, {@code fortran_order}
 * and {@code shape}. Only this much of Python is understood; nothing is evaluated.
 */
final class NpyHeaderParser {
  private static final int MAX_RANK = 32;

  private final String text;
  private final Place place;
  private int at;
  private @Nullable String descr;
  private @Nullable Boolean fortranOrder;
  private int @Nullable [] shape;

  NpyHeaderParser(String text, Place place) {
    this.text = text;
    this.place = place;
  }

  NpyHeader parse(int headerBytes) throws NpzFormatException {
    expect('{');
    while (!accept('}')) {
      field(string());
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    skipBlanks();
    if (at != text.length()) {
      throw unexpected("the end of the header");
    }
    if (descr == null || fortranOrder == null || shape == null) {
      throw place.problem("header lacks one of 'descr', 'fortran_order', 'shape'");
    }
    return new NpyHeader(NpyType.of(descr, place), fortranOrder, shape, headerBytes);
  }

  private void field(String key) throws NpzFormatException {
    expect(':');
    if (key.equals("descr") && descr == null) {
      descr = descr();
    } else if (key.equals("fortran_order") && fortranOrder == null) {
      fortranOrder = bool();
    } else if (key.equals("shape") && shape == null) {
      shape = tuple();
    } else {
      throw place.problem(
          "header has the unexpected or repeated key '" + Printable.name(key) + "'");
    }
  }

  private String descr() throws NpzFormatException {
    if (accept('[')) {
      throw place.problem("structured dtypes are not supported");
    }
    return string();
  }

  private String string() throws NpzFormatException {
    skipBlanks();
    char quote = at < text.length() ? text.charAt(at) : 0;
    if (quote != '\'' && quote != '"') {
      throw unexpected("a string");
    }
    int end = text.indexOf(quote, at + 1);
    if (end < 0 || text.substring(at, end).indexOf('\\') >= 0) {
      throw unexpected("a plain string");
    }
    String value = text.substring(at + 1, end);
    at = end + 1;
    return value;
  }

  private boolean bool() throws NpzFormatException {
    skipBlanks();
    for (String word : List.of("True", "False")) {
      if (text.startsWith(word, at)) {
        at += word.length();
        return word.equals("True");
      }
    }
    throw unexpected("True or False");
  }

  private int[] tuple() throws NpzFormatException {
    List<Integer> sizes = new ArrayList<>();
    expect('(');
    while (!accept(')')) {
      sizes.add(size());
      if (sizes.size() > MAX_RANK) {
        throw place.problem("shape has more than " + MAX_RANK + " dimensions");
      }
      if (!accept(',')) {
        if (sizes.size() == 1) {
          throw unexpected("',' (a tuple of one)");
        }
        expect(')');
        break;
      }
    }
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  private int size() throws NpzFormatException {
    skipBlanks();
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (start == at) {
      throw unexpected("a size");
    }
    try {
      return Integer.parseInt(text, start, at, 10);
    } catch (NumberFormatException e) {
      throw place.problem("size " + text.substring(start, at) + " in the shape is too large");
    }
  }

  private void expect(char symbol) throws NpzFormatException {
    if (!accept(symbol)) {
      throw unexpected("'" + symbol + "'");
    }
  }

  private boolean accept(char symbol) {
    skipBlanks();
    if (at < text.length() && text.charAt(at) == symbol) {
      at++;
      return true;
    }
    return false;
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
      at++;
    }
  }

  private NpzFormatException unexpected(String wanted) {
    return place.problem("header is malformed at character " + at + ": expected " + wanted);
  }
}
