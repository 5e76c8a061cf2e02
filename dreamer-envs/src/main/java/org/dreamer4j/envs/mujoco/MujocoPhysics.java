package org.dreamer4j.envs.mujoco;

import com.sun.jna.Pointer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.dreamer4j.envs.control.ContactPhysics;
import org.dreamer4j.envs.control.Pose;
import org.jspecify.annotations.Nullable;
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
  private final Map<String, String> aliases;
  private final boolean rungeKutta;
  private final MujocoModel model;
  private final List<JointInfo> joints;
  private final int[] sensorAddresses;
  private final boolean[] controlLimited;
  private final DoubleBuffer controlRanges;
  private final FixedPlaces places;
  private final LivePoses bodyPoses;
  private final LivePoses geomPoses;
  private final LivePoses sitePoses;
  private final List<Runnable> beforeClose = new ArrayList<>();
  private int appearance;
  private int terrain;
  private boolean closed;

  private MujocoPhysics(
      MujocoLibrary library,
      MujocoThread thread,
      MujocoModel model,
      Map<String, String> aliases,
      boolean rungeKutta) {
    this.library = library;
    this.thread = thread;
    this.model = model;
    this.aliases = Map.copyOf(aliases);
    this.rungeKutta = rungeKutta;
    joints = JointTable.read(model);
    sensorAddresses = new int[model.sensorDims.length];
    for (int s = 1; s < sensorAddresses.length; s++) {
      sensorAddresses[s] = sensorAddresses[s - 1] + model.sensorDims[s - 1];
    }
    controlLimited = model.layout.flags(model.model, Field.ACTUATOR_CTRLLIMITED, model.motors);
    controlRanges = model.view(Field.ACTUATOR_CTRLRANGE, 2 * model.motors);
    places = new FixedPlaces(model);
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
      MujocoModel model = MujocoModel.load(library, thread, document);
      MujocoPhysics physics =
          new MujocoPhysics(library, thread, model, aliases, ModelXml.isRungeKutta(document));
      physics.reset();
      return physics;
    } catch (RuntimeException | Error e) {
      thread.close();
      throw e;
    }
  }

  @Override
  public double timeStepSeconds() {
    return open().layout.real(model.model, Field.TIMESTEP);
  }

  @Override
  public int motors() {
    return open().motors;
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
    return open().ctrl.get(motor);
  }

  @Override
  public void setControl(int motor, double value) {
    open();
    checkFinite("control of motor " + motor, value);
    double[] range = controlRange(motor);
    model.ctrl.put(motor, Math.max(range[0], Math.min(range[1], value)));
  }

  /** Range of a motor's control: lower and upper end, infinite if it has none. */
  @Override
  public double[] controlRange(int motor) {
    open();
    return controlLimited[motor]
        ? new double[] {controlRanges.get(2 * motor), controlRanges.get(2 * motor + 1)}
        : new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
  }

  @Override
  public double[] sensor(String name) {
    int sensor = id("sensor", name, open().sensors);
    double[] values = new double[model.sensorDims[sensor]];
    model.sensorData.get(sensorAddresses[sensor], values);
    return values;
  }

  @Override
  public int contacts() {
    return open().layout.integer(model.data, Field.NCON);
  }

  /** {@inheritDoc} A name that no body has may be a geom's, then a site's. */
  @Override
  public Pose pose(String body) {
    open();
    if (find(body, model.bodies) != null) {
      return bodyPoses.of(id("body", body, model.bodies));
    }
    if (find(body, model.geoms) != null) {
      return geom(body);
    }
    return find(body, model.sites) != null
        ? site(body)
        : bodyPoses.of(id("body", body, model.bodies));
  }

  @Override
  public Pose geom(String name) {
    return geomPoses.of(id("geom", name, open().geoms));
  }

  @Override
  public Pose site(String name) {
    return sitePoses.of(id("site", name, open().sites));
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
    @Nullable Integer bodyId = find(body, model.bodies);
    @Nullable Integer geomId = find(body, model.geoms);
    if (bodyId != null) {
      places.moveBody(body, bodyId, place);
    } else if (geomId != null) {
      places.moveGeom(body, geomId, place);
    } else {
      places.moveSite(body, id("site", body, model.sites), place);
    }
    System.arraycopy(place, 0, pose.position(), 0, 3);
  }

  @Override
  public double[] geomSize(String name) {
    return triple(Field.GEOM_SIZE, id("geom", name, open().geoms));
  }

  @Override
  public double[] siteSize(String name) {
    return triple(Field.SITE_SIZE, id("site", name, open().sites));
  }

  @Override
  public void resizeSite(String name, double[] size) {
    int site = id("site", name, open().sites);
    if (size.length != 3) {
      throw new IllegalArgumentException("a site has 3 sizes, got " + size.length);
    }
    checkFinite("size of site '" + name + "'", size);
    model.view(Field.SITE_SIZE, 3 * site + 3).put(3 * site, size);
    appearance++;
  }

  @Override
  public void setOpacity(String geomOrSite, double alpha) {
    open();
    if (!(alpha >= 0 && alpha <= 1)) {
      throw new IllegalArgumentException("an opacity lies in [0, 1], got " + alpha);
    }
    boolean isGeom = find(geomOrSite, model.geoms) != null;
    int id = isGeom ? id("geom", geomOrSite, model.geoms) : id("site", geomOrSite, model.sites);
    FloatBuffer colours = model.floatView(isGeom ? Field.GEOM_RGBA : Field.SITE_RGBA, 4 * id + 4);
    colours.put(4 * id + 3, (float) alpha);
    appearance++;
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
    int values = open().count(Field.NHFIELDDATA);
    if (values == 0 || heights.length != values) {
      throw new IllegalArgumentException(
          "the model's terrain has " + values + " heights, got " + heights.length);
    }
    model.floatView(Field.HFIELD_DATA, values).put(0, heights);
    terrain++;
  }

  @Override
  public double seconds() {
    return open().layout.real(model.data, Field.TIME);
  }

  @Override
  public void setSeconds(double seconds) {
    checkFinite("time", seconds);
    open().data.setDouble(model.layout.offset(Field.TIME), seconds);
  }

  /** Puts everything to the model's initial state, controls to zero. */
  @Override
  public void reset() {
    open();
    thread.run(
        () -> {
          library.functions().mj_resetData(model.model, model.data);
          forwardWithoutActuation();
        });
    refresh();
  }

  /** Brings poses and sensors in line with the state, as if no actuator acted. */
  @Override
  public void forward() {
    open();
    thread.run(this::forwardWithoutActuation);
    refresh();
  }

  @Override
  public void step() {
    step(1);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the simulation diverges; {@link #reset} starts anew
   */
  @Override
  public void step(int substeps) {
    if (substeps < 1) {
      throw new IllegalArgumentException("a control step has physics steps, got " + substeps);
    }
    double before = seconds();
    thread.run(() -> stepNatively(substeps));
    refresh();
    if (!(seconds() > before)) {
      throw new IllegalStateException(
          "the simulation diverged and MuJoCo started it anew: this episode is lost");
    }
  }

  private void stepNatively(int substeps) {
    MujocoFunctions functions = library.functions();
    Pointer m = model.model;
    Pointer d = model.data;
    if (!rungeKutta) {
      functions.mj_step2(m, d);
    }
    for (int s = rungeKutta ? 0 : 1; s < substeps; s++) {
      functions.mj_step(m, d);
    }
    functions.mj_step1(m, d);
  }

  private void forwardWithoutActuation() {
    long offset = model.layout.offset(Field.DISABLEFLAGS);
    int flags = model.model.getInt(offset);
    model.model.setInt(offset, flags | model.layout.actuationFlag());
    library.functions().mj_forward(model.model, model.data);
    model.model.setInt(offset, flags);
  }

  private void refresh() {
    bodyPoses.update();
    geomPoses.update();
    sitePoses.update();
    for (String warning : thread.takeWarnings()) {
      if (warning.contains(DIVERGED)) {
        throw new IllegalStateException(
            "the simulation diverged, this episode is lost: " + warning.strip());
      }
      LOG.warn("MuJoCo: {}", warning.strip());
    }
  }

  /** Grows whenever sizes or colours have changed. */
  int appearance() {
    return appearance;
  }

  /** Grows whenever the terrain has changed. */
  int terrain() {
    return terrain;
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
    JointInfo info = joints.get(id("joint", name, model.joints));
    if (info.kind() == JointKind.FREE || info.kind() == JointKind.BALL) {
      throw new IllegalArgumentException("joint '" + name + "' has more than one coordinate");
    }
    return info;
  }

  private double[] triple(Field field, int id) {
    double[] values = new double[3];
    model.view(field, 3 * id + 3).get(3 * id, values);
    return values;
  }

  private @Nullable Integer find(String name, Map<String, Integer> ids) {
    Integer id = ids.get(name);
    return id == null ? ids.get(aliases.getOrDefault(name, name)) : id;
  }

  private int id(String kind, String name, Map<String, Integer> ids) {
    Integer id = find(name, ids);
    if (id == null) {
      throw new IllegalArgumentException("no " + kind + " '" + name + "' among " + ids.keySet());
    }
    return id;
  }

  private static double[] copy(DoubleBuffer values) {
    double[] copy = new double[values.capacity()];
    values.get(0, copy);
    return copy;
  }

  private static void checkFinite(String what, double... values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(what + " must be finite, got " + value);
      }
    }
  }
}
