package org.dreamer4j.envs.mujoco;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A context of Mesa's renderer in software. */
final class OsMesaContext implements GlContext {
  private static final int RGBA = 0x1908;
  private static final int UNSIGNED_BYTE = 0x1401;
  private static final List<String> NAMES =
      List.of("libOSMesa.so.8", "libOSMesa.so.6", "libOSMesa.so");

  /** The functions of libOSMesa that are called here. */
  @SuppressWarnings("MemberName")
  interface Functions extends Library {
    @Nullable Pointer OSMesaCreateContextExt(
        int format, int depthBits, int stencilBits, int accumulationBits, @Nullable Pointer shared);

    boolean OSMesaMakeCurrent(
        @Nullable Pointer context, @Nullable Pointer buffer, int type, int width, int height);

    void OSMesaDestroyContext(Pointer context);
  }

  /** Kept for good: MuJoCo keeps the addresses of functions in the library. */
  private static @Nullable Functions loaded;

  private final Functions functions;
  private final Pointer context;

  /** What OSMesa would draw to if MuJoCo had no buffer of its own. */
  private final Memory buffer;

  /**
   * Makes a context and makes it current.
   *
   * @throws IllegalStateException if this machine has no OSMesa
   */
  OsMesaContext(int size) {
    functions = load();
    Pointer made = functions.OSMesaCreateContextExt(RGBA, 24, 8, 0, null);
    if (made == null) {
      throw new IllegalStateException("OSMesa makes no context: choose renderer ray_caster");
    }
    context = made;
    buffer = new Memory(4L * size * size);
    if (!functions.OSMesaMakeCurrent(context, buffer, UNSIGNED_BYTE, size, size)) {
      functions.OSMesaDestroyContext(context);
      throw new IllegalStateException(
          "OSMesa cannot make a context current: choose renderer ray_caster");
    }
  }

  private static synchronized Functions load() {
    if (loaded == null) {
      loaded = find();
    }
    return loaded;
  }

  private static Functions find() {
    UnsatisfiedLinkError fault = new UnsatisfiedLinkError("no name tried");
    for (String name : NAMES) {
      try {
        return Native.load(name, Functions.class);
      } catch (UnsatisfiedLinkError e) {
        fault = e;
      }
    }
    throw new IllegalStateException(
        "renderer osmesa needs libOSMesa: apt-get install libosmesa6, or choose renderer"
            + " ray_caster",
        fault);
  }

  @Override
  public void close() {
    functions.OSMesaMakeCurrent(null, null, 0, 0, 0);
    functions.OSMesaDestroyContext(context);
    buffer.close();
  }
}
