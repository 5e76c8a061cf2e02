package org.dreamer4j.envs.mujoco;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dreamer4j.envs.control.ContactPhysics.JointInfo;
import org.dreamer4j.envs.control.ContactPhysics.JointKind;
import org.dreamer4j.envs.control.Pose;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class MujocoPhysicsTest {
  static final String PENDULUM =
      """
      <mujoco><worldbody><body name="pole">
        <joint name="hinge" axis="0 1 0"/>
        <geom name="bob" pos="0 0 .5" size=".05" mass="1"/>
      </body></worldbody></mujoco>
      """;

  private static final String WORLD =
      """
      <mujoco>
        <option timestep=".01"/>
        <worldbody>
          <geom name="floor" type="plane" size="5 5 1"/>
          <geom name="mark" pos="1 1 1" size=".1" contype="0" conaffinity="0"/>
          <geom name="middle" size=".1" contype="0" conaffinity="0"/>
          <site name="spot" pos="2 0 0" size=".1 .2 .3" type="box"/>
          <body name="stand" pos="0 3 1"><geom size=".1" mass="1"/></body>
          <body name="ball" pos="0 0 .6">
            <freejoint name="root"/>
            <geom name="skin" size=".5" mass="2"/>
            <site name="touch" size=".6"/>
          </body>
          <body name="cart" pos="0 -3 1">
            <joint name="rail" type="slide" axis="1 0 0" limited="true" range="-2 3" damping="1"/>
            <geom name="box" type="box" size=".1 .2 .3" mass="1"/>
            <body name="arm"><joint name="ball_joint" type="ball"/>
              <geom pos="0 0 .5" size=".1" mass="1"/></body>
          </body>
        </worldbody>
        <actuator>
          <motor joint="rail" ctrllimited="true" ctrlrange="-.5 .75"/>
          <general joint="rail" dyntype="integrator"/>
        </actuator>
        <sensor>
          <touch name="force" site="touch"/>
          <framepos name="where" objtype="xbody" objname="cart"/>
          <accelerometer name="felt" site="touch"/>
        </sensor>
      </mujoco>
      """;

  private MujocoPhysics physics;

  @BeforeEach
  void open() {
    physics = InstalledMujoco.open(WORLD);
  }

  @AfterEach
  void close() {
    if (physics != null) {
      physics.close();
    }
  }

  private static String refusal(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }

  @Test
  void jointsHaveTheirKindsAddressesAndRanges() {
    assertEquals(
        List.of(
            new JointInfo("root", JointKind.FREE, 0, 0, false, 0, 0),
            new JointInfo("rail", JointKind.SLIDE, 7, 6, true, -2, 3),
            new JointInfo("ball_joint", JointKind.BALL, 8, 7, false, 0, 0)),
        physics.joints());
    assertArrayEquals(
        new double[] {0, 0, .6, 1, 0, 0, 0, 0, 1, 0, 0, 0}, physics.positions(), 1e-15);
    assertEquals(10, physics.velocities().length);
    assertEquals(0.01, physics.timeStepSeconds());
  }

  @Test
  void stateSetByJointAndAsAWholeIsTheSame() {
    physics.setState("rail", 0.5, -0.25);
    assertEquals(0.5, physics.position("rail"));
    assertEquals(-0.25, physics.velocity("rail"));
    double[] positions = physics.positions();
    double[] velocities = physics.velocities();
    assertEquals(0.5, positions[7]);
    assertEquals(-0.25, velocities[6]);
    positions[7] = 1;
    assertEquals(0.5, physics.position("rail"));
    physics.setState(positions, velocities);
    assertEquals(1, physics.position("rail"));
    physics.reset();
    assertEquals(0, physics.position("rail"));
    assertTrue(refusal(() -> physics.position("root")).contains("more than one coordinate"));
    assertTrue(refusal(() -> physics.setState("rail", Double.NaN, 0)).contains("must be finite"));
    assertTrue(
        refusal(() -> physics.setState(new double[3], velocities))
            .startsWith("the model has 12 positions and 10 velocities, got 3"));
  }

  @Test
  void posesAreLive() {
    Pose cart = physics.pose("cart");
    assertArrayEquals(new double[] {0, -3, 1}, cart.position());
    physics.setState("rail", 0.5, 0);
    physics.forward();
    assertArrayEquals(new double[] {0.5, -3, 1}, cart.position());
    assertArrayEquals(new double[] {0.5, -3, 1}, physics.sensor("where"));
    assertArrayEquals(new double[] {0.5, -3, 1}, physics.geom("box").position());
    assertSame(cart, physics.pose("cart"));
    physics.setControl(0, 0.75);
    physics.step(3);
    assertTrue(cart.position()[0] > 0.5);
    assertEquals(0.03, physics.seconds(), 1e-12);
    physics.setSeconds(1);
    assertEquals(1, physics.seconds());
  }

  @Test
  void namesOfBodiesGoBeforeThoseOfGeomsAndSites() {
    assertSame(physics.geom("mark"), physics.pose("mark"));
    assertSame(physics.site("spot"), physics.pose("spot"));
    String unknown = refusal(() -> physics.pose("leg"));
    assertEquals("no body 'leg' among [world, stand, ball, cart, arm]", unknown);
    assertTrue(refusal(() -> physics.sensor("eye")).startsWith("no sensor 'eye' among [force, "));
  }

  @Test
  void whatIsFixedToTheWorldCanBePlaced() {
    for (String name : List.of("mark", "spot", "stand")) {
      physics.place(name, 0.3, 0.2, 4);
      physics.forward();
      assertArrayEquals(new double[] {0.3, 0.2, 4}, physics.pose(name).position(), name);
    }
    for (String name : List.of("ball", "cart", "skin", "touch", "world")) {
      assertEquals(
          "'" + name + "' is part of the mechanism",
          refusal(() -> physics.place(name, 0, 0, 0)),
          name);
    }
    assertTrue(refusal(() -> physics.place("middle", 1, 0, 0)).contains("cannot be moved"));
  }

  @Test
  void controlsAreClampedToTheirRanges() {
    assertEquals(2, physics.motors());
    assertArrayEquals(new double[] {-0.5, 0.75}, physics.controlRange(0));
    assertEquals(Double.POSITIVE_INFINITY, physics.controlRange(1)[1]);
    physics.setControl(0, 2);
    assertEquals(0.75, physics.control(0));
    physics.setControl(0, -2);
    assertEquals(-0.5, physics.control(0));
    assertTrue(refusal(() -> physics.setControl(0, Double.NaN)).contains("must be finite"));
    physics.setControl(1, 3);
    physics.step();
    assertArrayEquals(new double[] {0.03}, physics.activations(), 1e-15);
  }

  @Test
  void contactsAndTouchAppearWhenTheBallLands() {
    assertEquals(0, physics.contacts());
    for (int t = 0; t < 100; t++) {
      physics.step();
    }
    assertEquals(1, physics.contacts());
    assertEquals(2 * 9.81, physics.sensor("force")[0], 1e-3);
  }

  @Test
  void resetAndForwardLeaveActuatorsOut() {
    physics.setControl(0, 0.75);
    physics.forward();
    double[] still = physics.velocities();
    physics.step(1);
    assertEquals(0, still[6]);
    // Force .75 for .01 s on a mass between 1 kg and 2 kg: the step itself does use the control.
    assertTrue(physics.velocity("rail") > 0.00375 && physics.velocity("rail") < 0.0075);
  }

  @Test
  void sensorsOfAccelerationAreThoseOfTheLastStep() {
    // Free fall: at rest the accelerometer feels nothing but what holds the ball, which is nothing.
    physics.step(1);
    assertArrayEquals(new double[3], physics.sensor("felt"), 1e-9);
    double[] velocities = physics.velocities();
    velocities[0] = 1;
    physics.setState(physics.positions(), velocities);
    double before = physics.pose("ball").position()[0];
    physics.step(2);
    assertEquals(before + 0.02, physics.pose("ball").position()[0], 1e-6);
  }

  @Test
  void sizesOpacityAndDampingCanBeChanged() {
    assertArrayEquals(new double[] {.1, .2, .3}, physics.geomSize("box"));
    assertArrayEquals(new double[] {.1, .2, .3}, physics.siteSize("spot"));
    physics.resizeSite("spot", new double[] {.4, .5, .6});
    assertArrayEquals(new double[] {.4, .5, .6}, physics.siteSize("spot"));
    int changes = physics.appearance().changes();
    physics.setOpacity("spot", 0);
    physics.setOpacity("box", 0.5);
    assertEquals(changes + 2, physics.appearance().changes());
    assertTrue(refusal(() -> physics.setOpacity("box", 2)).startsWith("an opacity lies in"));
    assertTrue(refusal(() -> physics.setTerrain(new float[4])).contains("has 0 heights, got 4"));
  }

  @Test
  void dampingOfAJointCanBeChanged() {
    double[] velocities = new double[2];
    for (int i = 0; i < 2; i++) {
      physics.reset();
      physics.setDamping("rail", i == 0 ? 1 : 50);
      physics.setState("rail", 0, 1);
      physics.forward();
      physics.step();
      velocities[i] = physics.velocity("rail");
    }
    assertTrue(velocities[1] < 0.9 * velocities[0]);
    assertTrue(refusal(() -> physics.setDamping("rail", -1)).startsWith("a damping is finite"));
  }

  @Test
  void divergedSimulationEndsTheEpisodeAndCanBeReset() {
    physics.setState("rail", 0, 1e11);
    String lost = assertThrows(IllegalStateException.class, physics::step).getMessage();
    assertTrue(lost.startsWith("the simulation diverged, this episode is lost"), lost);
    physics.reset();
    assertDoesNotThrow(() -> physics.step(5));
    assertEquals(0.05, physics.seconds(), 1e-12);
    assertFalse(Files.exists(Path.of("MUJOCO_LOG.TXT")));
  }

  @Test
  void noStepFollowsADivergenceBeforeTheReset() {
    for (int i = 0; i < 2; i++) {
      physics.setState("rail", 0, 1e11);
      assertThrows(IllegalStateException.class, physics::step);
      assertEquals(
          "the simulation has diverged: reset it first",
          assertThrows(IllegalStateException.class, physics::step).getMessage());
      physics.reset();
      physics.step();
    }
  }

  @Test
  void namesThatAModelDoesNotHaveMayHaveAliases() {
    Document model =
        ModelXml.parse(PENDULUM.replace("hinge", "hinge_1").replace("pole", "pole_1"), "m");
    Map<String, String> aliases = Map.of("hinge", "hinge_1", "pole", "pole_1", "bob", "none");
    try (MujocoPhysics other = MujocoPhysics.open(InstalledMujoco.library(), model, aliases)) {
      other.setState("hinge", Math.PI / 2, 0);
      other.forward();
      assertEquals(1, other.pose("pole").xz(), 1e-12);
      assertEquals(0.5, other.geom("bob").position()[0], 1e-12);
      assertSame(other.pose("pole_1"), other.pose("pole"));
    }
  }

  @Test
  void closedSimulationRefusesEverything() {
    Pose ball = physics.pose("ball");
    physics.close();
    physics.close();
    List<Runnable> calls =
        List.of(
            physics::step,
            physics::reset,
            physics::forward,
            physics::positions,
            physics::contacts,
            physics::seconds,
            physics::joints,
            () -> physics.position("rail"),
            () -> physics.setState("rail", 0, 0),
            () -> physics.setControl(0, 0),
            () -> physics.controlRange(0),
            () -> physics.sensor("force"),
            () -> physics.pose("ball"),
            () -> physics.place("mark", 0, 0, 0),
            () -> physics.setOpacity("box", 1));
    for (Runnable call : calls) {
      assertEquals(
          "the simulation is closed",
          assertThrows(IllegalStateException.class, call::run).getMessage());
    }
    assertEquals(0.6, ball.position()[2], 1e-12);
  }

  @Test
  void mujocosOwnMessageTellsWhatIsWrongWithAModel() {
    String wrong =
        refusal(
            () ->
                InstalledMujoco.open(
                    "<mujoco><worldbody><geom/>"
                        + "<geom type='cube' size='1'/></worldbody></mujoco>"));
    assertTrue(wrong.startsWith("MuJoCo refuses the model: "), wrong);
    assertTrue(wrong.contains("invalid keyword: 'cube'"), wrong);
    assertEquals(1, wrong.lines().count());
    assertTrue(refusal(() -> InstalledMujoco.open("<mujoco>")).contains("is no XML, line 1"));
  }

  @Test
  void manySimulationsLiveSideBySide() {
    try (MujocoPhysics other = InstalledMujoco.open(PENDULUM)) {
      other.setState("hinge", 1, 0);
      other.forward();
      physics.step(5);
      assertEquals(0, other.seconds());
      assertEquals(1, other.position("hinge"));
    }
  }
}
