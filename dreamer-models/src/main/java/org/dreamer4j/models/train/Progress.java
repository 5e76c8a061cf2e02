package org.dreamer4j.models.train;

/**
 * How far a run is.
 *
 * @param envSteps simulator frames collected for training
 * @param agentSteps actions taken for training
 * @param episodes training episodes, the random ones included
 * @param updates updates of model, actor and value
 * @param fraction of the way to the configured end, 0 to 1
 */
public record Progress(
    long envSteps, long agentSteps, long episodes, long updates, double fraction) {}
