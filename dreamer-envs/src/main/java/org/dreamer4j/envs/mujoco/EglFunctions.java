package org.dreamer4j.envs.mujoco;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/** The functions of libEGL that are called here. */
interface EglFunctions extends Library {
  @Nullable Pointer eglGetProcAddress(String name);

  @Nullable Pointer eglGetDisplay(@Nullable Pointer nativeDisplay);

  @Nullable Pointer eglGetPlatformDisplay(
      int platform, @Nullable Pointer nativeDisplay, @Nullable Pointer attributes);

  boolean eglInitialize(Pointer display, IntByReference major, IntByReference minor);

  boolean eglTerminate(Pointer display);

  boolean eglBindAPI(int api);

  boolean eglChooseConfig(
      Pointer display,
      int[] attributes,
      PointerByReference configs,
      int most,
      IntByReference count);

  @Nullable Pointer eglCreateContext(
      Pointer display, Pointer config, @Nullable Pointer shared, int[] attributes);

  boolean eglDestroyContext(Pointer display, Pointer context);

  boolean eglMakeCurrent(
      Pointer display, @Nullable Pointer draw, @Nullable Pointer read, @Nullable Pointer context);

  boolean eglReleaseThread();

  int eglGetError();
}
