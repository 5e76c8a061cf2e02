package org.dreamer4j.envs.mujoco;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.dreamer4j.envs.control.EmbeddedTask;
import org.dreamer4j.envs.control.Physics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The embedded engine and libmujoco give the same episodes. */
class NativeParityTest {
  private static final int STEPS = 1000;
  private static final double TOLERANCE = 1e-9;

  private static Physics nativePhysics(NativeTask task) {
    Document model = ModelSource.own().read(task.domain());
    task.prepare(model);
    MujocoLibrary library = InstalledMujoco.library();
    if (!library.version().startsWith("2.")) {
      // MuJoCo 3 stops its solver a little earlier where the cart leans on the end of its rail.
      Element option = model.createElement("option");
      option.setAttribute("tolerance", "0");
      model.getDocumentElement().appendChild(option);
    }
    return MujocoPhysics.open(library, model, task.aliases());
  }

  private static void reset(EmbeddedTask task, Physics physics) {
    physics.reset();
    task.initialize(physics, new SplittableRandom(7));
    physics.forward();
  }

  private static void assertSame(EmbeddedTask task, Physics embedded, Physics other, String at) {
    Map<String, float[]> expected = task.observe(embedded);
    Map<String, float[]> observed = task.observe(other);
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(observed.keySet()));
    expected.forEach((key, values) -> assertArrayEquals(values, observed.get(key), 1e-6f, at));
    assertEquals(task.reward(embedded), task.reward(other), TOLERANCE, at);
  }

  @ParameterizedTest
  @CsvSource({
    "pendulum_swingup, hinge",
    "cartpole_balance, slider hinge",
    "cartpole_swingup, slider hinge",
    "cartpole_balance_sparse, slider hinge",
    "cartpole_swingup_sparse, slider hinge",
    "acrobot_swingup, shoulder elbow",
    "reacher_easy, shoulder wrist",
    "reacher_hard, shoulder wrist"
  })
  void episodesAreTheSameForAThousandSteps(String name, String joints) {
    NativeTask task = NativeTask.of(name);
    SplittableRandom random = new SplittableRandom(3);
    try (Physics embedded = task.task().physics();
        Physics other = nativePhysics(task)) {
      assertEquals(embedded.motors(), other.motors());
      assertEquals(embedded.timeStepSeconds(), other.timeStepSeconds());
      reset(task.task(), embedded);
      reset(task.task(), other);
      assertSame(task.task(), embedded, other, "at the start");
      for (int t = 0; t < STEPS; t++) {
        for (int motor = 0; motor < embedded.motors(); motor++) {
          double control = random.nextDouble(-1.2, 1.2);
          embedded.setControl(motor, control);
          other.setControl(motor, control);
          assertEquals(embedded.control(motor), other.control(motor));
        }
        embedded.step(1);
        other.step(1);
        String at = "at step " + t;
        for (String joint : joints.split(" ")) {
          assertEquals(embedded.position(joint), other.position(joint), TOLERANCE, at);
          assertEquals(embedded.velocity(joint), other.velocity(joint), TOLERANCE, at);
        }
        assertSame(task.task(), embedded, other, at);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "-1"})
  void cartDrivenIntoTheEndOfTheRailIsTheSame(double control) {
    NativeTask task = NativeTask.of("cartpole_swingup");
    try (Physics embedded = task.task().physics();
        Physics other = nativePhysics(task)) {
      for (Physics physics : List.of(embedded, other)) {
        physics.setState("slider", 0, 0);
        physics.setState("hinge", 3, 0);
        physics.forward();
        physics.setControl(0, control);
      }
      double farthest = 0;
      for (int t = 0; t < STEPS; t++) {
        embedded.step(1);
        other.step(1);
        farthest = Math.max(farthest, Math.abs(other.position("slider")));
        assertEquals(embedded.position("slider"), other.position("slider"), TOLERANCE);
        assertEquals(embedded.position("hinge"), other.position("hinge"), TOLERANCE);
      }
      assertEquals(1.9, farthest, 0.1);
    }
  }

  /** dm_control's reacher lies 1 cm above zero, where the embedded one lies at zero. */
  @Test
  void reacherAboveTheFloorIsTheSame() {
    NativeTask task = NativeTask.of("reacher_easy");
    Document model = ModelSource.own().read(task.domain());
    for (Element element : ModelXml.elements(model, "geom")) {
      if (element.getAttribute("name").equals("target")) {
        element.setAttribute("pos", "0 0 .01");
      }
    }
    ModelXml.elements(model, "body").get(0).setAttribute("pos", "0 0 .01");
    try (Physics embedded = task.task().physics();
        Physics other = MujocoPhysics.open(InstalledMujoco.library(), model, task.aliases())) {
      reset(task.task(), embedded);
      reset(task.task(), other);
      assertSame(task.task(), embedded, other, "at the start");
      assertEquals(0.01, other.pose("target").position()[2]);
    }
  }
}
