package org.dreamer4j.core.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns what YAML gives into the type of a configuration component. */
final class Values {
  private Values() {}

  static Object convert(String key, @Nullable Object value, RecordComponent target) {
    return convert(key, value, target.getGenericType());
  }

  private static Object convert(String key, @Nullable Object value, Type type) {
    if (type instanceof ParameterizedType list) {
      return list(key, value, list.getActualTypeArguments()[0]);
    }
    Class<?> raw = (Class<?>) type;
    if (raw.isEnum()) {
      return constant(key, value, raw);
    }
    if (value == null) {
      throw wrong(key, "null", raw);
    }
    String text = String.valueOf(value).trim();
    if (raw == String.class) {
      return text;
    }
    if (raw == boolean.class) {
      return bool(key, text);
    }
    return number(key, text, raw);
  }

  private static Object number(String key, String text, Class<?> raw) {
    try {
      BigDecimal number = new BigDecimal(text.replace("_", ""));
      if (raw == double.class) {
        return number.doubleValue();
      }
      return raw == long.class ? (Object) number.longValueExact() : number.intValueExact();
    } catch (NumberFormatException | ArithmeticException e) {
      throw wrong(key, text, raw);
    }
  }

  private static boolean bool(String key, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes" -> true;
      case "false", "no" -> false;
      default -> throw wrong(key, text, boolean.class);
    };
  }

  private static Object constant(String key, @Nullable Object value, Class<?> type) {
    String text = value == null || value.equals(false) ? "none" : String.valueOf(value);
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equalsIgnoreCase(text.trim())) {
        return constant;
      }
    }
    String known = Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT);
    throw new IllegalArgumentException(key + " knows " + known + ", got '" + text + "'");
  }

  private static List<?> list(String key, @Nullable Object value, Type element) {
    List<?> items = value == null ? List.of() : List.of(value);
    if (value instanceof List<?> given) {
      items = given;
    } else if (value instanceof String text && text.startsWith("[") && text.endsWith("]")) {
      items = split(text);
    }
    Type unboxed = element == Integer.class ? int.class : element;
    return items.stream().map(item -> convert(key, item, unboxed)).toList();
  }

  private static List<String> split(String list) {
    String inner = list.substring(1, list.length() - 1).trim();
    return inner.isEmpty() ? List.of() : List.of(inner.split("\\s*,\\s*"));
  }

  private static IllegalArgumentException wrong(String key, String text, Class<?> type) {
    String wanted =
        type == boolean.class
            ? "true or false"
            : type == double.class ? "a number" : "a whole number";
    return new IllegalArgumentException(key + " needs " + wanted + ", got '" + text + "'");
  }
}
