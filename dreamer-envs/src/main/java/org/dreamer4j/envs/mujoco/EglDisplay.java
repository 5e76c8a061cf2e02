package org.dreamer4j.envs.mujoco;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connection to EGL, one for all contexts of the program, which has it until it ends: MuJoCo
 * asks for the addresses of graphics functions once, so the libraries behind them must stay.
 */
final class EglDisplay {
  private static final int PLATFORM_DEVICE = 0x313F;
  private static final int PLATFORM_SURFACELESS = 0x31DD;
  private static final int MOST_DEVICES = 16;

  private static @Nullable EglDisplay open;

  private final EglFunctions functions;
  private final Pointer handle;

  private EglDisplay(EglFunctions functions, Pointer handle) {
    this.functions = functions;
    this.handle = handle;
  }

  /**
   * The display, initialized.
   *
   * @throws IllegalStateException if there is no EGL or none of its displays works
   */
  static synchronized EglDisplay get() {
    if (open == null) {
      open = initialize();
    }
    return open;
  }

  /** Ends EGL with the program, once all contexts are closed. */
  static synchronized void terminate() {
    if (open != null) {
      open.functions.eglTerminate(open.handle);
    }
  }

  EglFunctions functions() {
    return functions;
  }

  Pointer handle() {
    return handle;
  }

  private static EglDisplay initialize() {
    EglFunctions functions;
    try {
      functions = Native.load("libEGL.so.1", EglFunctions.class);
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "renderer egl needs libEGL: apt-get install libegl1 libegl-mesa0 libgl1-mesa-dri, or"
              + " choose renderer ray_caster",
          e);
    }
    for (Pointer display : displays(functions)) {
      if (functions.eglInitialize(display, new IntByReference(), new IntByReference())) {
        return new EglDisplay(functions, display);
      }
    }
    throw new IllegalStateException(
        "EGL finds nothing to draw with: apt-get install libgl1-mesa-dri, or choose renderer"
            + " ray_caster");
  }

  /** Graphics cards first, then software without a surface, then whatever the system offers. */
  private static List<Pointer> displays(EglFunctions functions) {
    List<Pointer> displays = new ArrayList<>();
    for (Pointer device : devices(functions)) {
      add(displays, functions.eglGetPlatformDisplay(PLATFORM_DEVICE, device, null));
    }
    add(displays, functions.eglGetPlatformDisplay(PLATFORM_SURFACELESS, null, null));
    add(displays, functions.eglGetDisplay(null));
    return displays;
  }

  private static void add(List<Pointer> displays, @Nullable Pointer display) {
    if (display != null) {
      displays.add(display);
    }
  }

  private static List<Pointer> devices(EglFunctions functions) {
    @Nullable Pointer address = functions.eglGetProcAddress("eglQueryDevicesEXT");
    if (address == null) {
      return List.of();
    }
    Pointer[] devices = new Pointer[MOST_DEVICES];
    IntByReference count = new IntByReference();
    Function query = Function.getFunction(address);
    if (query.invokeInt(new Object[] {MOST_DEVICES, devices, count}) == 0) {
      return List.of();
    }
    return List.of(Arrays.copyOf(devices, count.getValue()));
  }
}
