package org.dreamer4j.models.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Tiny;

/** Agents whose exports differ. */
@SuppressWarnings("ImmutableEnumChecker") // Made by Map.of only.
enum Kind {
  IMAGES(Tiny.spec(), Map.of()),
  VECTORS(
      Tiny.vectors(Spec.Box.of(2, -1, 1)),
      Map.of("encoder", "proprio", "gradient_heads", "all_but_image")),
  FUSION(Tiny.spec(), Map.of("encoder", "fusion")),
  DISCRETE(
      new EnvironmentSpec(Map.of("image", new Spec.Image(64, 64, 1)), new Spec.Discrete(3)),
      Map.of("defaults", List.of("dreamer", "pcont", "discrete"))),
  NO_VALUE(Tiny.spec(), Map.of("defaults", List.of("actor"))),
  NO_ACTOR(Tiny.spec(), Map.of("defaults", List.of("planet"))),
  CENTERED(Tiny.spec(), Map.of("defaults", List.of("danijar", "dreamer"))),
  TRUNCATED(
      Tiny.vectors(Spec.Box.of(2, -1, 1)),
      Map.of(
          "encoder",
          "proprio",
          "gradient_heads",
          List.of("reward"),
          "state_diagnostics",
          false,
          "mean_only",
          true,
          "action_head_dist",
          "trunc_normal"));

  private final EnvironmentSpec spec;
  private final Map<String, Object> overrides;

  Kind(EnvironmentSpec spec, Map<String, Object> overrides) {
    this.spec = spec;
    this.overrides = overrides;
  }

  EnvironmentSpec spec() {
    return spec;
  }

  boolean seesImages() {
    return this != VECTORS && this != TRUNCATED;
  }

  boolean acts() {
    return this != NO_ACTOR;
  }

  DreamerAgent agent() {
    Map<String, Object> all = new LinkedHashMap<>(overrides);
    if (acts()) {
      all.put("imagination_horizon", 3);
    } else {
      all.put("imagination_horizon", 0);
    }
    return Tiny.agent(spec, all);
  }
}
