package org.dreamer4j.core.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Binds flat keys to the configuration records and back. */
final class Settings {
  private Settings() {}

  static DreamerConfig build(Map<String, ?> values) {
    Names.requireKnown("key", values.keySet(), keys());
    RecordComponent[] groups = DreamerConfig.class.getRecordComponents();
    Object[] built = new Object[groups.length];
    for (int i = 0; i < groups.length; i++) {
      built[i] = record(groups[i].getType(), values);
    }
    return (DreamerConfig) construct(DreamerConfig.class, groups, built);
  }

  static Map<String, Object> flatten(DreamerConfig config) {
    Map<String, Object> out = new LinkedHashMap<>();
    for (RecordComponent group : DreamerConfig.class.getRecordComponents()) {
      Object holder = read(group, config);
      for (RecordComponent component : group.getType().getRecordComponents()) {
        out.put(key(component), plain(read(component, holder)));
      }
    }
    return out;
  }

  static Collection<String> keys() {
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (RecordComponent group : DreamerConfig.class.getRecordComponents()) {
      for (RecordComponent component : group.getType().getRecordComponents()) {
        settings.put(key(component), component.getAnnotation(Setting.class));
      }
    }
    return settings.keySet();
  }

  private static Object record(Class<?> type, Map<String, ?> values) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String key = key(components[i]);
      Object value = values.get(key);
      if (value == null && !values.containsKey(key)) {
        value = components[i].getAnnotation(Setting.class).value();
      }
      arguments[i] = Values.convert(key, value, components[i]);
    }
    return construct(type, components, arguments);
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
      return component.getAccessor().invoke(holder);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object plain(Object value) {
    return value instanceof Enum<?> e ? e.name().toLowerCase(Locale.ROOT) : value;
  }

  private static String key(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
