package org.dreamer4j.models.export;

import org.jspecify.annotations.Nullable;

/**
 * What a model card says beyond what the agent itself knows.
 *
 * @param envSteps simulator frames the agent was trained on; null if unknown
 * @param testReturn how well it does; null if unknown
 * @param tool program and version that exported it
 */
public record Provenance(@Nullable Long envSteps, @Nullable TestReturn testReturn, String tool) {
  /** Nothing known, exported from Java. */
  public static final Provenance UNKNOWN = new Provenance(null, null, library());

  private static String library() {
    @Nullable String version = Provenance.class.getPackage().getImplementationVersion();
    return version == null ? "dreamer-models" : "dreamer-models " + version;
  }
}
