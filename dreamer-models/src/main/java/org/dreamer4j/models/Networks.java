package org.dreamer4j.models;

import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.config.ModelConfig;
import org.dreamer4j.models.nn.Net;

/**
 * All networks of an agent.
 *
 * @param world encoder, RSSM, decoder and heads
 * @param actor the action head
 * @param value the value head
 */
record Networks(WorldModel world, ActionHead actor, DenseHead value) {

  static Networks create(Net net, ModelConfig config, EnvironmentSpec spec) {
    return new Networks(
        new WorldModel(net, config, spec),
        new ActionHead(net, config, spec.action().size()),
        new DenseHead(net, config, "value", config.valueLayers(), 1));
  }
}
