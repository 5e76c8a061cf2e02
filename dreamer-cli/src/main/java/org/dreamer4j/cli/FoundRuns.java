package org.dreamer4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dreamer4j.cli.metrics.MetricsFile;
import org.dreamer4j.cli.plot.Curve;
import org.dreamer4j.cli.run.RunDirectory;
import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.TaskNames;

/**
 * Runs of this program and of danijar/dreamer, told by their figures: the {@code metrics.jsonl} of
 * any folder, or a file of any name that was copied from there.
 *
 * @param files their figures, absolute
 */
record FoundRuns(List<Path> files) {
  private static final Pattern NUMBER = Pattern.compile("(?:seed[-_]?)?\\d+");
  private static final Pattern DANIJAR_TASK = Pattern.compile("(?:dmc|atari)_\\w+");
  private static final String SUFFIX = ".jsonl";

  /**
   * Runs of one task that differ in their number only.
   *
   * @param task empty if nothing tells
   * @param name the end of their path that tells them from the others
   */
  record Group(String task, String name) {}

  FoundRuns {
    files = List.copyOf(files);
  }

  /**
   * All runs in some places.
   *
   * @param places folders to look below, and files of figures
   * @throws UsageException if one is neither, or there is no run below it
   * @throws IOException if a folder cannot be read
   */
  static FoundRuns in(List<Path> places) throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        all.addAll(below(place));
      } else if (Files.isRegularFile(place) && place.toString().endsWith(SUFFIX)) {
        all.add(place.toRealPath());
      } else {
        throw new UsageException("--indir " + place + " is no folder and no " + SUFFIX + " file");
      }
    }
    return new FoundRuns(all.stream().distinct().toList());
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder.toRealPath())) {
      List<Path> found = files.filter(file -> file.endsWith(MetricsFile.NAME)).sorted().toList();
      if (found.isEmpty()) {
        throw new UsageException(
            "no "
                + MetricsFile.NAME
                + " below --indir "
                + folder
                + "; figures of another name are given as files");
      }
      return found;
    }
  }

  /**
   * The returns of all runs that have some, by group.
   *
   * @throws IOException if a file cannot be read
   */
  Map<Group, List<Curve>> curves() throws IOException {
    Map<Group, List<Curve>> curves = new LinkedHashMap<>();
    for (Path file : files) {
      MetricsFile metrics = MetricsFile.read(file);
      for (String task : tasks(file)) {
        Curve curve = Curve.of(metrics, task);
        if (!curve.isEmpty()) {
          Group group = new Group(task, name(run(file), task));
          curves.computeIfAbsent(group, key -> new ArrayList<>()).add(curve);
        }
      }
    }
    return curves;
  }

  /** The path that names a run: its folder, or its file without the suffix. */
  private static Path run(Path file) {
    String name = String.valueOf(file.getFileName());
    return file.endsWith(MetricsFile.NAME)
        ? file.resolveSibling("")
        : file.resolveSibling(name.substring(0, name.length() - SUFFIX.length()));
  }

  private static List<String> tasks(Path file) throws IOException {
    Optional<DreamerConfig> config =
        file.endsWith(MetricsFile.NAME) ? new RunDirectory(run(file)).stored() : Optional.empty();
    if (config.isPresent()) {
      return config.get().task().tasks().stream().map(TaskNames::canonical).toList();
    }
    for (Path part : file) {
      if (DANIJAR_TASK.matcher(part.toString()).matches()) {
        return List.of(TaskNames.canonical(part.toString()));
      }
    }
    return List.of("");
  }

  private String name(Path run, String task) {
    Path named = group(run);
    int shared = 0;
    while (shared < named.getNameCount() - 1 && isShared(named, shared)) {
      shared++;
    }
    List<String> parts = new ArrayList<>();
    named.subpath(shared, named.getNameCount()).forEach(part -> parts.add(part.toString()));
    if (parts.size() > 1) {
      parts.removeIf(part -> part.equals(task) || DANIJAR_TASK.matcher(part).matches());
    }
    return parts.isEmpty() ? task : String.join("/", parts);
  }

  private static Path group(Path run) {
    boolean isNumbered = NUMBER.matcher(String.valueOf(run.getFileName())).matches();
    return isNumbered ? run.resolve("..").normalize() : run;
  }

  private boolean isShared(Path named, int names) {
    Path start = named.getRoot().resolve(named.subpath(0, names + 1));
    return files.stream().allMatch(file -> run(file).startsWith(start));
  }
}
