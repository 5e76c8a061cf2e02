package org.dreamer4j.envs.mujoco;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A context of EGL without a display or a surface; pictures go to MuJoCo's own buffer. */
final class EglContext implements GlContext {
  private static final int OPENGL_API = 0x30A2;
  private static final int NONE = 0x3038;

  /** Any surface, OpenGL, 8 bits per colour and alpha, 24 bits of depth, 8 of stencil. */
  private static final int[] CONFIG = {
    0x3033, 0, 0x3040, 8, 0x3024, 8, 0x3023, 8, 0x3022, 8, 0x3021, 8, 0x3025, 24, 0x3026, 8, NONE
  };

  private final EglDisplay display;
  private final Pointer context;

  /**
   * Makes a context and makes it current.
   *
   * @throws IllegalStateException if this machine has no EGL that can draw
   */
  EglContext() {
    display = EglDisplay.get();
    @Nullable Pointer made = null;
    try {
      EglFunctions egl = display.functions();
      check(egl.eglBindAPI(OPENGL_API), "has no OpenGL");
      PointerByReference config = new PointerByReference();
      IntByReference count = new IntByReference();
      check(
          egl.eglChooseConfig(display.handle(), CONFIG, config, 1, count) && count.getValue() > 0,
          "has no fitting configuration");
      made = egl.eglCreateContext(display.handle(), config.getValue(), null, new int[] {NONE});
      check(made != null, "makes no context");
      check(
          egl.eglMakeCurrent(display.handle(), null, null, made),
          "cannot make a context current without a surface");
    } catch (IllegalStateException e) {
      if (made != null) {
        display.functions().eglDestroyContext(display.handle(), made);
      }
      throw e;
    }
    context = Objects.requireNonNull(made);
  }

  private void check(boolean success, String fault) {
    if (!success) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "EGL %s here (error 0x%x): choose renderer ray_caster",
              fault,
              display.functions().eglGetError()));
    }
  }

  @Override
  public void close() {
    EglFunctions egl = display.functions();
    egl.eglMakeCurrent(display.handle(), null, null, null);
    egl.eglDestroyContext(display.handle(), context);
    egl.eglReleaseThread();
  }
}
