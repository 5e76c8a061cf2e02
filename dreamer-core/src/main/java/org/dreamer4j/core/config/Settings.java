package org.dreamer4j.core.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Binds flat keys to the configuration records and back. */
final class Settings {
  /** What a user writes for no value. */
  static final String NONE = "none";

  private Settings() {}

  static DreamerConfig build(Map<String, ?> values) {
    RecordComponent[] groups = DreamerConfig.class.getRecordComponents();
    List<RecordComponent> keys = new ArrayList<>();
    for (RecordComponent group : groups) {
      keys.addAll(List.of(group.getType().getRecordComponents()));
    }
    requireKnown("key", values, keys);
    Object[] built = new Object[groups.length];
    for (int i = 0; i < groups.length; i++) {
      built[i] = record(groups[i].getType(), values);
    }
    return (DreamerConfig) construct(DreamerConfig.class, groups, built);
  }

  /** A record nested in a list, from its own keys. */
  static Object nested(String list, Class<?> type, Map<String, ?> values) {
    requireKnown("key of " + list, values, List.of(type.getRecordComponents()));
    return record(type, values);
  }

  static Map<String, Object> flatten(DreamerConfig config) {
    Map<String, Object> out = new LinkedHashMap<>();
    for (RecordComponent group : DreamerConfig.class.getRecordComponents()) {
      flatten(group.getType(), read(group, config), out, true);
    }
    return out;
  }

  /** Keys that are accepted and change nothing. */
  static List<String> unused() {
    List<String> out = new ArrayList<>();
    for (RecordComponent group : DreamerConfig.class.getRecordComponents()) {
      for (RecordComponent component : group.getType().getRecordComponents()) {
        if (!component.getAnnotation(Setting.class).used()) {
          out.add(key(component));
        }
      }
    }
    return out;
  }

  /** The key of a component; {@code *} stands for any name in a family of keys. */
  static String key(RecordComponent component) {
    String family = component.getAnnotation(Setting.class).key();
    return family.isEmpty()
        ? component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT)
        : family;
  }

  /** The words that a type takes; none if it takes no words. */
  static List<String> choices(Class<?> type) {
    if (!type.isEnum()) {
      return List.of();
    }
    return Stream.of(type.getEnumConstants()).map(Settings::plain).map(String::valueOf).toList();
  }

  private static void requireKnown(
      String kind, Map<String, ?> values, List<RecordComponent> components) {
    List<String> known = components.stream().map(Settings::key).toList();
    List<String> single = known.stream().filter(k -> !k.startsWith("*")).toList();
    List<String> families = known.stream().filter(k -> k.startsWith("*")).toList();
    List<String> others =
        values.keySet().stream()
            .filter(k -> families.stream().noneMatch(f -> k.endsWith(f.substring(1))))
            .map(String::valueOf)
            .toList();
    Names.requireKnown(kind, others, single);
  }

  private static Object record(Class<?> type, Map<String, ?> values) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String key = key(components[i]);
      Setting setting = components[i].getAnnotation(Setting.class);
      if (key.startsWith("*")) {
        arguments[i] = Values.convert(key, family(key.substring(1), values), components[i]);
        continue;
      }
      Object value = values.containsKey(key) ? values.get(key) : setting.value();
      if (!setting.noneIs().isEmpty() && Values.isNone(value)) {
        value = setting.noneIs();
      }
      arguments[i] = Values.convert(key, value, components[i]);
    }
    return construct(type, components, arguments);
  }

  /** The members of a family of keys, except those with a key of their own. */
  private static Map<String, Object> family(String suffix, Map<String, ?> values) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (Map.Entry<String, ?> entry : values.entrySet()) {
      String key = entry.getKey();
      if (key.endsWith(suffix) && !OwnKeys.ALL.contains(key)) {
        members.put(key.substring(0, key.length() - suffix.length()), entry.getValue());
      }
    }
    return members;
  }

  /** Keys that stand for themselves; in a class of its own because it reads all records. */
  private static final class OwnKeys {
    static final List<String> ALL = collect();

    private static List<String> collect() {
      List<String> keys = new ArrayList<>();
      for (RecordComponent group : DreamerConfig.class.getRecordComponents()) {
        for (RecordComponent component : group.getType().getRecordComponents()) {
          keys.add(key(component));
        }
      }
      return List.copyOf(keys);
    }
  }

  private static Object construct(Class<?> type, RecordComponent[] parts, Object[] arguments) {
    Class<?>[] types = new Class<?>[parts.length];
    for (int i = 0; i < parts.length; i++) {
      types[i] = parts[i].getType();
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object read(RecordComponent component, Object holder) {
    try {
      return Objects.requireNonNull(component.getAccessor().invoke(holder));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void flatten(
      Class<?> type, Object holder, Map<String, Object> out, boolean withNone) {
    for (RecordComponent component : type.getRecordComponents()) {
      String key = key(component);
      Object value = read(component, holder);
      if (value instanceof Map<?, ?> family) {
        family.forEach((name, member) -> out.put(name + key.substring(1), plain(member)));
        continue;
      }
      Object plain = plain(value);
      if (withNone || !plain.equals(NONE)) {
        out.put(key, plain);
      }
    }
  }

  private static Object plain(Object value) {
    if (value instanceof Enum<?> e) {
      return e.name().toLowerCase(Locale.ROOT);
    }
    if (value instanceof Optional<?> o) {
      return o.isPresent() ? plain(o.get()) : NONE;
    }
    if (value instanceof OptionalInt o) {
      return o.isPresent() ? o.getAsInt() : NONE;
    }
    if (value instanceof OptionalLong o) {
      return o.isPresent() ? o.getAsLong() : NONE;
    }
    if (value instanceof OptionalDouble o) {
      return o.isPresent() ? o.getAsDouble() : NONE;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Settings::plain).toList();
    }
    if (value instanceof Record nested) {
      Map<String, Object> out = new LinkedHashMap<>();
      flatten(nested.getClass(), nested, out, false);
      return out;
    }
    return value;
  }
}
