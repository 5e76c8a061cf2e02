package org.dreamer4j.envs.mujoco;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folders in which libraries and Python packages usually lie. Python is not started.
 *
 * @param environment variables
 * @param root of the file system
 * @param home the user's folder
 */
record SearchPlaces(Map<String, String> environment, Path root, Path home) {
  private static final List<String> SYSTEM =
      List.of(
          "usr/local/lib",
          "usr/lib/x86_64-linux-gnu",
          "usr/lib/aarch64-linux-gnu",
          "usr/lib64",
          "usr/lib",
          "opt/homebrew/lib");

  /** Folders of Python installations relative to a prefix; a star stands for any version. */
  private static final List<String> PACKAGES =
      List.of(
          "lib/python3*/site-packages",
          "lib/python3*/dist-packages",
          "lib64/python3*/site-packages",
          "Lib/site-packages");

  /** This machine's. */
  static SearchPlaces here() {
    return new SearchPlaces(
        System.getenv(), Path.of("/"), Path.of(System.getProperty("user.home", ".")));
  }

  /** Value of a variable that is set and not empty. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** Where the system's libraries lie, the user's own paths first. */
  List<Path> libraryFolders() {
    Set<Path> folders = new LinkedHashSet<>();
    for (String variable : List.of("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")) {
      variable(variable).ifPresent(value -> folders.addAll(paths(value)));
    }
    SYSTEM.forEach(folder -> folders.add(root.resolve(folder)));
    // Where MuJoCo's own archives are unpacked by custom.
    folders.addAll(matches(home.resolve(".mujoco"), "mujoco*/lib"));
    return List.copyOf(folders);
  }

  /** Folders with Python's packages, an active virtual environment first. */
  List<Path> pythonPackages() {
    Set<Path> prefixes = new LinkedHashSet<>();
    for (String variable : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
      variable(variable).ifPresent(value -> prefixes.addAll(paths(value)));
    }
    prefixes.add(home.resolve(".local"));
    prefixes.add(root.resolve("usr/local"));
    prefixes.add(root.resolve("usr"));
    List<Path> folders = new ArrayList<>();
    for (Path prefix : prefixes) {
      for (String packages : PACKAGES) {
        folders.addAll(matches(prefix, packages));
      }
    }
    return folders;
  }

  private static List<Path> paths(String value) {
    return Arrays.stream(value.split(File.pathSeparator)).flatMap(SearchPlaces::path).toList();
  }

  private static Stream<Path> path(String text) {
    try {
      return text.isBlank() ? Stream.empty() : Stream.of(Path.of(text));
    } catch (InvalidPathException e) {
      // What is no path holds no library.
      return Stream.empty();
    }
  }

  /** Existing folders below a prefix; one part of the pattern may have a star. */
  private static List<Path> matches(Path prefix, String pattern) {
    List<Path> found = List.of(prefix);
    for (String part : pattern.split("/")) {
      List<Path> next = new ArrayList<>();
      for (Path folder : found) {
        next.addAll(children(folder, part));
      }
      found = next;
    }
    return found;
  }

  private static List<Path> children(Path folder, String pattern) {
    if (!pattern.contains("*")) {
      Path child = folder.resolve(pattern);
      return Files.isDirectory(child) ? List.of(child) : List.of();
    }
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, pattern)) {
      stream.forEach(children::add);
    } catch (IOException e) {
      // Not there, or not to be looked into.
      return List.of();
    }
    children.sort(null);
    return children;
  }
}
