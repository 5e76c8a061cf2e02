package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dreamer4j.core.Episode;
import org.dreamer4j.models.dist.TanhNormal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** One acting step in double precision, all its noise fed. */
class PolicyGraphTest {
  private static final int PIXELS = 64 * 64 * 3;
  private static final int S = 3;
  private static final int D = 4;
  private static final int A = 2;
  private static final int SAMPLES = 100;
  private static DoubleDreamer dreamer;

  @BeforeAll
  static void open() {
    // A narrow actor: its samples stay off the ends of the range unless a test wants otherwise.
    dreamer = new DoubleDreamer(Map.of("action_head_init_std", 0.3));
  }

  @AfterAll
  static void close() {
    dreamer.close();
  }

  @Test
  void actingStepByStepIsThePosteriorOfTraining() {
    RssmState posterior = dreamer.graph.train().model().observed().posterior();
    List<double[]> expected = dreamer.run.run(List.of(posterior.sample(), posterior.belief()));
    int rows = DoubleDreamer.SIZE;
    Call call = new Call(rows, new Random(1));
    Arrays.fill(call.sample, 0);
    Arrays.fill(call.belief, 0);
    for (int t = 0; t < DoubleDreamer.LENGTH; t++) {
      for (int b = 0; b < rows; b++) {
        int row = b * DoubleDreamer.LENGTH + t;
        System.arraycopy(dreamer.pixels, row * PIXELS, call.images, b * PIXELS, PIXELS);
        copy(dreamer.noise.get("image"), row, call.noise.get("image"), b, PIXELS);
        copy(dreamer.vectors.get(Episode.ACTION), row, call.action, b, A);
      }
      copy(dreamer.noise.get("prior"), t, call.noise.get("prior"), 0, rows * S);
      copy(dreamer.noise.get("posterior"), t, call.noise.get("posterior"), 0, rows * S);
      Step step = call.run();
      for (int b = 0; b < rows; b++) {
        int row = b * DoubleDreamer.LENGTH + t;
        near(rows(expected.get(0), row, 1, S), rows(step.sample, b, 1, S));
        near(rows(expected.get(1), row, 1, D), rows(step.belief, b, 1, D));
      }
      copy(step.sample, 0, call.sample, 0, rows * S);
      copy(step.belief, 0, call.belief, 0, rows * D);
    }
  }

  @Test
  void aBatchOfRowsIsThoseRowsAlone() {
    Call three = new Call(3, new Random(2));
    Step together = three.run();
    for (int row = 0; row < 3; row++) {
      Step alone = three.row(row).run();
      near(alone.sample, rows(together.sample, row, 1, S));
      near(alone.belief, rows(together.belief, row, 1, D));
      near(alone.sampled, rows(together.sampled, row, 1, A));
      near(alone.mode, rows(together.mode, row, 1, A));
    }
  }

  @Test
  void twoInterleavedEpisodesDoNotInfluenceEachOther() {
    double[] first = episode(new Call(1, new Random(3)), null);
    double[] other = episode(new Call(1, new Random(4)), null);
    assertArrayEquals(first, episode(new Call(1, new Random(3)), new Call(1, new Random(4))));
    assertArrayEquals(other, episode(new Call(1, new Random(4)), new Call(1, new Random(3))));
  }

  @Test
  void actionsStayWithinTheirBoundsWhateverTheExploration() {
    Call call = new Call(50, new Random(5));
    call.exploration = 3;
    Step step = call.run();
    for (double[] actions : List.of(step.sampled, step.mode)) {
      assertEquals(1, Arrays.stream(actions).max().orElseThrow());
      assertEquals(-1, Arrays.stream(actions).min().orElseThrow());
    }
  }

  @Test
  void explorationAddsItsNoiseToTheAction() {
    Call call = new Call(20, new Random(6));
    call.exploration = 0;
    Step without = call.run();
    call.exploration = 0.25;
    Step with = call.run();
    double[] noise = call.noise.get("exploration");
    for (int i = 0; i < noise.length; i++) {
      double added = 0.25 * noise[i];
      assertEquals(clip(without.sampled[i] + added), with.sampled[i], 1e-12);
      assertEquals(clip(without.mode[i] + added), with.mode[i], 1e-12);
    }
    assertArrayEquals(without.sample, with.sample);
    assertArrayEquals(without.belief, with.belief);
  }

  @Test
  void theSampleIsTheTanhOfTheActorsNormal() {
    Call call = new Call(4, new Random(7));
    call.exploration = 0;
    Step step = call.run();
    double[][] actor = actor(step, 4);
    double[] noise = call.noise.get("action");
    for (int i = 0; i < noise.length; i++) {
      assertEquals(Math.tanh(actor[0][i] + actor[1][i] * noise[i]), step.sampled[i], 1e-12);
    }
  }

  @Test
  void theModeIsTheMostLikelyOfAHundredSamples() {
    int rows = 4;
    Call call = new Call(rows, new Random(8));
    call.exploration = 0;
    Step step = call.run();
    double[][] actor = actor(step, rows);
    double[] noise = call.noise.get("mode");
    for (int row = 0; row < rows; row++) {
      double[] best = new double[A];
      double highest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < SAMPLES; k++) {
        double[] action = new double[A];
        double logProb = 0;
        for (int a = 0; a < A; a++) {
          double z = noise[(k * rows + row) * A + a];
          double stddev = actor[1][row * A + a];
          action[a] = Math.tanh(actor[0][row * A + a] + stddev * z);
          logProb += -z * z / 2 - Math.log(stddev) - Math.log(1 - action[a] * action[a]);
        }
        if (logProb > highest) {
          highest = logProb;
          best = action;
        }
      }
      near(best, rows(step.mode, row, 1, A));
    }
  }

  /** Three steps on one image, another episode's steps between them; the last action and state. */
  private static double[] episode(Call call, Call between) {
    Step step = call.run();
    for (int t = 0; t < 2; t++) {
      if (between != null) {
        between.follow(between.run());
      }
      call.follow(step);
      step = call.run();
    }
    double[] out = Arrays.copyOf(step.belief, D + S + A);
    System.arraycopy(step.sample, 0, out, D, S);
    System.arraycopy(step.sampled, 0, out, D + S, A);
    return out;
  }

  /** Mean and standard deviation before tanh at the state after a step, [N, A] each. */
  private static double[][] actor(Step step, int rows) {
    double[] feature = new double[rows * (S + D)];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(step.sample, row * S, feature, row * (S + D), S);
      System.arraycopy(step.belief, row * D, feature, row * (S + D) + S, D);
    }
    Operand<TFloat32> input = dreamer.run.input(feature, rows, S + D);
    TanhNormal policy =
        (TanhNormal) dreamer.graph.networks().actor().orElseThrow().distribution(input);
    return dreamer
        .run
        .run(List.of(policy.base().mean(), policy.base().stddev()))
        .toArray(double[][]::new);
  }

  private record Step(double[] sample, double[] belief, double[] sampled, double[] mode) {}

  /** Everything one step takes, for a number of rows. */
  private static final class Call {
    private final int rows;
    private final byte[] images;
    private final double[] sample;
    private final double[] belief;
    private final double[] action;
    private final Map<String, double[]> noise = new LinkedHashMap<>();
    private double exploration = 0.1;

    Call(int rows, Random random) {
      this.rows = rows;
      images = new byte[rows * PIXELS];
      random.nextBytes(images);
      sample = normal(random, rows * S);
      belief = normal(random, rows * D);
      action = Arrays.stream(normal(random, rows * A)).map(Math::tanh).toArray();
      noise.put("image", random.doubles((long) rows * PIXELS, 0, 1.0 / 256).toArray());
      noise.put("prior", normal(random, rows * S));
      noise.put("posterior", normal(random, rows * S));
      noise.put("action", normal(random, rows * A));
      noise.put("exploration", normal(random, rows * A));
      noise.put("mode", normal(random, SAMPLES * rows * A));
    }

    /** One row of this. */
    Call row(int row) {
      Call one = new Call(1, new Random(0));
      System.arraycopy(images, row * PIXELS, one.images, 0, PIXELS);
      copy(sample, row, one.sample, 0, S);
      copy(belief, row, one.belief, 0, D);
      copy(action, row, one.action, 0, A);
      noise.forEach(
          (name, values) -> {
            double[] target = one.noise.get(name);
            if (name.equals("mode")) {
              for (int k = 0; k < SAMPLES; k++) {
                copy(values, k * rows + row, target, k, A);
              }
            } else {
              copy(values, row, target, 0, target.length);
            }
          });
      one.exploration = exploration;
      return one;
    }

    /** Makes a step's state and action those before the next. */
    void follow(Step step) {
      copy(step.sample, 0, sample, 0, rows * S);
      copy(step.belief, 0, belief, 0, rows * D);
      copy(step.sampled, 0, action, 0, rows * A);
    }

    Step run() {
      PolicyGraph policy = dreamer.graph.policy();
      dreamer.run.feed(policy.senses().image(), Tensors.bytes(images.clone(), rows, 64, 64, 3));
      dreamer.run.feed(policy.sample(), sample, rows, S);
      dreamer.run.feed(policy.belief(), belief, rows, D);
      dreamer.run.feed(policy.action(), action, rows, A);
      double[] scale = new double[A];
      Arrays.fill(scale, exploration);
      dreamer.run.feed(policy.scale(), scale, A);
      noise.forEach(
          (name, values) -> {
            Operand<TFloat32> draw = dreamer.graph.noise().get("policy/" + name);
            dreamer.run.feed(draw, values, shape(name));
          });
      List<double[]> out =
          dreamer.run.run(
              List.of(
                  policy.next().sample(),
                  policy.next().belief(),
                  policy.sampled().orElseThrow(),
                  policy.mode().orElseThrow()));
      return new Step(out.get(0), out.get(1), out.get(2), out.get(3));
    }

    private long[] shape(String name) {
      return switch (name) {
        case "image" -> new long[] {rows, 64, 64, 3};
        case "mode" -> new long[] {SAMPLES, rows, A};
        case "prior", "posterior" -> new long[] {rows, S};
        default -> new long[] {rows, A};
      };
    }
  }

  private static void near(double[] expected, double[] actual) {
    assertArrayEquals(expected, actual, 1e-12);
    assertTrue(expected.length > 0);
  }

  private static double clip(double x) {
    return Math.max(-1, Math.min(1, x));
  }

  private static double[] rows(double[] values, int row, int count, int size) {
    return Arrays.copyOfRange(values, row * size, (row + count) * size);
  }

  /** Copies one row of a size to another row. */
  private static void copy(double[] from, int row, double[] to, int toRow, int size) {
    System.arraycopy(from, row * size, to, toRow * size, size);
  }

  private static double[] normal(Random random, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextGaussian();
    }
    return values;
  }
}
