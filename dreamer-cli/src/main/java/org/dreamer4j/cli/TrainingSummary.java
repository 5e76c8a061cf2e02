package org.dreamer4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.dreamer4j.cli.inspect.Figures;
import org.dreamer4j.cli.metrics.MetricsFile;
import org.dreamer4j.cli.metrics.MetricsFile.Series;
import org.dreamer4j.cli.run.Hint;
import org.dreamer4j.cli.run.RunDirectory;
import org.dreamer4j.models.train.Progress;

/**
 * What a person sees when training ends.
 *
 * @param logdir as given on the command line
 * @param run its run
 * @param reached how far training came
 * @param stopped whether it was ended before its goal
 * @param options that it was started with
 */
record TrainingSummary(
    Path logdir, RunDirectory run, Progress reached, boolean stopped, Repeated options) {
  private static final int LAST = 10;

  /** Prints where the run lies, its returns, and how to look at it or go on. */
  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s after %,d env steps and %,d updates; saved in %s%n",
        stopped ? "Stopped" : "Done",
        reached.envSteps(),
        reached.updates(),
        run.path());
    printReturns(out);
    if (stopped) {
      out.println("  go on:        " + options.train("train", "--logdir", logdir));
    }
    // Without a number the first run of a folder is meant.
    Path agent = run.path().equals(RunDirectory.in(logdir).path()) ? logdir : run.path();
    out.println(
        "  see it act:   "
            + options.act("eval", "--logdir", agent, "--gif", agent.resolve("agent.gif")));
    out.println("  see it dream: " + options.act("dream", "--logdir", agent));
    out.println(
        "  draw curves:  "
            + Hint.command("plot", "--indir", logdir, "--out", logdir.resolve("curves.png")));
    out.flush();
  }

  /** What was learned is saved: figures that cannot be read must not make a failure of it. */
  private void printReturns(PrintWriter out) {
    try {
      MetricsFile metrics = MetricsFile.read(run.metrics());
      Series train = metrics.returns("train").last(LAST);
      printMean(out, "train return:", train, "of the last " + episodes(train));
      Series test = metrics.returns("test").lastStep();
      printMean(out, "test return:", test, "of the last test, " + episodes(test));
    } catch (IOException e) {
      out.println("  returns:      cannot read " + OneLine.of(e.getMessage()));
    }
  }

  private static String episodes(Series returns) {
    return Figures.count(returns.values().size(), "episode");
  }

  private static void printMean(PrintWriter out, String name, Series returns, String of) {
    returns
        .mean()
        .ifPresent(mean -> out.printf(Locale.ROOT, "  %-13s %.1f (mean %s)%n", name, mean, of));
  }
}
