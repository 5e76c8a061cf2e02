package org.dreamer4j.envs.atari;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * What a cartridge holds, in a file.
 *
 * @param file where it is
 * @param md5 of its bytes, 32 hexadecimal digits
 */
record Rom(Path file, String md5) {
  /** Sizes of cartridges in bytes. Given another one, the emulator ends the whole program. */
  private static final Set<Long> SIZES =
      Set.of(2048L, 4096L, 8192L, 12288L, 16384L, 32768L, 65536L);

  static boolean isSize(long bytes) {
    return SIZES.contains(bytes);
  }

  static Rom of(Path file) throws IOException {
    return new Rom(file, md5(Files.readAllBytes(file)));
  }

  /** Name of the file without its ending, in lower case. */
  static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return (dot > 0 ? name.substring(0, dot) : name).toLowerCase(Locale.ROOT);
  }

  /**
   * The bytes of the file.
   *
   * @throws IOException if it cannot be read or is not what it was when it was found
   */
  byte[] read() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (!isSize(bytes.length) || !md5(bytes).equals(md5)) {
      throw new IOException(file + " has changed since it was found; start again");
    }
    return bytes;
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no MD5, which every Java should have", e);
    }
  }
}
