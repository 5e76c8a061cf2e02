package org.dreamer4j.envs.mujoco;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks for the file of libmujoco; loads nothing. */
final class LibrarySearch {
  /** Environment variable with the path of the library or of a folder that has it. */
  static final String VARIABLE = "MUJOCO_LIB";

  private static final Pattern NAME =
      Pattern.compile("libmujoco\\.so(\\.[0-9.]+)?|libmujoco([0-9.]*)\\.dylib|(lib)?mujoco\\.dll");

  /**
   * What was found.
   *
   * @param file null if there is none that could be loaded
   * @param missing why not, in one line; empty if there is one
   */
  record Result(@Nullable Path file, String missing) {
    private static Result of(Path file) {
      Optional<String> fault = LibraryFile.fault(file);
      return fault.map(line -> new Result(null, line)).orElseGet(() -> new Result(file, ""));
    }
  }

  private final SearchPlaces places;

  LibrarySearch(SearchPlaces places) {
    this.places = places;
  }

  /** Looks where the option says, then the environment variable, then in the system's folders. */
  Result find(Optional<Path> option) {
    if (option.isPresent()) {
      return given(option.get(), "mujoco_library");
    }
    Optional<String> variable = places.variable(VARIABLE);
    if (variable.isPresent()) {
      return given(Path.of(variable.get()), VARIABLE);
    }
    List<Path> folders = folders();
    @Nullable Result unfit = null;
    for (Path folder : folders) {
      Optional<Result> found = newest(folder).map(Result::of);
      if (found.isPresent() && found.get().missing().isEmpty()) {
        return found.get();
      }
      unfit = unfit == null ? found.orElse(null) : unfit;
    }
    if (unfit != null) {
      return unfit;
    }
    return new Result(
        null,
        "needs libmujoco, which is in none of "
            + folders.size()
            + " usual folders: apt-get install libmujoco2.2.2, or pip install mujoco, or give its"
            + " path in MUJOCO_LIB or mujoco_library");
  }

  private static Result given(Path path, String source) {
    if (Files.isDirectory(path)) {
      return newest(path)
          .map(Result::of)
          .orElseGet(
              () ->
                  new Result(
                      null, "no libmujoco in the folder " + path + " that " + source + " names"));
    }
    return Files.isRegularFile(path)
        ? Result.of(path)
        : new Result(null, "no libmujoco at " + path + ", the path that " + source + " names");
  }

  private List<Path> folders() {
    List<Path> folders = new ArrayList<>(places.libraryFolders());
    for (Path packages : places.pythonPackages()) {
      folders.add(packages.resolve("mujoco"));
    }
    return folders;
  }

  /** The library in a folder, of several the one with the highest version. */
  private static Optional<Path> newest(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .filter(Files::isRegularFile)
          .max(Comparator.comparing(LibrarySearch::version));
    } catch (IOException e) {
      // A folder that may not be looked into has no library for this program.
      return Optional.empty();
    }
  }

  /** Digits of a file's name, padded so that text compares as versions do. */
  private static String version(Path file) {
    StringBuilder key = new StringBuilder();
    for (String digits : file.getFileName().toString().split("[^0-9]+")) {
      key.append(String.format("%6s", digits));
    }
    return key.toString();
  }
}
