package org.dreamer4j.core.config;

import static org.dreamer4j.core.config.Setting.Origin.OURS;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is learned, how its environments are set up, and the seed of all randomness. */
public record TaskConfig(
    @Setting(value = "[cheetah_run]", about = "Names of the tasks.") List<String> tasks,
    @Setting(value = "thread", about = "Where environments run: a thread each, or a process each.")
        Isolation isolateEnvs,
    @Setting(value = "0", unit = "envSteps", about = "Simulator frames per action; 0: the task's.")
        int actionRepeat,
    @Setting(
            value = "0",
            unit = "agentSteps",
            about = "Longest episode; 0 or none: the task's.",
            noneIs = "0")
        int maxLength,
    @Setting(value = "64", unit = "pixels", about = "Width and height of images.") int renderSize,
    @Setting(value = "none", about = "Camera of the simulator; none: the task's.")
        OptionalInt cameraId,
    @Setting(value = "true", about = "Whether actions are scaled to -1 and 1.")
        boolean normalizeActions,
    @Setting(value = "false", about = "Whether a lost life ends an Atari episode in training.")
        boolean atariLifes,
    @Setting(value = "30", about = "Most idle steps at an Atari episode's start.") int atariNoops,
    @Setting(value = "true", about = "Whether Atari repeats an action now and then.")
        boolean atariSticky,
    @Setting(value = "none", unit = "agentSteps", about = "Longest Atari episode in training.")
        OptionalInt atariTrainMaxLength,
    @Setting(value = "false", about = "Whether Atari shows shades of grey.") boolean atariGrayscale,
    @Setting(value = "none", about = "Folder of DeepMind Lab's run files.")
        Optional<String> dmlabRunfilesPath,
    @Setting(
            value = "false",
            about = "As check_numerics; that losses are finite is checked in any case.")
        boolean debug,
    @Setting(
            value = "false",
            about =
                "Whether each term of the losses, each variable and its gradient is checked: the first"
                    + " that is not finite is named.",
            origin = OURS)
        boolean checkNumerics,
    @Setting(
            value = "0",
            about = "Seed of environments, networks, noise and replay.",
            origin = OURS)
        long seed) {

  /** Where environments run. */
  public enum Isolation {
    /** In the thread that trains. */
    NONE,
    /** In a thread of their own. */
    THREAD,
    /** In a process of their own. */
    PROCESS
  }

  public TaskConfig {
    tasks = List.copyOf(tasks);
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("tasks needs at least one task, got " + tasks);
    }
    Checks.notNegative("action_repeat", actionRepeat);
    Checks.notNegative("max_length", maxLength);
    Checks.positive("render_size", renderSize);
    Checks.notNegative("atari_noops", atariNoops);
  }

  /** The first task: the one that a run is named after. */
  public String task() {
    return tasks.get(0);
  }

  /** Seed of episodes that test a finished agent: one off the training's. */
  public long testSeed() {
    return seed + 1;
  }
}
