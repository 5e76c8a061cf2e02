package org.dreamer4j.core.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.dreamer4j.core.config.ActingConfig.NoiseType;
import org.dreamer4j.core.config.PlannerConfig.Objective;
import org.dreamer4j.core.config.PlannerConfig.Planner;

/**
 * One entry of {@code train_collects} or {@code test_collects}: episodes that are collected beside
 * others, with settings of their own. What is not given is taken from the keys of the run.
 */
public record CollectConfig(
    @Setting(value = "main", about = "Name in figures.") String name,
    @Setting(value = "none", about = "First part of the name in figures; train or test.")
        Optional<String> prefix,
    @Setting(value = "none", about = "Mode of the environment, train or test; the phase's.")
        Optional<String> mode,
    @Setting(value = "true", about = "Whether rewards are learned from.") boolean giveRewards,
    @Setting(value = "none", about = "Folder of the episodes; the phase's.")
        Optional<String> saveEpisodeDir,
    @Setting(value = "none", about = "Environments that are stepped together; num_envs.")
        OptionalInt numEnvs,
    @Setting(value = "none", unit = "episodes", about = "Fewest episodes; collect_episodes.")
        OptionalInt numEpisodes,
    @Setting(value = "none", unit = "agentSteps", about = "Fewest steps; collect_steps.")
        OptionalInt numSteps,
    @Setting(
            value = "none",
            unit = "sequences",
            about = "First collection of a phase; collect_every.")
        OptionalLong stepsAfter,
    @Setting(value = "none", unit = "sequences", about = "Between two collections; collect_every.")
        OptionalLong stepsEvery,
    @Setting(value = "none", unit = "sequences", about = "Where collections of a phase end; never.")
        OptionalLong stepsUntil,
    @Setting(value = "none", about = "Who acts; train_planner or test_planner.")
        Optional<Planner> planner,
    @Setting(value = "none", unit = "steps", about = "Length of plans; planner_horizon.")
        OptionalInt horizon,
    @Setting(value = "none", about = "What plans are rated by; the phase's planner objective.")
        Optional<Objective> objective,
    @Setting(value = "none", about = "Kind of noise on actions.")
        Optional<NoiseType> actionNoiseType,
    @Setting(value = "none", about = "Noise on actions.") OptionalDouble actionNoiseScale,
    @Setting(value = "none", unit = "sequences", about = "Noise schedule.")
        OptionalLong actionNoiseRamp,
    @Setting(value = "none", about = "Smallest factor of the noise schedule.")
        OptionalDouble actionNoiseMin,
    @Setting(value = "none", about = "Factor of the noise on each action.")
        Optional<List<Double>> actionNoiseFactors) {}
