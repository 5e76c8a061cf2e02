package org.dreamer4j.envs.mujoco;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A loaded libmujoco whose layout is known and whose figures were found right. Stays loaded as long
 * as the program runs; may be used by all threads.
 */
public final class MujocoLibrary {
  private static final Logger LOG = LogManager.getLogger(MujocoLibrary.class);
  private static final Map<Path, MujocoLibrary> LOADED = new HashMap<>();

  /** Threads may sleep in a library that was refused; JNA would unload what nobody refers to. */
  private static final List<NativeLibrary> KEPT = new ArrayList<>();

  /** {@code RTLD_LAZY}: its symbols are not offered to other libraries, of another version say. */
  private static final int OPEN_FLAGS = 1;

  private final Path file;
  private final String version;
  private final MujocoFunctions functions;
  private final Layout layout;

  private MujocoLibrary(Path file, String version, MujocoFunctions functions, Layout layout) {
    this.file = file;
    this.version = version;
    this.functions = functions;
    this.layout = layout;
  }

  /**
   * Loads a library, once per program: finds its layout and compares two of its simulations with
   * the embedded engine's.
   *
   * @throws IllegalArgumentException if the file cannot be loaded or is no libmujoco
   * @throws IllegalStateException if its layout is not understood or its figures are wrong
   */
  public static MujocoLibrary load(Path file) {
    Path real;
    try {
      real = file.toRealPath();
    } catch (IOException e) {
      throw new IllegalArgumentException("no libmujoco at " + file, e);
    }
    synchronized (LOADED) {
      MujocoLibrary known = LOADED.get(real);
      if (known == null) {
        known = open(real);
        LOADED.put(real, known);
      }
      return known;
    }
  }

  private static MujocoLibrary open(Path file) {
    LibraryFile.check(file);
    NativeLibrary library;
    MujocoFunctions functions;
    Map<String, Object> options =
        Map.of(Library.OPTION_OPEN_FLAGS, OPEN_FLAGS, Library.OPTION_STRING_ENCODING, "UTF-8");
    try {
      library = NativeLibrary.getInstance(file.toString(), options);
      functions = Native.load(file.toString(), MujocoFunctions.class, options);
    } catch (LinkageError e) {
      throw new IllegalArgumentException(
          file + " cannot be loaded: " + LibraryFile.firstLine(e.getMessage()), e);
    }
    KEPT.add(library);
    String version;
    try {
      version = functions.mj_versionString();
      ErrorHooks.install(library);
    } catch (UnsatisfiedLinkError e) {
      throw new IllegalArgumentException(file + " is a library, but not libmujoco", e);
    }
    Layout layout;
    try (MujocoThread thread = new MujocoThread()) {
      layout = thread.call(() -> LayoutProbe.probe(functions, library));
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "unknown layout of MuJoCo " + version + " at " + file + ": " + e.getMessage(), e);
    }
    MujocoLibrary loaded = new MujocoLibrary(file, version, functions, layout);
    SelfTest.check(loaded);
    LOG.info("MuJoCo {} from {}", version, file);
    return loaded;
  }

  /** Where it was loaded from. */
  public Path file() {
    return file;
  }

  /** Its own version, such as {@code 2.2.2}. */
  public String version() {
    return version;
  }

  MujocoFunctions functions() {
    return functions;
  }

  Layout layout() {
    return layout;
  }
}
