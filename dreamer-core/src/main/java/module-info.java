/** The nouns every part of Dreamer shares, without any dependency at run time. */
module org.dreamer4j.core {
  requires static transitive org.jspecify;

  exports org.dreamer4j.core;
  exports org.dreamer4j.core.config;
}
