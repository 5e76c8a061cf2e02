package org.dreamer4j.models;

import java.util.Optional;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.HeadsConfig;
import org.dreamer4j.models.nn.Net;

/**
 * All networks of an agent.
 *
 * @param actionSize A
 * @param world encoder, RSSM, decoder and heads
 * @param actor the action head
 * @param value the value head
 * @param targets slow copies of actor and value
 */
record Networks(
    long actionSize,
    WorldModel world,
    Optional<ActionHead> actor,
    Optional<DenseHead> value,
    Targets targets) {

  /**
   * Slow copies that are not trained.
   *
   * @param actor of the action head
   * @param value of the value head
   */
  record Targets(Optional<ActionHead> actor, Optional<DenseHead> value) {}

  /**
   * Networks for an environment.
   *
   * @throws IllegalArgumentException if the environment's actions do not fit the action head, or it
   *     does not show what the model sees or predicts
   */
  static Networks create(Net net, DreamerConfig config, EnvironmentSpec spec) {
    requireActions(config, spec);
    HeadsConfig heads = config.heads();
    long actions = spec.action().size();
    WorldModel world = new WorldModel(net, config, spec);
    Optional<ActionHead> actor = actor(net, config, heads.actionHead(), "action", actions);
    Optional<DenseHead> value = value(net, config, heads.valueHead(), "value");
    Targets targets =
        new Targets(
            actor(net, config, heads.actionTargetHead(), "action_target", actions),
            value(net, config, heads.valueTargetHead(), "value_target"));
    return new Networks(actions, world, actor, value, targets);
  }

  private static Optional<ActionHead> actor(
      Net net, DreamerConfig config, boolean wanted, String name, long actions) {
    return wanted ? Optional.of(new ActionHead(net, config, name, actions)) : Optional.empty();
  }

  private static Optional<DenseHead> value(
      Net net, DreamerConfig config, boolean wanted, String name) {
    return wanted
        ? Optional.of(new DenseHead(net, config, name, config.heads().valueLayers(), 1))
        : Optional.empty();
  }

  private static void requireActions(DreamerConfig config, EnvironmentSpec spec) {
    boolean discrete = spec.action() instanceof Spec.Discrete;
    HeadsConfig heads = config.heads();
    // The other way round is fine: a one-hot vector lies within -1 and 1.
    if (discrete && heads.actionHead() && !heads.actionHeadDist().isDiscrete()) {
      throw new IllegalArgumentException(
          "the environment takes one of "
              + spec.action().size()
              + " actions: set action_head_dist: onehot_score, e.g. by the preset discrete");
    }
    if (discrete
        && !(config.acting().trainPlanner().usesActor()
            && config.acting().testPlanner().usesActor())) {
      throw new IllegalArgumentException(
          "planners search continuous actions, the environment takes one of "
              + spec.action().size());
    }
    if (spec.action() instanceof Spec.Box box) {
      for (int i = 0; i < box.size(); i++) {
        if (box.low()[i] != -1 || box.high()[i] != 1) {
          throw new IllegalArgumentException(
              "actions must be bounded by -1 and 1, action %d has [%s, %s]: wrap the environment in NormalizeActions"
                  .formatted(i, box.low()[i], box.high()[i]));
        }
      }
    }
  }
}
