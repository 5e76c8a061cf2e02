package org.dreamer4j.models.checkpoint;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** Files among the test resources. */
final class Fixtures {
  private Fixtures() {}

  /** Path of a resource, e.g. {@code /pickle/nested.pkl}. */
  static Path path(String resource) {
    try {
      return Path.of(Objects.requireNonNull(Fixtures.class.getResource(resource)).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
