package org.dreamer4j.envs.mujoco;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the first bytes of a file tell about whether it can be loaded here. */
final class LibraryFile {
  private static final int HEADER_BYTES = 20;
  private static final int MACHINE_OFFSET = 18;
  private static final int ELF = 0x7f454c46;

  /** Machines in the header of an ELF file. */
  private static final Map<Integer, String> MACHINES =
      Map.of(3, "x86", 40, "arm", 62, "amd64", 183, "aarch64", 243, "riscv64");

  private LibraryFile() {}

  /**
   * Checks a file without loading it.
   *
   * @throws IllegalArgumentException if it is no library for this machine
   */
  static void check(Path file) {
    fault(file)
        .ifPresent(
            fault -> {
              throw new IllegalArgumentException(fault);
            });
  }

  /** Why a file cannot be loaded here; empty if nothing speaks against it. */
  static Optional<String> fault(Path file) {
    byte[] header;
    try (InputStream stream = Files.newInputStream(file)) {
      header = stream.readNBytes(HEADER_BYTES);
    } catch (IOException e) {
      return Optional.of(file + " cannot be read: " + e.getMessage());
    }
    if (header.length < HEADER_BYTES || !isLibrary(header)) {
      return Optional.of(file + " is not a shared library");
    }
    String here = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    @Nullable String machine = machine(header);
    if (machine != null && MACHINES.containsValue(here) && !machine.equals(here)) {
      return Optional.of(file + " is a library for " + machine + ", this Java runs on " + here);
    }
    return Optional.empty();
  }

  /** The first line of a loader's message, which names the fault. */
  static String firstLine(@Nullable String message) {
    return message == null ? "unknown reason" : message.strip().lines().findFirst().orElse("");
  }

  private static boolean isLibrary(byte[] header) {
    int magic = ByteBuffer.wrap(header).getInt();
    return switch (magic) {
      // ELF; Mach-O of 64 bits, either order; Mach-O for several machines.
      case ELF, 0xfeedfacf, 0xcffaedfe, 0xcafebabe -> true;
      default -> header[0] == 'M' && header[1] == 'Z';
    };
  }

  private static @Nullable String machine(byte[] header) {
    ByteBuffer bytes = ByteBuffer.wrap(header);
    if (bytes.getInt() != ELF) {
      return null;
    }
    bytes.order(header[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    return MACHINES.get((int) bytes.getShort(MACHINE_OFFSET));
  }
}
