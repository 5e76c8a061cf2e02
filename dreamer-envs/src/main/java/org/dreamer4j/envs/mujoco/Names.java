package org.dreamer4j.envs.mujoco;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The names of one kind of thing in a model, with their numbers. */
final class Names {
  private final String kind;
  private final Map<String, Integer> ids;
  private final Map<String, String> aliases;

  /**
   * Names.
   *
   * @param kind for messages
   * @param aliases for names that are not among them: what they are called here
   */
  Names(String kind, Map<String, Integer> ids, Map<String, String> aliases) {
    this.kind = kind;
    this.ids = new LinkedHashMap<>(ids);
    this.aliases = Map.copyOf(aliases);
  }

  OptionalInt find(String name) {
    Integer id = ids.get(name);
    if (id == null) {
      id = ids.get(aliases.getOrDefault(name, name));
    }
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  boolean has(String name) {
    return find(name).isPresent();
  }

  /**
   * The number of a name.
   *
   * @throws IllegalArgumentException that lists the names if it is none of them
   */
  int id(String name) {
    return find(name)
        .orElseThrow(
            () -> new IllegalArgumentException("no " + kind + " '" + name + "' among " + all()));
  }

  Collection<String> all() {
    return ids.keySet();
  }

  Map<Integer, String> byId() {
    return ids.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
  }
}
