package org.dreamer4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.dreamer4j.cli.inspect.Figures;
import org.dreamer4j.cli.metrics.StatusLine;
import org.dreamer4j.cli.plot.Baseline;
import org.dreamer4j.cli.plot.Chart;
import org.dreamer4j.cli.plot.Curve;
import org.dreamer4j.cli.plot.LearningCurves;
import org.dreamer4j.cli.plot.PublishedScores;
import org.dreamer4j.cli.run.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code dreamer plot}: learning curves of any number of runs. */
@Command(
    name = "plot",
    description = {
      "Draws the learning curves of all runs found below some folders, of this program and of"
          + " danijar/dreamer.",
      "Each task has a panel; numbered runs of one folder become their mean and its spread."
    },
    mixinStandardHelpOptions = true)
final class PlotCommand implements Callable<Integer> {
  @Option(
      names = "--indir",
      required = true,
      arity = "1..*",
      paramLabel = "DIR|FILE",
      description =
          "Where to look for metrics.jsonl, or a .jsonl file of its kind; may be several.")
  private List<Path> indirs = List.of();

  @Option(
      names = "--out",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "File to write, .png or .svg; may be several.")
  private List<Path> outs = List.of();

  @Option(names = "--title", paramLabel = "TEXT", description = "Above all; default: none.")
  private String title = "";

  @Option(
      names = "--baseline",
      paramLabel = "NAME=RETURN",
      description = "Dashed line at the mean return of another policy; repeatable.")
  private List<String> baselines = List.of();

  @Option(
      names = "--published",
      description =
          "Dashed lines at what others published for tasks of the control suite: Dreamer, PlaNet,"
              + " SLAC, D4PG and A3C.")
  private boolean published;

  @Option(
      names = "--window",
      paramLabel = "N",
      defaultValue = "10",
      description = "Training episodes in a running mean (default ${DEFAULT-VALUE}).")
  private int window = 10;

  @Mixin private QuietOption quiet = new QuietOption();

  @Option(names = "--json", description = "Print what was drawn as a JSON object.")
  private boolean json;

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    AtLeast.check("--window", 1, window);
    List<Path> files = new ArrayList<>();
    for (Path out : outs) {
      files.add(OutputFile.prepare("--out", out, isSvg(out) ? ".svg" : ".png"));
    }
    List<Baseline> others = baselines.stream().map(PlotCommand::baseline).toList();
    Map<FoundRuns.Group, List<Curve>> curves = curves();
    Chart chart = chart(curves, others);
    for (Path file : files) {
      if (isSvg(file)) {
        chart.writeSvg(file);
      } else {
        chart.writePng(file);
      }
    }
    print(curves);
    return CommandLine.ExitCode.OK;
  }

  private Map<FoundRuns.Group, List<Curve>> curves() throws IOException {
    try (StatusLine status = quiet.status(spec, json)) {
      status.show("reading");
      FoundRuns found = FoundRuns.in(indirs);
      Map<FoundRuns.Group, List<Curve>> curves = found.curves();
      if (curves.isEmpty()) {
        String runs = Figures.count(found.files().size(), "run");
        throw new UsageException("no returns yet in " + runs + "; train for an episode first");
      }
      return curves;
    }
  }

  private Chart chart(Map<FoundRuns.Group, List<Curve>> curves, List<Baseline> others) {
    LearningCurves drawn = new LearningCurves(window);
    Map<String, List<Baseline>> byTask = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    for (String task :
        new TreeSet<>(curves.keySet().stream().map(FoundRuns.Group::task).toList())) {
      curves.forEach(
          (group, runs) -> {
            if (group.task().equals(task)) {
              drawn.add(task, group.name(), runs);
            }
          });
      List<Baseline> all = new ArrayList<>(others);
      if (published && !all.addAll(PublishedScores.of(task))) {
        unknown.add(task.isEmpty() ? "runs that do not tell their task" : task);
      }
      byTask.put(task, all);
    }
    if (!unknown.isEmpty()) {
      String note = "no published returns are known for " + String.join(", ", unknown);
      Notes.print(List.of(note), quiet.notes(spec));
    }
    return drawn.chart(title, byTask);
  }

  private void print(Map<FoundRuns.Group, List<Curve>> curves) {
    int runs = curves.values().stream().mapToInt(List::size).sum();
    if (json) {
      List<Map<String, Object>> groups = new ArrayList<>();
      curves.forEach(
          (group, drawn) ->
              groups.add(Map.of("task", group.task(), "name", group.name(), "runs", drawn.size())));
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("files", outs.stream().map(Path::toString).toList());
      figures.put("curves", groups);
      spec.commandLine().getOut().println(JsonText.of(figures));
    } else {
      for (Path out : outs) {
        spec.commandLine()
            .getOut()
            .println("wrote " + out + " (" + Figures.count(runs, "run") + ")");
      }
    }
  }

  private static boolean isSvg(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".svg");
  }

  private static Baseline baseline(String text) {
    try {
      return Baseline.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }
}
