package org.dreamer4j.envs.mujoco;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dreamer4j.core.config.SimulatorConfig.Renderer;
import org.dreamer4j.envs.control.Painter;
import org.dreamer4j.envs.mujoco.MujocoFunctions.Rectangle;
import org.jspecify.annotations.Nullable;

/**
 * MuJoCo's own pictures, drawn off screen. Its graphics context belongs to the simulation's thread.
 * One that is still open when the program ends is closed then, since some drivers crash otherwise.
 */
final class GlPainter implements Painter {
  private static final int FIXED_CAMERA = 2;
  private static final int OFFSCREEN_BUFFER = 1;
  private static final int ALL_CATEGORIES = 7;
  private static final int FONT_SCALE = 100;
  private static final int MOST_GEOMS = 2000;
  private static final long SECONDS_AT_EXIT = 5;

  /** Far more than MuJoCo's own structures need: 61.5 KB in MuJoCo 3.14. */
  private static final long STRUCTURE_BYTES = 1 << 20;

  private static final Set<GlPainter> OPEN = ConcurrentHashMap.newKeySet();
  private static @Nullable Renderer inUse;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(GlPainter::closeAll, "close-graphics"));
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
  private @Nullable GlContext graphics;
  private int terrain;

  /**
   * A painter.
   *
   * @param physics whose model has an off-screen buffer of the size; closes this painter with it
   * @param camera number of the camera
   * @param size width and height, pixels
   * @throws IllegalStateException if nothing can be drawn with here
   */
  GlPainter(MujocoPhysics physics, Renderer renderer, int camera, int size) {
    useOnly(renderer);
    this.physics = physics;
    this.size = size;
    functions = physics.library().functions();
    pixels = new Memory(3L * size * size);
    viewport = new Rectangle(size, size);
    terrain = physics.appearance().terrainChanges();
    physics.thread().run(() -> begin(renderer, camera));
    OPEN.add(this);
    physics.beforeClose(this::close);
  }

  /** MuJoCo takes its graphics functions from whichever library the program has loaded. */
  private static synchronized void useOnly(Renderer renderer) {
    if (inUse != null && inUse != renderer) {
      throw new IllegalArgumentException(
          "this program draws with "
              + inUse
              + " already and cannot draw with "
              + renderer
              + " too");
    }
    inUse = renderer;
  }

  private static Memory structure() {
    Memory memory = new Memory(STRUCTURE_BYTES);
    memory.clear();
    return memory;
  }

  private void begin(Renderer renderer, int cameraNumber) {
    GlContext made = renderer == Renderer.EGL ? new EglContext() : new OsMesaContext(size);
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
    if (graphics == null) {
      throw new IllegalStateException("the painter is closed");
    }
    physics.thread().run(this::draw);
    int row = 3 * size;
    for (int y = 0; y < size; y++) {
      // OpenGL's first row is the lowest.
      pixels.read((long) y * row, out, (size - 1 - y) * row, row);
    }
  }

  private void draw() {
    MujocoModel model = physics.open();
    if (terrain != physics.appearance().terrainChanges()) {
      terrain = physics.appearance().terrainChanges();
      functions.mjr_uploadHField(model.model, context, 0);
    }
    functions.mjv_updateScene(model.model, model.data, option, null, camera, ALL_CATEGORIES, scene);
    functions.mjr_render(viewport, scene, context);
    functions.mjr_readPixels(pixels, null, viewport, context);
  }

  @Override
  public synchronized void close() {
    if (graphics == null) {
      return;
    }
    if (!physics.thread().isLost()) {
      physics.thread().run(this::end);
    }
    graphics = null;
    OPEN.remove(this);
  }

  private void end() {
    functions.mjr_freeContext(context);
    functions.mjv_freeScene(scene);
    if (graphics != null) {
      graphics.close();
    }
  }

  private static void closeAll() {
    for (GlPainter painter : OPEN) {
      try {
        CompletableFuture.runAsync(painter::close).get(SECONDS_AT_EXIT, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (ExecutionException | TimeoutException e) {
        // The program ends all the same.
        return;
      }
    }
    EglDisplay.terminate();
  }
}
