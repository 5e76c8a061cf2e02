package org.dreamer4j.core.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What there is to know about one key, or one family of keys, of the configuration; made from the
 * {@link Setting} annotations.
 *
 * @param group the part of {@link DreamerConfig} it belongs to
 * @param name the key; {@code *} stands for any head's name in a family
 * @param defaultValue as a user would write it
 * @param unit empty if it has none
 * @param about what it means, one sentence
 * @param origin whether the reference has it
 * @param used whether it has any effect
 * @param choices the words it takes; empty if it takes no words
 */
public record ConfigKey(
    String group,
    String name,
    String defaultValue,
    String unit,
    String about,
    Setting.Origin origin,
    boolean used,
    List<String> choices) {
  private static final String ANY = "*";

  public ConfigKey {
    choices = List.copyOf(choices);
  }

  /** Every key, in the order of {@link DreamerConfig#toMap}. */
  public static List<ConfigKey> all() {
    List<ConfigKey> keys = new ArrayList<>();
    for (RecordComponent group : DreamerConfig.class.getRecordComponents()) {
      keys.addAll(of(group.getName(), group.getType()));
    }
    return keys;
  }

  /** The keys of an entry of {@code train_collects} and {@code test_collects}. */
  public static List<ConfigKey> ofCollects() {
    return of("collects", CollectConfig.class);
  }

  /** What is known about a key that a user or {@link DreamerConfig#toMap} names. */
  public static Optional<ConfigKey> find(String key) {
    List<ConfigKey> all = all();
    return all.stream()
        .filter(known -> known.name.equals(key))
        .findFirst()
        .or(() -> all.stream().filter(known -> known.isFamilyOf(key)).findFirst());
  }

  private boolean isFamilyOf(String key) {
    return name.startsWith(ANY) && key.endsWith(name.substring(ANY.length()));
  }

  private static List<ConfigKey> of(String group, Class<?> type) {
    List<ConfigKey> keys = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      keys.add(of(group, component));
    }
    return keys;
  }

  private static ConfigKey of(String group, RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    String name = Settings.key(component);
    List<String> choices = new ArrayList<>(Settings.choices(single(component.getGenericType())));
    choices.remove(name); // train_planner_objective may refer to planner_objective, not so itself
    return new ConfigKey(
        group,
        name,
        setting.value(),
        setting.unit(),
        setting.about(),
        setting.origin(),
        setting.used(),
        choices);
  }

  private static Class<?> single(Type type) {
    return type instanceof ParameterizedType optional && optional.getRawType() == Optional.class
        ? single(optional.getActualTypeArguments()[0])
        : type instanceof Class<?> raw ? raw : Object.class;
  }
}
