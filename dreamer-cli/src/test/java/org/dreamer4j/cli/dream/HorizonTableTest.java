package org.dreamer4j.cli.dream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.config.DreamerConfig;
import org.junit.jupiter.api.Test;

class HorizonTableTest {
  private static final int CONTEXT = 2;

  @Test
  void errorsAreThoseOfTheRowThatIsSoManyStepsAfterTheContext() {
    HorizonTable table = new HorizonTable(CONTEXT, 5);
    double[] rewards = {0, 1, 2, 3, 4, 5, 6};
    byte[] truth = new Window(Episodes.of(rewards), 0, 7).images();
    byte[] open = new byte[truth.length];
    Arrays.fill(open, (byte) 25);
    byte[] closed = truth.clone();
    closed[6 * Episodes.IMAGE] = (byte) (60 + 12);
    table.add(truth, prediction(open, closed, 7), rewards);
    List<DreamReport.Step> steps = table.figures().steps();
    assertEquals(List.of(1, 5), steps.stream().map(DreamReport.Step::step).toList());
    assertEquals(5, steps.get(0).open(), 1e-12);
    assertEquals(10, steps.get(0).repeated(), 1e-12);
    assertEquals(0, steps.get(0).closed(), 1e-12);
    assertEquals(35, steps.get(1).open(), 1e-12);
    assertEquals(50, steps.get(1).repeated(), 1e-12);
    assertEquals(12 / Math.sqrt(Episodes.IMAGE), steps.get(1).closed(), 1e-12);
  }

  @Test
  void rewardsAreCorrelatedStepByStepOverWindows() {
    HorizonTable table = new HorizonTable(CONTEXT, 1);
    byte[] images = new byte[3 * Episodes.IMAGE];
    for (double reward : new double[] {3, 1, 2, 5}) {
      float[] guess = {9, 9, (float) (7 - reward)};
      float[] seen = {0, 0, (float) reward};
      table.add(
          images,
          new Prediction(images, images, guess, seen, new float[3], new float[1]),
          new double[] {-reward, 0, reward});
    }
    DreamReport.Step step = table.figures().steps().get(0);
    assertEquals(4, table.figures().windows());
    assertEquals(-1, step.reward().pearson().getAsDouble(), 1e-12);
    assertEquals(1, step.seenReward().r2().getAsDouble(), 1e-12);
  }

  @Test
  void constantRewardsLeaveTheirFiguresUndefined() {
    HorizonTable table = new HorizonTable(CONTEXT, 1);
    byte[] images = new byte[3 * Episodes.IMAGE];
    for (int i = 0; i < 4; i++) {
      table.add(images, prediction(images, images, 3), new double[] {1, 1, 1});
    }
    DreamReport.Step step = table.figures().steps().get(0);
    assertTrue(step.reward().pearson().isEmpty());
    assertTrue(step.reward().r2().isEmpty());
  }

  @Test
  void returnsAreSumsAfterTheContext() {
    RewardScale rewards = new RewardScale(DreamerConfig.resolve(Map.of("value_discount", 1.0)));
    ReturnPairs pairs = new ReturnPairs(CONTEXT, 2, rewards);
    for (int i = 1; i <= 4; i++) {
      Window window = new Window(Episodes.of(100, 7, i, 2 * i, 50), 0, 4);
      float[] reward = {-9, -9, 2 * i, i};
      byte[] images = new byte[0];
      float[] value = {0, 3, 0, 0};
      pairs.add(window, new Prediction(images, images, reward, reward, value, new float[] {-i, 0}));
    }
    DreamReport.Returns open = pairs.figures().get(0);
    assertEquals(7.5, open.predicted(), 1e-6);
    assertEquals(7.5, open.real(), 1e-12);
    assertEquals(1, open.correlation().r2().getAsDouble(), 1e-9);
    DreamReport.Returns imagined = pairs.figures().get(1);
    assertEquals(-2.5, imagined.predicted(), 1e-6);
    assertEquals(-1, imagined.correlation().pearson().getAsDouble(), 1e-9);
    DreamReport.Returns value = pairs.figures().get(2);
    assertEquals(3, value.predicted(), 1e-6);
    assertEquals(7 + 7.5 + 50, value.real(), 1e-12);
    assertTrue(value.correlation().pearson().isEmpty());
  }

  private static Prediction prediction(byte[] open, byte[] closed, int rows) {
    return new Prediction(
        open, closed, new float[rows], new float[rows], new float[rows], new float[1]);
  }
}
