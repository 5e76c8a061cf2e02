package org.dreamer4j.models;

/**
 * What the agent remembers between two steps of an episode.
 *
 * @param sample stochastic state, [S]
 * @param belief deterministic state, [D]
 * @param action action that was executed, [A]
 */
public record AgentState(float[] sample, float[] belief, float[] action) {}
