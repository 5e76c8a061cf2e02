/** The nouns every part of Dreamer shares; YAML of configurations is read by SnakeYAML. */
module org.dreamer4j.core {
  requires static transitive org.jspecify;
  requires org.yaml.snakeyaml;

  exports org.dreamer4j.core;
  exports org.dreamer4j.core.config;
}
