package org.dreamer4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.dreamer4j.cli.metrics.MetricsFile;
import org.dreamer4j.cli.plot.Baseline;
import org.dreamer4j.cli.plot.Curve;
import org.dreamer4j.cli.plot.CurveChart;
import org.dreamer4j.cli.run.RunDirectory;
import org.dreamer4j.cli.run.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code dreamer plot}: learning curves of any number of runs. */
@Command(
    name = "plot",
    description = "Draws the learning curves of all runs found below some folders.",
    mixinStandardHelpOptions = true)
final class PlotCommand implements Callable<Integer> {
  @Option(
      names = "--indir",
      required = true,
      arity = "1..*",
      paramLabel = "DIR",
      description = "Where to look for metrics.jsonl; may be several.")
  private List<Path> indirs = List.of();

  @Option(names = "--out", required = true, paramLabel = "PNG", description = "File to write.")
  private Path out = Path.of("");

  @Option(names = "--title", paramLabel = "TEXT", description = "Default: the task.")
  private String title = "";

  @Option(
      names = "--baseline",
      paramLabel = "NAME=RETURN",
      description = "Dashed line at the mean return of another policy; repeatable.")
  private List<String> baselines = List.of();

  @Option(
      names = "--window",
      paramLabel = "N",
      defaultValue = "10",
      description = "Episodes in a running mean (default ${DEFAULT-VALUE}).")
  private int window = 10;

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    if (window < 1) {
      throw new UsageException("--window must be at least 1, got " + window);
    }
    Path png = OutputFile.prepare("--out", out, ".png");
    List<Baseline> others = baselines.stream().map(PlotCommand::baseline).toList();
    List<Path> runs = new ArrayList<>();
    for (Path indir : indirs) {
      runs.addAll(runsBelow(indir));
    }
    List<Curve> curves = new ArrayList<>();
    for (Path run : runs) {
      MetricsFile metrics = MetricsFile.read(new RunDirectory(run).metrics());
      Curve curve = Curve.of(name(run, runs), metrics);
      if (!curve.isEmpty()) {
        curves.add(curve);
      }
    }
    if (curves.isEmpty()) {
      throw new UsageException(
          "no returns yet in the " + runs.size() + " runs found; train for an episode first");
    }
    String heading = title.isEmpty() ? tasks(runs) : title;
    new CurveChart(heading, curves, others, window).write(png);
    spec.commandLine().getOut().println("wrote " + out + " (" + curves.size() + " runs)");
    return CommandLine.ExitCode.OK;
  }

  private static List<Path> runsBelow(Path indir) throws IOException {
    if (!Files.isDirectory(indir)) {
      throw new UsageException("--indir " + indir + " is no folder");
    }
    try (Stream<Path> files = Files.walk(indir)) {
      List<Path> found =
          files
              .filter(file -> file.endsWith(MetricsFile.NAME))
              .map(file -> file.toAbsolutePath().normalize().resolve("..").normalize())
              .sorted()
              .toList();
      if (found.isEmpty()) {
        throw new UsageException("no " + MetricsFile.NAME + " below --indir " + indir);
      }
      return found;
    }
  }

  private static Baseline baseline(String text) {
    try {
      return Baseline.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }

  /** The end of a run's path that tells it from the others, without the run's number. */
  private static String name(Path run, List<Path> runs) {
    Path named = run.endsWith(RunDirectory.FIRST) ? run.resolve("..").normalize() : run;
    int shared = 0;
    while (shared < named.getNameCount() - 1 && isShared(named, shared, runs)) {
      shared++;
    }
    return named.subpath(shared, named.getNameCount()).toString();
  }

  private static boolean isShared(Path named, int names, List<Path> runs) {
    Path start = named.getRoot().resolve(named.subpath(0, names + 1));
    return runs.stream().allMatch(run -> run.startsWith(start));
  }

  private static String tasks(List<Path> runs) throws IOException {
    List<String> tasks = new ArrayList<>();
    for (Path run : runs) {
      new RunDirectory(run).stored().map(config -> config.task().task()).ifPresent(tasks::add);
    }
    return String.join(", ", tasks.stream().distinct().toList());
  }
}
