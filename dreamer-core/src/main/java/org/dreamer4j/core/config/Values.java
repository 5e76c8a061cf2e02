package org.dreamer4j.core.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Turns what YAML gives into the type of a configuration component. */
final class Values {
  /**
   * No number of a configuration needs more; reading one takes time with the square of its length.
   */
  private static final int MOST_DIGITS = 1000;

  private Values() {}

  static Object convert(String key, @Nullable Object value, RecordComponent target) {
    return convert(key, value, target.getGenericType());
  }

  /** Whether a value stands for no value. */
  static boolean isNone(@Nullable Object value) {
    return value == null || String.valueOf(value).trim().equalsIgnoreCase(Settings.NONE);
  }

  private static Object convert(String key, @Nullable Object value, Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return container(key, value, parameterized);
    }
    Class<?> raw = (Class<?>) type;
    if (raw.isEnum()) {
      return constant(key, value, raw);
    }
    if (raw == OptionalInt.class) {
      return isNone(value)
          ? OptionalInt.empty()
          : OptionalInt.of((int) convert(key, value, int.class));
    }
    if (raw == OptionalLong.class) {
      return isNone(value)
          ? OptionalLong.empty()
          : OptionalLong.of((long) convert(key, value, long.class));
    }
    if (raw == OptionalDouble.class) {
      return isNone(value)
          ? OptionalDouble.empty()
          : OptionalDouble.of((double) convert(key, value, double.class));
    }
    return single(key, value, raw);
  }

  private static Object single(String key, @Nullable Object value, Class<?> raw) {
    if (value == null) {
      throw wrong(key, "null", raw);
    }
    if (raw.isRecord()) {
      return Settings.nested(key, raw, mapping(key, value));
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

  private static Object container(String key, @Nullable Object value, ParameterizedType type) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return isNone(value) ? Optional.empty() : Optional.of(convert(key, value, arguments[0]));
    }
    if (type.getRawType() == Map.class) {
      Map<String, Object> out = new LinkedHashMap<>();
      mapping(key, value)
          .forEach(
              (name, member) ->
                  out.put(name, convert(name + key.substring(1), member, unboxed(arguments[1]))));
      return out;
    }
    return list(key, value, arguments[0]);
  }

  private static Object number(String key, String text, Class<?> raw) {
    if (text.length() > MOST_DIGITS) {
      throw wrong(key, text, raw);
    }
    try {
      BigDecimal number = new BigDecimal(text.replace("_", ""));
      if (raw == double.class) {
        return finite(number);
      }
      return raw == long.class ? (Object) number.longValueExact() : number.intValueExact();
    } catch (NumberFormatException | ArithmeticException e) {
      throw wrong(key, text, raw);
    }
  }

  private static double finite(BigDecimal number) {
    double value = number.doubleValue();
    if (Double.isInfinite(value)) {
      throw new NumberFormatException("beyond the range of numbers");
    }
    return value;
  }

  private static boolean bool(String key, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes" -> true;
      case "false", "no" -> false;
      default -> throw wrong(key, text, boolean.class);
    };
  }

  private static Object constant(String key, @Nullable Object value, Class<?> type) {
    // The reference writes False where there is nothing to do: clip_rewards.
    String given = String.valueOf(value).trim();
    boolean isNone = isNone(value) || given.equalsIgnoreCase("false");
    String text = isNone ? Settings.NONE : given;
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equalsIgnoreCase(text)) {
        return constant;
      }
    }
    String known = String.join(", ", Settings.choices(type));
    throw new IllegalArgumentException(key + " knows " + known + "; got '" + given + "'");
  }

  private static List<?> list(String key, @Nullable Object value, Type element) {
    List<?> items = value == null ? List.of() : List.of(value);
    if (value instanceof List<?> given) {
      items = given;
    } else if (value instanceof String text && text.startsWith("[") && text.endsWith("]")) {
      items = split(text);
    }
    return items.stream().map(item -> convert(key, item, unboxed(element))).toList();
  }

  private static Map<String, ?> mapping(String key, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> out = new LinkedHashMap<>();
      map.forEach((name, member) -> out.put(String.valueOf(name), member));
      return out;
    }
    if ("{}".equals(value)) {
      return Map.of();
    }
    throw new IllegalArgumentException(key + " needs {key: value, ...}, got '" + value + "'");
  }

  private static Type unboxed(Type type) {
    if (type == Integer.class) {
      return int.class;
    }
    return type == Double.class ? double.class : type;
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
