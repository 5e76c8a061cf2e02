package org.dreamer4j.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.IntSupplier;
import java.util.zip.ZipFile;
import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.envs.EnvironmentProvider;
import org.jspecify.annotations.Nullable;

/**
 * Jars and folders of classes that a person brings along. While a command runs, its thread and
 * those that it starts find the {@link EnvironmentProvider}s in them beside the command's own.
 */
final class TaskClassPath {
  static final String OPTION = "--classpath";
  static final String VARIABLE = "DREAMER_CLASSPATH";

  private static final String SERVICE = "META-INF/services/" + EnvironmentProvider.class.getName();

  private TaskClassPath() {}

  /**
   * Runs a command with a class path.
   *
   * @param given files, separated as in Java's own class path; null or empty for none
   * @return what the command returns
   * @throws UsageException if a file is missing or no jar, none has a provider, or a provider
   *     cannot be loaded
   */
  static int run(@Nullable String given, IntSupplier command) {
    String path = given == null ? "" : given;
    URL[] urls =
        Arrays.stream(path.split(File.pathSeparator))
            .filter(entry -> !entry.isBlank())
            .map(entry -> checked(Path.of(entry.strip())))
            .toArray(URL[]::new);
    if (urls.length == 0) {
      return command.getAsInt();
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(urls, TaskClassPath.class.getClassLoader())) {
      requireProvider(path, loader);
      thread.setContextClassLoader(loader);
      return command.getAsInt();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + path, e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL checked(Path entry) {
    if (!Files.exists(entry)) {
      throw new UsageException(
          OPTION + ": there is no " + entry + "; build the jar or mend the path");
    }
    if (!Files.isDirectory(entry)) {
      try (ZipFile jar = new ZipFile(entry.toFile())) {
        jar.size();
      } catch (IOException e) {
        throw new UsageException(
            OPTION + ": " + entry + " is neither a jar nor a folder of classes: " + e.getMessage());
      }
    }
    try {
      return entry.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void requireProvider(String given, ClassLoader loader) {
    int found = 0;
    try {
      for (EnvironmentProvider provider : ServiceLoader.load(EnvironmentProvider.class, loader)) {
        if (provider.getClass().getClassLoader() == loader) {
          found++;
        }
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new UsageException(
          ("%s: an EnvironmentProvider in %s cannot be loaded: %s;"
                  + " mend it or its file %s, and give its libraries too")
              .formatted(OPTION, given, OneLine.of(reason), SERVICE));
    }
    if (found == 0) {
      throw new UsageException(
          "%s: no EnvironmentProvider in %s; name its class in the jar's file %s"
              .formatted(OPTION, given, SERVICE));
    }
  }
}
