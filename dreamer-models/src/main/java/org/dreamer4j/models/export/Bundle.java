package org.dreamer4j.models.export;

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

/** The files of a V2 tensor bundle. */
final class Bundle {
  private static final int BUFFER_BYTES = 1 << 16;

  private Bundle() {}

  /** The index, then the data in the order of their names; empty if there are none. */
  static List<Path> files(Path prefix) throws IOException {
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
   * The SHA-256 of the index and the data behind it, in hexadecimal digits: {@code cat PREFIX.index
   * PREFIX.data-* | sha256sum}.
   *
   * @throws IOException if there is no bundle or it cannot be read
   */
  static String sha256(Path prefix) throws IOException {
    List<Path> files = files(prefix);
    if (files.size() < 2 || !files.get(0).toString().endsWith(".index")) {
      throw new IOException(
          "no checkpoint " + prefix + ": expected " + prefix + ".index and " + prefix + ".data-*");
    }
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

  /** What TensorFlow says of a failure, without the nodes of its graph. */
  static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown error");
  }
}
