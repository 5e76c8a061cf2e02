package org.dreamer4j.envs.mujoco;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.NativeLibrary;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * What libmujoco calls instead of writing MUJOCO_LOG.TXT and ending the program. Stays in place as
 * long as the program runs.
 */
final class ErrorHooks {
  private static final Logger LOG = LogManager.getLogger(ErrorHooks.class);

  /** {@code void (*)(const char*)}. */
  interface Hook extends Callback {
    /** Receives MuJoCo's message. */
    void invoke(String message);
  }

  // Native code holds their addresses, so they must never be collected.
  private static final Hook ERROR = ErrorHooks::onError;
  private static final Hook WARNING = ErrorHooks::onWarning;

  private ErrorHooks() {}

  static void install(NativeLibrary library) {
    library
        .getGlobalVariableAddress("mju_user_error")
        .setPointer(0, CallbackReference.getFunctionPointer(ERROR));
    library
        .getGlobalVariableAddress("mju_user_warning")
        .setPointer(0, CallbackReference.getFunctionPointer(WARNING));
  }

  private static void onError(String message) {
    LOG.error("MuJoCo gave up on {}: {}", Thread.currentThread().getName(), message);
    MujocoThread.giveUp(message);
  }

  private static void onWarning(String message) {
    if (!MujocoThread.warn(message)) {
      LOG.warn("MuJoCo: {}", message);
    }
  }
}
