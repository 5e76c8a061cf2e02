package org.dreamer4j.models.export;

import org.jspecify.annotations.Nullable;

/**
 * How to export a model.
 *
 * @param version folder below the model's, 1 or more; null takes the one after the highest there
 * @param horizon H, steps of the signatures that imagine ahead, at least 1
 * @param training whether a second graph with the tag {@code train} goes along, and with it the
 *     state of the optimizers: the variables take three times the space
 * @param provenance for the card
 */
public record ExportSettings(
    @Nullable Long version, int horizon, boolean training, Provenance provenance) {
  /** The next version, for inference alone. */
  public static final ExportSettings DEFAULT =
      new ExportSettings(null, 15, false, Provenance.UNKNOWN);

  /**
   * Checked settings.
   *
   * @throws IllegalArgumentException if version or horizon is not positive
   */
  public ExportSettings {
    if (version != null && version < 1) {
      throw new IllegalArgumentException("version must be at least 1, got " + version);
    }
    if (horizon < 1) {
      throw new IllegalArgumentException("horizon must be at least 1, got " + horizon);
    }
  }

  /** The same under a version. */
  public ExportSettings withVersion(long newVersion) {
    return new ExportSettings(newVersion, horizon, training, provenance);
  }

  /** The same with another horizon. */
  public ExportSettings withHorizon(int newHorizon) {
    return new ExportSettings(version, newHorizon, training, provenance);
  }

  /** The same with a graph that trains. */
  public ExportSettings withTraining() {
    return new ExportSettings(version, horizon, true, provenance);
  }

  /** The same with another provenance. */
  public ExportSettings withProvenance(Provenance newProvenance) {
    return new ExportSettings(version, horizon, training, newProvenance);
  }
}
