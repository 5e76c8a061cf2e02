package org.dreamer4j.envs.mujoco;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connection to EGL, one for all contexts of the program, which has it until it ends: MuJoCo
 * asks for the addresses of graphics functions once, so the libraries behind them must stay.
 */
final class EglDisplay {
  private static final int PLATFORM_DEVICE = 0x313F;
  private static final int PLATFORM_SURFACELESS = 0x31DD;
  private static final int MOST_DEVICES = 16;

  private static @Nullable EglDisplay settled;

  private final EglFunctions functions;
  private final Pointer handle;

  private EglDisplay(EglFunctions functions, Pointer handle) {
    this.functions = functions;
    this.handle = handle;
  }

  /**
   * Makes something on the display. The first time, displays are tried in turn: that on which it
   * works is the program's from then on.
   *
   * @throws IllegalStateException if there is no EGL or it works on none of its displays
   */
  static synchronized <T> T with(Function<EglDisplay, T> work) {
    if (settled != null) {
      return work.apply(settled);
    }
    Settled<T> first = first(load(), work);
    settled = first.display;
    return first.made;
  }

  /** Ends EGL with the program, once all contexts are closed. */
  static synchronized void terminate() {
    if (settled != null) {
      settled.functions.eglTerminate(settled.handle);
    }
  }

  EglFunctions functions() {
    return functions;
  }

  Pointer handle() {
    return handle;
  }

  private static EglFunctions load() {
    try {
      return Native.load("libEGL.so.1", EglFunctions.class);
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "renderer egl needs libEGL: apt-get install libegl1 libegl-mesa0 libgl1-mesa-dri, or"
              + " choose renderer ray_caster",
          e);
    }
  }

  /** A display and what was made on it. */
  record Settled<T>(EglDisplay display, T made) {}

  /** The first display on which something works; what the best one lacks is told if none does. */
  static <T> Settled<T> first(EglFunctions functions, Function<EglDisplay, T> work) {
    @Nullable IllegalStateException fault = null;
    for (Pointer handle : displays(functions)) {
      if (!functions.eglInitialize(handle, new IntByReference(), new IntByReference())) {
        continue;
      }
      EglDisplay display = new EglDisplay(functions, handle);
      try {
        return new Settled<>(display, work.apply(display));
      } catch (IllegalStateException e) {
        functions.eglTerminate(handle);
        fault = fault == null ? e : fault;
      }
    }
    throw fault != null
        ? fault
        : new IllegalStateException(
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
    var query = com.sun.jna.Function.getFunction(address);
    if (query.invokeInt(new Object[] {MOST_DEVICES, devices, count}) == 0) {
      return List.of();
    }
    return List.of(Arrays.copyOf(devices, count.getValue()));
  }
}
