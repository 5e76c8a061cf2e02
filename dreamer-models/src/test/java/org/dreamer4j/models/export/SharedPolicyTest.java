package org.dreamer4j.models.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.Policy.Decision;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.dreamer4j.models.AgentState;
import org.dreamer4j.models.Device;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Execution;
import org.dreamer4j.models.LivePolicy;
import org.dreamer4j.models.Tiny;
import org.dreamer4j.models.export.DreamerPolicy.Choice;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One policy in the hands of 16 threads, the exported one and the agent's own. */
@Timeout(300)
class SharedPolicyTest {
  private static final int THREADS = 16;
  private static final int CASES = 8;
  private static final int CALLS = 40;
  private static final Kind KIND = Kind.FUSION;
  private static final DreamerPolicy.Settings ONE_THREAD =
      new DreamerPolicy.Settings(Choice.DETERMINISTIC, null, new Execution(false, 1, Device.CPU));

  @TempDir private Path folder;

  /** Gives the answer to a case: the action and the state after it. */
  private interface Answers {
    Decision<AgentState> to(int number);
  }

  @Test
  void anExportedPolicyGivesEveryThreadTheAnswersOfOne() throws Exception {
    try (DreamerPolicy policy = DreamerPolicy.load(Exports.of(KIND, folder), ONE_THREAD)) {
      assertSameAnswers(exported(policy), calls(CALLS));
    }
  }

  @Test
  void theAgentGivesEveryThreadTheAnswersOfOne() throws Exception {
    try (DreamerAgent agent = KIND.agent()) {
      assertSameAnswers(live(agent), calls(CALLS));
    }
  }

  @Test
  @Tag("soak")
  void theAnswersAreTheSameForAMinute() throws Exception {
    try (DreamerPolicy policy = DreamerPolicy.load(Exports.of(KIND, folder), ONE_THREAD);
        DreamerAgent agent = KIND.agent()) {
      long number = assertSameAnswers(exported(policy), seconds(30));
      System.out.printf("16 threads, 30 s: %,d calls of the exported policy%n", number);
      System.out.printf(
          "16 threads, 30 s: %,d calls of the agent's%n",
          assertSameAnswers(live(agent), seconds(30)));
    }
  }

  @Test
  void closingAnExportedPolicyInUseEndsEveryUserByAnException() throws Exception {
    Path model = Exports.of(KIND, folder);
    for (int i = 0; i < 3; i++) {
      DreamerPolicy policy = DreamerPolicy.load(model);
      Answers answers = exported(policy);
      assertEndsAll(answers::to, policy::close, "the policy is closed");
    }
  }

  @Test
  void closingAnAgentInUseEndsEveryUserByAnException() throws Exception {
    for (int i = 0; i < 2; i++) {
      DreamerAgent agent = KIND.agent();
      Policy<AgentState> policy = agent.policy(Planner.POLICY_SAMPLE, () -> 0.3);
      Batch batch = Tiny.batch(agent.config(), KIND.spec(), 1);
      assertEndsAll(
          number -> {
            if (number == 0) {
              agent.train(batch);
            } else {
              policy.act(policy.initialState(), Tiny.observation(KIND.spec(), number));
            }
          },
          agent::close,
          "the agent is closed");
    }
  }

  private static Answers exported(DreamerPolicy policy) {
    return number -> policy.act(state(policy, number), Tiny.observation(KIND.spec(), number));
  }

  /** The agent draws noise, which is given here. */
  private static Answers live(DreamerAgent agent) {
    Policy<AgentState> policy = agent.testPolicy();
    LivePolicy live = new LivePolicy(agent);
    Map<String, List<Long>> shapes = new TreeMap<>();
    shapes.put("noise_image", List.of(-1L, 64L, 64L, 3L));
    shapes.put("noise_sample", List.of(-1L, 3L));
    shapes.put("noise_action", List.of(-1L, (long) KIND.spec().action().size()));
    return number -> {
      FedNoise noise = FedNoise.draw(KIND, Choice.SAMPLE, shapes, 1, new Random(number));
      return live.sample(
              List.of(state(policy, number)),
              List.of(Tiny.observation(KIND.spec(), number)),
              noise.live())
          .get(0);
    };
  }

  private static AgentState state(Policy<AgentState> policy, int number) {
    AgentState zero = policy.initialState();
    return new AgentState(
        filled(zero.sample(), number), filled(zero.belief(), number), zero.action());
  }

  private static float[] filled(float[] vector, int number) {
    Random random = new Random(number);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = random.nextFloat();
    }
    return vector;
  }

  /** Whether a thread goes on, for each of them. */
  private interface Patience {
    BooleanSupplier start();
  }

  private static Patience calls(int count) {
    return () -> {
      int[] left = {count};
      return () -> left[0]-- > 0;
    };
  }

  private static Patience seconds(long seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    return () -> () -> System.nanoTime() < end;
  }

  private static long assertSameAnswers(Answers answers, Patience patience) throws Exception {
    List<Decision<AgentState>> alone = new ArrayList<>();
    for (int number = 0; number < CASES; number++) {
      alone.add(answers.to(number));
    }
    assertTrue(differ(alone), "answers that differ tell cases apart");
    AtomicLong asked = new AtomicLong();
    together(
        thread -> {
          BooleanSupplier goesOn = patience.start();
          for (int i = thread; goesOn.getAsBoolean(); i++) {
            assertSame(alone.get(i % CASES), answers.to(i % CASES));
            asked.incrementAndGet();
          }
        });
    assertTrue(asked.get() >= THREADS, "every thread had a turn");
    return asked.get();
  }

  private static boolean differ(List<Decision<AgentState>> decisions) {
    return decisions.stream().map(d -> d.action()[0]).distinct().count() == CASES;
  }

  private static void assertSame(Decision<AgentState> expected, Decision<AgentState> actual) {
    assertArrayEquals(expected.action(), actual.action());
    assertArrayEquals(expected.state().sample(), actual.state().sample());
    assertArrayEquals(expected.state().belief(), actual.state().belief());
  }

  /** Something a thread does, again and again. */
  private interface Use {
    void by(int thread);
  }

  private static void assertEndsAll(Use use, Runnable close, String message) throws Exception {
    CountDownLatch used = new CountDownLatch(THREADS);
    ExecutorService closer = Executors.newSingleThreadExecutor();
    try {
      Future<Boolean> closed =
          closer.submit(
              () -> {
                used.await();
                close.run();
                return true;
              });
      together(
          thread -> {
            IllegalStateException end =
                assertThrows(
                    IllegalStateException.class,
                    () -> {
                      while (true) {
                        use.by(thread);
                        used.countDown();
                      }
                    });
            assertEquals(message, end.getMessage());
          });
      closed.get();
    } finally {
      closer.shutdownNow();
    }
  }

  /** Does the same on all threads at once and fails as the first of them that does. */
  private static void together(Use use) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int number = thread;
        tasks.add(
            () -> {
              use.by(number);
              return true;
            });
      }
      for (Future<Boolean> task : pool.invokeAll(tasks)) {
        task.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
