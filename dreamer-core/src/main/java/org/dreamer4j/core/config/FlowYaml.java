package org.dreamer4j.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Printable;

/**
 * A value of YAML within one line: a word or number, a quoted text, a list in square brackets or a
 * mapping in curly ones. Words and numbers are given as text. Tags, anchors, aliases and blocks are
 * refused.
 */
final class FlowYaml {
  private static final int DEEPEST = 20;
  private static final char END = '\n'; // no line has one
  private static final String RESERVED = "&*!|>%@`#?,]}";

  private final String text;
  private int at;

  private FlowYaml(String text) {
    this.text = text;
  }

  /**
   * A text, a list or a mapping.
   *
   * @throws IllegalArgumentException if it is none of what is taken here
   */
  static Object parse(String text) {
    FlowYaml parser = new FlowYaml(text);
    Object value = parser.value(0);
    if (parser.next() != END) {
      throw parser.unexpected();
    }
    return value;
  }

  /** A text in double quotes, escaped as in JSON. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (!Printable.is(String.valueOf(c))) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private Object value(int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("brackets are nested deeper than " + DEEPEST);
    }
    return switch (next()) {
      case '[' -> list(depth);
      case '{' -> mapping(depth);
      case '"' -> doubleQuoted();
      case '\'' -> singleQuoted();
      default -> plain(depth);
    };
  }

  private List<Object> list(int depth) {
    List<Object> items = new ArrayList<>();
    at++;
    while (next() != ']') {
      items.add(value(depth + 1));
      separate(']');
    }
    at++;
    return items;
  }

  private Map<String, Object> mapping(int depth) {
    Map<String, Object> entries = new LinkedHashMap<>();
    at++;
    while (next() != '}') {
      String key = String.valueOf(value(depth + 1));
      if (next() != ':') {
        throw unexpected();
      }
      at++;
      if (entries.put(key, value(depth + 1)) != null) {
        throw new IllegalArgumentException("a key stands twice in a mapping");
      }
      separate('}');
    }
    at++;
    return entries;
  }

  /** Skips a comma; without one the closing bracket must follow. */
  private void separate(char closing) {
    char c = next();
    if (c == ',') {
      at++;
    } else if (c != closing) {
      throw unexpected();
    }
  }

  private String doubleQuoted() {
    StringBuilder out = new StringBuilder();
    for (at++; current() != '"'; at++) {
      if (current() == END) {
        throw unexpected();
      }
      out.append(current() == '\\' ? escaped() : current());
    }
    at++;
    return out.toString();
  }

  private char escaped() {
    at++;
    char c = current();
    if (c == 'u') {
      try {
        char code = (char) Integer.parseInt(text, at + 1, at + 5, 16);
        at += 4;
        return code;
      } catch (IndexOutOfBoundsException | NumberFormatException e) {
        throw unexpected();
      }
    }
    int known = "\"\\/bfnrt".indexOf(c);
    if (known < 0) {
      throw unexpected();
    }
    return "\"\\/\b\f\n\r\t".charAt(known);
  }

  private String singleQuoted() {
    StringBuilder out = new StringBuilder();
    for (at++; ; at++) {
      if (current() == END) {
        throw unexpected();
      }
      if (current() == '\'') {
        at++;
        if (current() != '\'') {
          return out.toString();
        }
      }
      out.append(current());
    }
  }

  private String plain(int depth) {
    int start = at;
    if (current() == END || RESERVED.indexOf(current()) >= 0) {
      throw unexpected();
    }
    String ends = depth == 0 ? "" : ",[]{}";
    while (current() != END && ends.indexOf(current()) < 0 && !isMark()) {
      at++;
    }
    String word = text.substring(start, at).strip();
    return word.equals("null") || word.equals("~") ? Settings.NONE : word;
  }

  /** Whether a comment starts here, or a key ends. */
  private boolean isMark() {
    char before = text.charAt(at - 1);
    boolean comment = current() == '#' && Character.isWhitespace(before);
    boolean colon =
        current() == ':'
            && (at + 1 == text.length() || Character.isWhitespace(text.charAt(at + 1)));
    return comment || colon;
  }

  /** The next character that is no space and no comment; {@link #END} if there is none. */
  private char next() {
    while (current() != END && Character.isWhitespace(current())) {
      at++;
    }
    if (current() == '#' && (at == 0 || Character.isWhitespace(text.charAt(at - 1)))) {
      at = text.length();
    }
    return current();
  }

  private char current() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private IllegalArgumentException unexpected() {
    String where =
        at < text.length() ? " before '" + Printable.text(text.substring(at, at + 1)) + "'" : "";
    return new IllegalArgumentException(
        "the value is not understood" + (where.isEmpty() ? ": it has no end" : where));
  }
}
