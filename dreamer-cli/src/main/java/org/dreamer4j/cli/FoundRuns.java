package org.dreamer4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dreamer4j.cli.metrics.MetricsFile;
import org.dreamer4j.cli.plot.Curve;
import org.dreamer4j.cli.run.RunDirectory;
import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.core.config.DreamerConfig;

/**
 * Runs below some folders, of this program and of danijar/dreamer: whatever folder holds a {@code
 * metrics.jsonl}.
 *
 * @param runs their folders, absolute
 */
record FoundRuns(List<Path> runs) {
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern DANIJAR_TASK = Pattern.compile("(?:dmc|atari)_(\\w+)");

  /**
   * Runs of one task that differ in their number only.
   *
   * @param task empty if nothing tells
   * @param name the end of their path that tells them from the others
   */
  record Group(String task, String name) {}

  FoundRuns {
    runs = List.copyOf(runs);
  }

  /**
   * All runs below folders.
   *
   * @throws UsageException if one is no folder, or there is no run below it
   * @throws IOException if a folder cannot be read
   */
  static FoundRuns below(List<Path> folders) throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new UsageException("--indir " + folder + " is no folder");
      }
      try (Stream<Path> files = Files.walk(folder.toRealPath())) {
        List<Path> found =
            files
                .filter(file -> file.endsWith(MetricsFile.NAME))
                .map(file -> file.toAbsolutePath().normalize().resolve("..").normalize())
                .sorted()
                .toList();
        if (found.isEmpty()) {
          throw new UsageException("no " + MetricsFile.NAME + " below --indir " + folder);
        }
        all.addAll(found);
      }
    }
    return new FoundRuns(all.stream().distinct().toList());
  }

  /**
   * The returns of all runs that have some, by group.
   *
   * @throws IOException if a file cannot be read
   */
  Map<Group, List<Curve>> curves() throws IOException {
    Map<Group, List<Curve>> curves = new LinkedHashMap<>();
    for (Path run : runs) {
      MetricsFile metrics = MetricsFile.read(new RunDirectory(run).metrics());
      for (String task : tasks(run)) {
        Curve curve = Curve.of(metrics, task);
        if (!curve.isEmpty()) {
          Group group = new Group(task, name(run, task));
          curves.computeIfAbsent(group, key -> new ArrayList<>()).add(curve);
        }
      }
    }
    return curves;
  }

  private static List<String> tasks(Path run) throws IOException {
    Optional<DreamerConfig> config = new RunDirectory(run).stored();
    if (config.isPresent()) {
      return config.get().task().tasks();
    }
    for (Path part : run) {
      Matcher task = DANIJAR_TASK.matcher(part.toString());
      if (task.matches()) {
        return List.of(task.group(1));
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
    return runs.stream().allMatch(run -> run.startsWith(start));
  }
}
