package org.dreamer4j.envs.mujoco;

import static org.dreamer4j.envs.mujoco.Numbers.checkFinite;
import static org.dreamer4j.envs.mujoco.Numbers.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.dreamer4j.envs.control.ContactPhysics;
import org.dreamer4j.envs.control.Pose;
import org.w3c.dom.Document;

/**
 * A model simulated by libmujoco. Used by one thread at a time; native calls run on a thread of its
 * own, see {@link MujocoThread}. Once closed every method throws {@link IllegalStateException}.
 *
 * <p>When the simulation diverges, a step throws {@link IllegalStateException}: the episode is
 * lost, {@link #reset} starts another. When MuJoCo gives up, every later call throws it.
 */
public final class MujocoPhysics implements ContactPhysics {
  private static final Logger LOG = LogManager.getLogger(MujocoPhysics.class);
  private static final String DIVERGED = "Nan, Inf or huge value";

  private final MujocoLibrary library;
  private final MujocoThread thread;
  private final MujocoModel model;
  private final Stepper stepper;
  private final List<JointInfo> joints;
  private final Controls controls;
  private final Sensors sensors;
  private final FixedPlaces places;
  private final Appearance appearance;
  private final LivePoses bodyPoses;
  private final LivePoses geomPoses;
  private final LivePoses sitePoses;
  private final List<Runnable> beforeClose = new ArrayList<>();
  private boolean diverged;
  private boolean closed;

  private MujocoPhysics(
      MujocoLibrary library, MujocoThread thread, MujocoModel model, boolean rungeKutta) {
    this.library = library;
    this.thread = thread;
    this.model = model;
    stepper = new Stepper(library, model, rungeKutta);
    joints = JointTable.read(model);
    controls = new Controls(model);
    sensors = new Sensors(model);
    places = new FixedPlaces(model);
    appearance = new Appearance(model);
    bodyPoses = new LivePoses(model, Field.XPOS, Field.XMAT, Field.NBODY);
    geomPoses = new LivePoses(model, Field.GEOM_XPOS, Field.GEOM_XMAT, Field.NGEOM);
    sitePoses = new LivePoses(model, Field.SITE_XPOS, Field.SITE_XMAT, Field.NSITE);
  }

  /**
   * Compiles a model and resets it.
   *
   * @param xml in MuJoCo's format, without includes
   * @throws IllegalArgumentException with MuJoCo's own message if the model is wrong
   * @throws IllegalStateException if MuJoCo gives up
   */
  public static MujocoPhysics open(MujocoLibrary library, String xml) {
    return open(library, ModelXml.parse(xml, "given as text"), Map.of());
  }

  /**
   * Compiles a model and resets it.
   *
   * @param document in MuJoCo's format, without includes
   * @param aliases for names a model does not have: what they are called there
   * @throws IllegalArgumentException with MuJoCo's own message if the model is wrong
   * @throws IllegalStateException if MuJoCo gives up
   */
  public static MujocoPhysics open(
      MujocoLibrary library, Document document, Map<String, String> aliases) {
    MujocoThread thread = new MujocoThread();
    try {
      MujocoModel model = MujocoModel.load(library, thread, document, aliases);
      MujocoPhysics physics =
          new MujocoPhysics(library, thread, model, ModelXml.isRungeKutta(document));
      physics.reset();
      return physics;
    } catch (RuntimeException | Error e) {
      thread.close();
      throw e;
    }
  }

  @Override
  public double timeStepSeconds() {
    return open().real(Field.TIMESTEP);
  }

  @Override
  public int motors() {
    open();
    return controls.count();
  }

  @Override
  public List<JointInfo> joints() {
    open();
    return joints;
  }

  @Override
  public double position(String joint) {
    return open().qpos.get(scalar(joint).positionIndex());
  }

  @Override
  public double velocity(String joint) {
    return open().qvel.get(scalar(joint).velocityIndex());
  }

  @Override
  public double[] positions() {
    return copy(open().qpos);
  }

  @Override
  public double[] velocities() {
    return copy(open().qvel);
  }

  @Override
  public double[] activations() {
    return copy(open().act);
  }

  @Override
  public void setState(String joint, double position, double velocity) {
    open();
    JointInfo info = scalar(joint);
    checkFinite("position of joint '" + joint + "'", position);
    checkFinite("velocity of joint '" + joint + "'", velocity);
    model.qpos.put(info.positionIndex(), position);
    model.qvel.put(info.velocityIndex(), velocity);
  }

  @Override
  public void setState(double[] positions, double[] velocities) {
    open();
    if (positions.length != model.qpos.capacity() || velocities.length != model.qvel.capacity()) {
      throw new IllegalArgumentException(
          "the model has "
              + model.qpos.capacity()
              + " positions and "
              + model.qvel.capacity()
              + " velocities, got "
              + positions.length
              + " and "
              + velocities.length);
    }
    checkFinite("position", positions);
    checkFinite("velocity", velocities);
    model.qpos.put(0, positions);
    model.qvel.put(0, velocities);
  }

  @Override
  public double control(int motor) {
    open();
    return controls.get(motor);
  }

  @Override
  public void setControl(int motor, double value) {
    open();
    checkFinite("control of motor " + motor, value);
    controls.set(motor, value);
  }

  /** Range of a motor's control: lower and upper end, infinite if it has none. */
  @Override
  public double[] controlRange(int motor) {
    open();
    return controls.range(motor);
  }

  @Override
  public double[] sensor(String name) {
    return sensors.read(open().sensors.id(name));
  }

  @Override
  public int contacts() {
    return open().count(Field.NCON);
  }

  /** {@inheritDoc} A name that no body has may be a geom's, then a site's. */
  @Override
  public Pose pose(String body) {
    open();
    if (!model.bodies.has(body) && model.geoms.has(body)) {
      return geom(body);
    }
    return !model.bodies.has(body) && model.sites.has(body)
        ? site(body)
        : bodyPoses.of(model.bodies.id(body));
  }

  @Override
  public Pose geom(String name) {
    return geomPoses.of(open().geoms.id(name));
  }

  @Override
  public Pose site(String name) {
    return sitePoses.of(open().sites.id(name));
  }

  /**
   * {@inheritDoc} A name that no body has may be a geom's or a site's that is fixed to the world.
   *
   * @throws IllegalArgumentException if it hangs on something else or on a joint, or if it is a
   *     geom or site that the model has at the origin
   */
  @Override
  public void place(String body, double x, double y, double z) {
    double[] place = {x, y, z};
    Pose pose = pose(body);
    checkFinite("place of '" + body + "'", place);
    if (model.bodies.has(body)) {
      places.moveBody(body, model.bodies.id(body), place);
    } else if (model.geoms.has(body)) {
      places.moveGeom(body, model.geoms.id(body), place);
    } else {
      places.moveSite(body, model.sites.id(body), place);
    }
    System.arraycopy(place, 0, pose.position(), 0, 3);
  }

  @Override
  public double[] geomSize(String name) {
    return open().triple(Field.GEOM_SIZE, model.geoms.id(name));
  }

  @Override
  public double[] siteSize(String name) {
    return open().triple(Field.SITE_SIZE, model.sites.id(name));
  }

  @Override
  public void resizeSite(String name, double[] size) {
    int site = open().sites.id(name);
    checkFinite("size of site '" + name + "'", size);
    appearance.resizeSite(site, size);
  }

  @Override
  public void setOpacity(String geomOrSite, double alpha) {
    open();
    if (model.geoms.has(geomOrSite)) {
      appearance.setOpacity(Field.GEOM_RGBA, model.geoms.id(geomOrSite), alpha);
    } else {
      appearance.setOpacity(Field.SITE_RGBA, model.sites.id(geomOrSite), alpha);
    }
  }

  @Override
  public void setDamping(String joint, double damping) {
    open();
    if (!(damping >= 0) || Double.isInfinite(damping)) {
      throw new IllegalArgumentException("a damping is finite and not negative, got " + damping);
    }
    int dof = scalar(joint).velocityIndex();
    model.view(Field.DOF_DAMPING, dof + 1).put(dof, damping);
  }

  @Override
  public void setTerrain(float[] heights) {
    open();
    appearance.setTerrain(heights);
  }

  @Override
  public double seconds() {
    return open().real(Field.TIME);
  }

  @Override
  public void setSeconds(double seconds) {
    checkFinite("time", seconds);
    open().setReal(Field.TIME, seconds);
  }

  /** Puts everything to the model's initial state, controls to zero. */
  @Override
  public void reset() {
    open();
    thread.run(stepper::reset);
    diverged = false;
    refresh();
  }

  /** Brings poses and sensors in line with the state, as if no actuator acted. */
  @Override
  public void forward() {
    open();
    thread.run(stepper::forward);
    refresh();
  }

  @Override
  public void step() {
    step(1);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the simulation diverges or has done so since the last {@link
   *     #reset}
   */
  @Override
  public void step(int substeps) {
    if (substeps < 1) {
      throw new IllegalArgumentException("a control step has physics steps, got " + substeps);
    }
    double before = seconds();
    if (diverged) {
      throw new IllegalStateException("the simulation has diverged: reset it first");
    }
    thread.run(() -> stepper.step(substeps));
    refresh();
    if (!(seconds() > before)) {
      throw lost("MuJoCo started it anew");
    }
  }

  private void refresh() {
    bodyPoses.update();
    geomPoses.update();
    sitePoses.update();
    for (String warning : thread.takeWarnings()) {
      if (warning.contains(DIVERGED)) {
        throw lost(warning.strip());
      }
      LOG.warn("MuJoCo: {}", warning.strip());
    }
  }

  private IllegalStateException lost(String reason) {
    diverged = true;
    return new IllegalStateException("the simulation diverged, this episode is lost: " + reason);
  }

  Appearance appearance() {
    return appearance;
  }

  /** Has something done when this is closed, while it can still be used. */
  void beforeClose(Runnable action) {
    beforeClose.add(action);
  }

  MujocoLibrary library() {
    return library;
  }

  MujocoThread thread() {
    return thread;
  }

  /** The model, for drawing; not to be kept beyond a call. */
  MujocoModel open() {
    if (closed) {
      throw new IllegalStateException("the simulation is closed");
    }
    return model;
  }

  /** Frees the simulation; one that MuJoCo gave up on keeps its memory. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    beforeClose.forEach(Runnable::run);
    closed = true;
    if (!thread.isLost()) {
      thread.run(model::free);
    }
    thread.close();
  }

  private JointInfo scalar(String name) {
    JointInfo info = joints.get(model.joints.id(name));
    if (info.kind() == JointKind.FREE || info.kind() == JointKind.BALL) {
      throw new IllegalArgumentException("joint '" + name + "' has more than one coordinate");
    }
    return info;
  }
}
