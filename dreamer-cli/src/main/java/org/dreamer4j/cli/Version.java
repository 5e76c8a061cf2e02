package org.dreamer4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Versions of this program and of what it stands on. */
final class Version implements IVersionProvider {
  private static final String RESOURCE = "version.properties";

  /** This program, with its version. */
  static String tool() throws IOException {
    return "dreamer " + versions().getProperty("dreamer");
  }

  private static Properties versions() throws IOException {
    Properties versions = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException(RESOURCE + " is missing from the jar; build it anew");
      }
      versions.load(in);
    }
    return versions;
  }

  /** The commit it was built from is {@code unknown} outside a git checkout. */
  @Override
  public String[] getVersion() throws IOException {
    Properties versions = versions();
    return new String[] {
      "%s (commit %s)".formatted(tool(), versions.getProperty("commit")),
      "TensorFlow %s (tensorflow-core-api %s) for %s"
          .formatted(
              versions.getProperty("tensorflow"),
              versions.getProperty("tensorflow-java"),
              versions.getProperty("platform")),
      "Java %s on %s %s"
          .formatted(
              Runtime.version(), System.getProperty("os.name"), System.getProperty("os.arch"))
    };
  }
}
