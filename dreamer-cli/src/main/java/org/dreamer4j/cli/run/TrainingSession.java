package org.dreamer4j.cli.run;

import java.io.IOException;
import java.util.List;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.TaskGroup;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Execution;
import org.dreamer4j.models.TrainingState;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.dreamer4j.models.train.DivergedException;
import org.dreamer4j.models.train.Progress;
import org.dreamer4j.models.train.Trainer;
import org.dreamer4j.replay.EpisodeStore;
import org.dreamer4j.replay.PrefetchingSource;

/**
 * The training of one run in this process: environments, replay, agent and trainer put together.
 * Holds native memory and threads until closed.
 */
public final class TrainingSession implements AutoCloseable {
  private final RunDirectory run;
  private final OpenParts open = new OpenParts();
  private final DreamerAgent agent;
  private final CheckpointDirectory checkpoints;
  private final Trainer trainer;

  /**
   * Prepares training as far as it can go without acting or learning.
   *
   * @param claimed the run, which this process writes
   * @param execution what the graph runs on
   * @param following who takes figures and is told what happens, on the thread that calls {@link
   *     #run}; closed with the session
   * @throws IOException if the replay cannot be read or written
   */
  public TrainingSession(
      ClaimedRun claimed, DreamerConfig config, Execution execution, Followers.Source following)
      throws IOException {
    run = claimed.directory();
    try {
      EpisodeStore trainEpisodes = EpisodeStore.open(run.trainEpisodes());
      EpisodeStore testEpisodes = EpisodeStore.open(run.testEpisodes());
      Trainer.Replayed replayed = new Trainer.Replayed(trainEpisodes.collectedSteps());
      Seeds seeds = new Seeds(config, replayed.agentSteps().size());
      TaskGroup tasks =
          TaskGroup.of(Simulators.registry(config), config.task().tasks(), seeds.environment());
      checkpoints = new CheckpointDirectory(run.path(), claimed::requireHeld);
      agent = open.keep(DreamerAgent.create(config, tasks.spec(), execution));
      Followers followers = open.keep(following.of(agent));
      PrefetchingSource batches =
          open.keep(PrefetchingSource.of(trainEpisodes, tasks.spec(), config.data(), seeds.next()));
      Simulations simulations =
          open.keep(
              new Simulations(claimed, config, tasks, seeds, List.of(trainEpisodes, testEpisodes)));
      Trainer.Surroundings around =
          new Trainer.Surroundings(
              batches, simulations.train(), simulations.test(), followers, followers);
      trainer = new Trainer(agent, checkpoints, around, replayed, simulations.actionRepeat());
    } catch (IOException | RuntimeException | Error e) {
      open.closeAfter(e);
      throw e;
    }
  }

  /**
   * Starts from the weights of another training instead of fresh ones, and saves them, so that the
   * run goes on from them however it ends. Does nothing if the run has a checkpoint.
   *
   * @return whether the run starts from them
   * @throws IOException if they are another agent's, or cannot be read or saved
   */
  public boolean begin(Pretrained pretrained) throws IOException {
    if (checkpoints.latest().isPresent()) {
      return false;
    }
    pretrained.begin(agent);
    checkpoints.save(agent, new TrainingState(0, 0));
    return true;
  }

  /**
   * Trains until the configured end or {@link #stop}, and saves.
   *
   * @throws IOException if an episode or a checkpoint cannot be written
   * @throws DivergedException if a loss or gradient is not finite, naming the file that holds the
   *     batch
   */
  public Progress run() throws IOException {
    try {
      return trainer.run();
    } catch (DivergedException e) {
      throw kept(e);
    }
  }

  private DivergedException kept(DivergedException failure) {
    try {
      return failure.keptIn(Reproduction.write(run, agent, failure));
    } catch (IOException | RuntimeException unwritable) {
      failure.addSuppressed(unwritable);
      return failure;
    }
  }

  /** Lets {@link #run} save and return soon; callable from any thread. */
  public void stop() {
    trainer.stop();
  }

  @Override
  public void close() {
    open.close();
  }
}
