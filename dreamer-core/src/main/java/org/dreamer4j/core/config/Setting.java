package org.dreamer4j.core.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one configuration key. The key is the component's name in snake case; this annotation
 * is the only home of its default and its meaning.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /** The default, written as a user would in YAML. */
  String value();

  /** What it means, one sentence. */
  String about();

  /** Unit of the value; empty if it has none. */
  String unit() default "";

  /** Where the key comes from. */
  Origin origin() default Origin.REFERENCE;

  /** A family of keys, {@code *} standing for any name; empty for a key of its own. */
  String key() default "";

  /** The value that {@code none} stands for; empty if there must be a value. */
  String noneIs() default "";

  /** Whether the value has any effect; the reference has keys that it never reads. */
  boolean used() default true;

  /** Whether a key is the reference's or ours. */
  enum Origin {
    /** google-research/dreamer. */
    REFERENCE,
    /** Added by this project. */
    OURS
  }
}
