package org.dreamer4j.envs.mujoco;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import org.dreamer4j.core.config.SimulatorConfig.Renderer;
import org.dreamer4j.envs.control.Painter;
import org.dreamer4j.envs.mujoco.MujocoFunctions.Rectangle;
import org.jspecify.annotations.Nullable;

/** MuJoCo's own pictures, drawn off screen. Its context belongs to the simulation's thread. */
final class GlPainter implements Painter {
  private static final int FIXED_CAMERA = 2;
  private static final int OFFSCREEN_BUFFER = 1;
  private static final int ALL_CATEGORIES = 7;
  private static final int FONT_SCALE = 100;
  private static final int MOST_GEOMS = 2000;

  /** Far more than MuJoCo's own structures need: 61.5 KB in MuJoCo 3.14. */
  private static final long STRUCTURE_BYTES = 1 << 20;

  private static final OpenPainters OPEN = new OpenPainters(EglDisplay::terminate);

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(OPEN::closeAll, "close-graphics"));
  }

  private final MujocoPhysics physics;
  private final MujocoFunctions functions;
  private final int size;
  private final Memory camera = structure();
  private final Memory option = structure();
  private final Memory scene = structure();
  private final Memory context = structure();
  private final Memory pixels;
  private final Rectangle viewport;
  private int terrain;

  /** Belongs to the simulation's thread; null once it is closed. */
  private @Nullable GlContext graphics;

  /**
   * A painter.
   *
   * @param physics whose model has an off-screen buffer of the size; closes this painter with it
   * @param camera number of the camera
   * @param size width and height, pixels
   * @throws IllegalStateException if nothing can be drawn with here
   */
  GlPainter(MujocoPhysics physics, Renderer renderer, int camera, int size) {
    this.physics = physics;
    this.size = size;
    functions = physics.library().functions();
    pixels = new Memory(3L * size * size);
    viewport = new Rectangle(size, size);
    terrain = physics.heightField().changes();
    OPEN.open(
        this,
        renderer,
        () -> physics.thread().call(() -> context(renderer)),
        made -> physics.thread().run(() -> begin(made, camera)));
    physics.beforeClose(this::close);
  }

  private static Memory structure() {
    Memory memory = new Memory(STRUCTURE_BYTES);
    memory.clear();
    return memory;
  }

  private GlContext context(Renderer renderer) {
    return renderer == Renderer.EGL ? EglContext.open() : new OsMesaContext(size);
  }

  private void begin(GlContext made, int cameraNumber) {
    try {
      Pointer model = physics.open().model;
      functions.mjv_defaultCamera(camera);
      functions.mjv_defaultOption(option);
      functions.mjv_defaultScene(scene);
      functions.mjr_defaultContext(context);
      camera.setInt(0, FIXED_CAMERA);
      camera.setInt(4, cameraNumber);
      functions.mjv_makeScene(model, scene, MOST_GEOMS);
      functions.mjr_makeContext(model, context, FONT_SCALE);
      functions.mjr_setBuffer(OFFSCREEN_BUFFER, context);
    } catch (RuntimeException | Error e) {
      made.close();
      throw e;
    }
    graphics = made;
  }

  @Override
  public void paint(byte[] out) {
    physics.thread().run(this::draw);
    int row = 3 * size;
    for (int y = 0; y < size; y++) {
      // OpenGL's first row is the lowest.
      pixels.read((long) y * row, out, (size - 1 - y) * row, row);
    }
  }

  private void draw() {
    // Asked here, where it is closed too: freed graphics must never be drawn with.
    if (graphics == null) {
      throw new IllegalStateException("the painter is closed");
    }
    MujocoModel model = physics.open();
    if (terrain != physics.heightField().changes()) {
      terrain = physics.heightField().changes();
      functions.mjr_uploadHField(model.model, context, 0);
    }
    functions.mjv_updateScene(model.model, model.data, option, null, camera, ALL_CATEGORIES, scene);
    functions.mjr_render(viewport, scene, context);
    functions.mjr_readPixels(pixels, null, viewport, context);
  }

  @Override
  public void close() {
    if (OPEN.remove(this) && !physics.thread().isLost()) {
      physics.thread().run(this::end);
    }
  }

  private void end() {
    if (graphics != null) {
      functions.mjr_freeContext(context);
      functions.mjv_freeScene(scene);
      graphics.close();
      graphics = null;
    }
  }
}
