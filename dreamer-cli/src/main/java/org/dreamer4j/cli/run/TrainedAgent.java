package org.dreamer4j.cli.run;

import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Policy;
import org.dreamer4j.envs.Driver;
import org.dreamer4j.models.AgentState;
import org.dreamer4j.models.DreamerAgent;

/**
 * An agent with the weights of a checkpoint, and an environment to act in. Holds native memory
 * until closed.
 */
public final class TrainedAgent implements AutoCloseable {
  private final Environment environment;
  private final DreamerAgent agent;
  private final Policy<AgentState> policy;
  private final Driver driver;

  TrainedAgent(Environment environment, DreamerAgent agent) {
    this.environment = environment;
    this.agent = agent;
    this.policy = agent.testPolicy();
    this.driver = new Driver(environment);
  }

  /** The agent, closed with this. */
  public DreamerAgent agent() {
    return agent;
  }

  /** Runs a test episode. */
  public Episode runEpisode() {
    return driver.runEpisode(policy);
  }

  @Override
  public void close() {
    agent.close();
    environment.close();
  }
}
