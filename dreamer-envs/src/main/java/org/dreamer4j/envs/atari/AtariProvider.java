package org.dreamer4j.envs.atari;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.dreamer4j.core.Environment;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.EnvironmentProvider;
import org.dreamer4j.envs.SimulatorOptions;
import org.dreamer4j.envs.SimulatorOptions.AtariOptions;
import org.dreamer4j.envs.TaskInfo;
import org.dreamer4j.envs.wrap.OneHotAction;

/**
 * Offers the reference's 57 Atari games, those whose ROM is there. ROMs lie in the folder that the
 * options name, else in that of the environment variable {@code ROMS} or {@code ALE_ROMS_DIR}.
 * Source: google-research/dreamer tasks.py.
 */
public final class AtariProvider implements EnvironmentProvider {
  private static final Logger LOG = LogManager.getLogger(AtariProvider.class);
  private static final int ACTION_REPEAT = 4;

  private final RomFinder finder;
  private final Set<Rom> warned = ConcurrentHashMap.newKeySet();

  /** For {@link java.util.ServiceLoader}. */
  public AtariProvider() {
    this(System.getenv());
  }

  AtariProvider(Map<String, String> environment) {
    finder = new RomFinder(environment);
  }

  @Override
  public List<TaskInfo> tasks(SimulatorOptions simulators) {
    Optional<String> missing = AleLibrary.missing();
    RomShelf shelf = missing.map(RomShelf::closed).orElseGet(() -> finder.find(simulators.atari()));
    return AtariGame.all().stream()
        .map(
            game ->
                new TaskInfo(
                    game.task(),
                    "Atari game",
                    shelf.rom(game).isPresent() ? "" : shelf.whyMissing(game)))
        .toList();
  }

  /**
   * Makes a game. Its action repeat is 4 unless the options say otherwise.
   *
   * @throws IllegalArgumentException if there is no such task or its ROM is not there
   * @throws IllegalStateException if the native library cannot be loaded
   * @throws UncheckedIOException if the ROM cannot be read, or not be copied for the emulator
   */
  @Override
  public Environment make(String task, EnvironmentOptions options) {
    AtariGame game =
        AtariGame.ofTask(task)
            .orElseThrow(() -> new IllegalArgumentException("no Atari game '" + task + "'"));
    AtariOptions atari = options.simulators().atari();
    RomShelf shelf = finder.find(atari);
    Rom rom =
        shelf.rom(game).orElseThrow(() -> new IllegalArgumentException(shelf.whyMissing(game)));
    if (!rom.md5().equals(game.md5()) && warned.add(rom)) {
      LOG.warn(
          "{} is taken for {} by its name; md5 {} is no dump the emulator knows",
          rom.file(),
          task,
          rom.md5());
    }
    SplittableRandom random = new SplittableRandom(options.seed());
    Emulator emulator = insert(game, rom, random.nextInt(1, Integer.MAX_VALUE), atari);
    AtariEnvironment.Settings settings =
        new AtariEnvironment.Settings(
            options.actionRepeat() == 0 ? ACTION_REPEAT : options.actionRepeat(),
            options.simulators().renderSize(),
            atari.noops(),
            options.endsWithLife(),
            AtariEnvironment.Settings.HALF_AN_HOUR);
    return new OneHotAction(new AtariEnvironment(emulator, random, settings), false);
  }

  private static Emulator insert(AtariGame game, Rom rom, int seed, AtariOptions options) {
    try {
      return new AleEmulator(
          game, rom, new AleEmulator.Settings(seed, options.sticky(), options.grayscale()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot play " + game.task() + " from " + rom.file() + ": " + e.getMessage(), e);
    }
  }
}
