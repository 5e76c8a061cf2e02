package org.dreamer4j.envs.atari;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.dreamer4j.envs.Lacking;
import org.dreamer4j.envs.SimulatorOptions;
import org.dreamer4j.envs.SimulatorOptions.AtariOptions;

/** The real emulator with our own cartridge, see catch.asm. */
final class RealAle {
  static final AtariGame BREAKOUT = AtariGame.ofTask("atari_breakout").orElseThrow();

  /** Actions of Breakout, by their places in its minimal set. */
  static final int IDLE = 0;

  static final int RIGHT = 2;
  static final int LEFT = 3;

  private RealAle() {}

  /** Skips a test where there is no emulator; fails it in CI on the platform that has one. */
  static void require() {
    Optional<String> missing = AleLibrary.missing().or(RealAle::whyNotLoaded);
    if (missing.isPresent()) {
      if (Loader.getPlatform().equals("linux-x86_64")) {
        Lacking.skip(missing.get());
      }
      abort(missing.get());
    }
  }

  private static Optional<String> whyNotLoaded() {
    try {
      AleLibrary.load();
      return Optional.empty();
    } catch (IllegalStateException e) {
      return Optional.of(e.getMessage());
    }
  }

  static Path cartridge() {
    try {
      return Path.of(
          Objects.requireNonNull(RealAle.class.getResource("breakout.bin"), "breakout.bin")
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static SimulatorOptions simulators(int noops, boolean sticky, boolean grayscale) {
    return SimulatorOptions.DEFAULT.with(
        new AtariOptions(Optional.of(cartridge()), noops, sticky, grayscale));
  }

  static Emulator emulator(int seed, boolean sticky, boolean grayscale) {
    try {
      return new AleEmulator(
          BREAKOUT, Rom.of(cartridge()), new AleEmulator.Settings(seed, sticky, grayscale));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
