package org.dreamer4j.models;

/**
 * Counters that a checkpoint keeps beside the variables.
 *
 * @param collections collections done so far, the random ones before training not counted
 * @param episodes training episodes so far, those of an unfinished collection not counted
 */
public record TrainingState(long collections, long episodes) {}
