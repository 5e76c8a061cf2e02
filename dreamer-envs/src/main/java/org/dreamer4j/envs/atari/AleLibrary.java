package org.dreamer4j.envs.atari;

import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bytedeco.ale.ALEInterface;
import org.bytedeco.javacpp.Loader;

/** The native library of the Arcade Learning Environment. */
final class AleLibrary {
  private static final Logger LOG = LogManager.getLogger(AleLibrary.class);

  /** {@code ale::Logger::setMode(ale::Logger::mode)}, which the binding leaves out. */
  private static final String SET_LOGGER_MODE = "_ZN3ale6Logger7setModeENS0_4modeE";

  private static final int ERRORS_ONLY = 2;

  /** {@code RTLD_LAZY} alone: JNA would also offer all symbols to every other library. */
  private static final int LAZY = 1;

  private AleLibrary() {}

  /** Why there is no library for this machine; looks for a file and loads nothing. */
  static Optional<String> missing() {
    String platform = Loader.getPlatform();
    String file = "/org/bytedeco/ale/" + platform + "/" + System.mapLibraryName("jniale");
    if (ALEInterface.class.getResource(file) != null) {
      return Optional.empty();
    }
    return Optional.of(
        "needs the Arcade Learning Environment, whose library for "
            + platform
            + " is not here; add org.bytedeco:ale with that classifier, or use linux-x86_64");
  }

  /**
   * Loads it, unless that was done before.
   *
   * @throws IllegalStateException if it cannot be loaded
   */
  static synchronized void load() {
    Path binding;
    try {
      binding = Path.of(Loader.load(ALEInterface.class));
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "the library of the Arcade Learning Environment cannot be loaded: "
              + e.getMessage()
              + "; if its folder cannot be written, set -Dorg.bytedeco.javacpp.cachedir",
          e);
    }
    mute(binding.resolveSibling(System.mapLibraryName("ale")));
  }

  /** It greets on the terminal and describes every cartridge: ten lines for each environment. */
  private static void mute(Path library) {
    Map<String, Integer> keepingSymbolsApart = Map.of(Library.OPTION_OPEN_FLAGS, LAZY);
    try (NativeLibrary ale = NativeLibrary.getInstance(library.toString(), keepingSymbolsApart)) {
      ale.getFunction(SET_LOGGER_MODE).invokeVoid(new Object[] {ERRORS_ONLY});
    } catch (LinkageError e) {
      LOG.debug("the Arcade Learning Environment stays talkative", e);
    }
  }
}
