package org.dreamer4j.cli.bench;

import java.util.Optional;
import org.dreamer4j.core.Batch;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.GraphCost;

/** One update on the same batch, again and again. */
final class TrainSubject implements Subject {
  private final DreamerAgent agent;
  private final Batch batch;

  TrainSubject(DreamerAgent agent) {
    this.agent = agent;
    batch =
        RandomData.batch(
            agent.config().data().batchSize(), agent.config().data().batchLength(), agent.spec());
  }

  @Override
  public void run() {
    agent.train(batch);
  }

  @Override
  public double frames() {
    return (double) batch.size() * batch.length();
  }

  @Override
  public Optional<GraphCost> cost() {
    return Optional.of(agent.updateCost());
  }

  @Override
  public void close() {
    agent.close();
  }
}
