package org.dreamer4j.envs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;
import org.junit.jupiter.api.Test;

class TaskGroupTest implements EnvironmentContract {
  private static final EnvironmentOptions PLAIN = EnvironmentOptions.seeded(1);
  private static final List<String> CONTINUOUS = List.of("cartpole_balance", "reacher_easy");

  /** Ends after nine steps; tells what it was asked to do. */
  private static final class Recording implements Environment {
    static final List<float[]> ACTIONS = new ArrayList<>();
    static int closed;
    private final EnvironmentSpec spec;
    private int stepsLeft;

    Recording(Spec action, Map<String, Spec> observation) {
      spec = new EnvironmentSpec(observation, action);
    }

    private Observation observation() {
      return Observation.ofImage(Spec.Image.RGB64, new byte[Spec.Image.RGB64.size()]);
    }

    @Override
    public EnvironmentSpec spec() {
      return spec;
    }

    @Override
    public TimeStep reset() {
      stepsLeft = 9;
      return TimeStep.restart(observation());
    }

    @Override
    public TimeStep step(float[] action) {
      spec.checkAction(action);
      ACTIONS.add(action);
      return --stepsLeft > 0
          ? TimeStep.transition(observation(), 1)
          : TimeStep.termination(observation(), 1);
    }

    @Override
    public void close() {
      closed++;
    }
  }

  /** Tasks named after what is special about them. */
  private static final class Recordings implements EnvironmentProvider {
    @Override
    public List<TaskInfo> tasks(SimulatorOptions simulators) {
      return List.of("five_choices", "three_choices", "blind", "small").stream()
          .map(name -> TaskInfo.available(name, "a task"))
          .toList();
    }

    @Override
    public Environment make(String task, EnvironmentOptions options) {
      Spec action = new Spec.Discrete(task.equals("five_choices") ? 5 : 3);
      Map<String, Spec> observation =
          switch (task) {
            case "blind" -> Map.of("position", Spec.Box.unbounded(1));
            case "small" -> Map.of(Observation.IMAGE, new Spec.Image(32, 32, 3));
            default -> Map.of(Observation.IMAGE, Spec.Image.RGB64);
          };
      return new Recording(action, observation);
    }
  }

  private final Registry registry = Registry.load(new Recordings());

  @Override
  public Environment make(long seed) {
    return TaskGroup.of(registry, CONTINUOUS, PLAIN)
        .make("cartpole_balance", new EnvironmentOptions(seed, 0, 0, 30));
  }

  private TaskGroup group(String... tasks) {
    return TaskGroup.of(registry, List.of(tasks), PLAIN);
  }

  private String refusal(String... tasks) {
    return assertThrows(IllegalArgumentException.class, () -> group(tasks)).getMessage();
  }

  @Test
  void severalTasksShowTheirImageAndTakeTheLongestAction() {
    TaskGroup group = TaskGroup.of(registry, CONTINUOUS, PLAIN);
    EnvironmentSpec expected =
        new EnvironmentSpec(Map.of(Observation.IMAGE, Spec.Image.RGB64), Spec.Box.of(2, -1, 1));

    assertEquals(CONTINUOUS, group.tasks());
    assertEquals(expected, group.spec());
    for (String task : CONTINUOUS) {
      try (Environment environment = group.make(task, PLAIN)) {
        assertEquals(expected, environment.spec());
        assertEquals(
            Set.of(Observation.IMAGE), environment.reset().observation().arrays().keySet());
        environment.step(new float[] {0.5f, -0.5f});
      }
    }
  }

  @Test
  void environmentsOfSeveralTasksRunSideBySide() {
    TaskGroup group = TaskGroup.of(registry, CONTINUOUS, PLAIN);
    List<Supplier<Environment>> makers = new ArrayList<>();
    CONTINUOUS.forEach(task -> makers.add(() -> group.make(task, PLAIN)));
    try (VectorEnvironment environments = new VectorEnvironment(makers)) {
      assertEquals(group.spec(), environments.spec());
      environments.reset(0);
      environments.reset(1);
      assertEquals(2, environments.step(new float[2][2]).length);
    }
  }

  @Test
  void aSingleTaskIsAsTheRegistryMakesIt() {
    TaskGroup group = group("dmc_cartpole_balance");
    try (Environment plain = registry.make("cartpole_balance", PLAIN);
        Environment made = group.make("cartpole_balance", PLAIN)) {
      assertEquals(plain.spec(), group.spec());
      assertEquals(plain.spec(), made.spec());
      assertEquals(List.of("cartpole_balance"), group.tasks());
    }
  }

  @Test
  void optionsReachTheEnvironment() {
    TaskGroup group = group("catch", "five_choices");
    try (Environment environment =
        group.make("catch", new EnvironmentOptions(1, 2, 0, 6).forTraining(false))) {
      assertEquals(2, environment.actionRepeat());
      environment.reset();
      TimeStep step = environment.step(new float[] {0, 1, 0, 0, 0});
      for (int i = 1; i < 6; i++) {
        assertTrue(!step.last());
        step = environment.step(new float[] {0, 1, 0, 0, 0});
      }
      assertTrue(step.last());
    }
  }

  @Test
  void discreteTasksTakeAsManyChoicesAsTheLargest() {
    TaskGroup group = group("three_choices", "five_choices", "catch");
    assertEquals(new Spec.Discrete(5), group.spec().action());
    Recording.ACTIONS.clear();
    try (Environment three = group.make("three_choices", PLAIN);
        Environment five = group.make("five_choices", PLAIN)) {
      for (Environment environment : List.of(three, five)) {
        environment.reset();
        environment.step(new float[] {0, 0, 1, 0, 0});
        environment.step(new float[] {0, 0, 0, 0, 1});
      }
    }
    assertArrayEquals(new float[] {0, 0, 1}, Recording.ACTIONS.get(0));
    assertArrayEquals(new float[] {1, 0, 0}, Recording.ACTIONS.get(1), "it has no fifth choice");
    assertArrayEquals(new float[] {0, 0, 1, 0, 0}, Recording.ACTIONS.get(2));
    assertArrayEquals(new float[] {0, 0, 0, 0, 1}, Recording.ACTIONS.get(3));
  }

  @Test
  void environmentsThatWereLookedAtAreClosed() {
    int before = Recording.closed;
    group("three_choices", "five_choices");
    assertEquals(before + 2, Recording.closed);
  }

  @Test
  void tasksThatDoNotFitTogetherAreRefusedInOneLine() {
    assertEquals(
        "tasks with discrete and with continuous actions cannot be learned together:"
            + " {catch=discrete, reacher_easy=continuous}",
        refusal("catch", "reacher_easy"));
    assertEquals(
        "task 'blind' shows no image: it can only be learned alone", refusal("catch", "blind"));
    assertTrue(refusal("catch", "small").contains("images of one size"));
    assertEquals(
        "task 'dmc_reacher_easy' is named twice in [reacher_easy, dmc_reacher_easy]",
        refusal("reacher_easy", "dmc_reacher_easy"));
    assertEquals("at least one task is needed", refusal());
    assertTrue(refusal("catch", "kick").startsWith("unknown task 'kick'"));
    assertEquals(
        "task 'reacher_hard' is none of [cartpole_balance, reacher_easy]",
        assertThrows(
                IllegalArgumentException.class,
                () -> TaskGroup.of(registry, CONTINUOUS, PLAIN).make("reacher_hard", PLAIN))
            .getMessage());
  }
}
