package org.dreamer4j.models.export;

/**
 * How well an agent does.
 *
 * @param mean of the returns of test episodes
 * @param stddev their standard deviation, 0 for one episode
 * @param episodes how many
 * @param planner how actions were chosen, e.g. {@code policy_mode}
 */
public record TestReturn(double mean, double stddev, int episodes, String planner) {}
