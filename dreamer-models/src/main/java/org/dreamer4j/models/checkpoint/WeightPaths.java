package org.dreamer4j.models.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The files that weights are kept in. */
public final class WeightPaths {
  private static final int BUFFER_BYTES = 1 << 16;

  private WeightPaths() {}

  /**
   * A V2 tensor bundle's index, then its data in the order of their names; empty if there are none.
   */
  public static List<Path> ofBundle(Path prefix) throws IOException {
    String name = String.valueOf(prefix.getFileName());
    Path folder = prefix.toAbsolutePath().getParent();
    List<Path> files = new ArrayList<>();
    if (folder != null && Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.list(folder)) {
        all.filter(file -> isPart(String.valueOf(file.getFileName()), name))
            .sorted()
            .forEach(files::add);
      }
      Path index = folder.resolve(name + ".index");
      if (files.remove(index)) {
        files.add(0, index);
      }
    }
    return files;
  }

  private static boolean isPart(String file, String name) {
    return file.equals(name + ".index") || file.startsWith(name + ".data-");
  }

  /**
   * The SHA-256 of files one behind the other, in hexadecimal digits; of a bundle {@code cat
   * PREFIX.index PREFIX.data-* | sha256sum}.
   *
   * @throws IOException if one cannot be read
   */
  public static String sha256(List<Path> files) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          digest.update(buffer, 0, read);
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
