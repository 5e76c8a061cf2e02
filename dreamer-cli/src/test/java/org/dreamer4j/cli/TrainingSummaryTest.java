package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dreamer4j.cli.run.RunDirectory;
import org.dreamer4j.models.train.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingSummaryTest {
  @TempDir private Path folder;
  private RunDirectory run;
  private Repeated options = Repeated.NONE;

  @BeforeEach
  void make() throws IOException {
    run = RunDirectory.in(folder);
    Files.createDirectories(run.path());
  }

  private String summary(boolean stopped) {
    StringWriter out = new StringWriter();
    Progress reached = new Progress(2000, 1000, 5, 70, 1);
    new TrainingSummary(folder, run, reached, stopped, options).print(new PrintWriter(out, true));
    return out.toString();
  }

  @Test
  void returnsAreMeansOfTheLastEpisodes() throws IOException {
    StringBuilder lines = new StringBuilder("{\"step\":1,\"train/return\":1000}\n");
    for (int i = 0; i < 10; i++) {
      lines.append("{\"step\":2,\"train/return\":").append(i).append("}\n");
    }
    Files.writeString(run.metrics(), lines);
    String text = summary(true);
    assertTrue(text.startsWith("Stopped after 2,000 env steps and 70 updates; saved in "), text);
    assertTrue(text.contains("train return: 4.5 (mean of the last 10 episodes)"), text);
    assertTrue(text.contains("go on:        dreamer train --logdir " + folder), text);
  }

  @Test
  void testReturnIsThatOfTheLastTestAlone() throws IOException {
    Files.writeString(
        run.metrics(),
        """
        {"step":1,"test/return":100}
        {"step":2,"test/return":3}
        {"step":2,"test/return":5}
        """);
    String text = summary(false);
    assertTrue(text.contains("test return:  4.0 (mean of the last test, 2 episodes)"), text);
  }

  @Test
  void damagedFiguresAreNoFailureOfTheRun() throws IOException {
    Files.writeString(run.metrics(), "{\"step\":1,\"test/return\":3}\n\0\0\0\n");
    String text = summary(false);
    assertTrue(text.startsWith("Done after "), text);
    assertTrue(text.contains("test return:  3.0 (mean of the last test, 1 episode)"), text);
  }

  @Test
  void commandsNameTheRunThatEndedAndRepeatWhatTheyNeed() throws IOException {
    run = RunDirectory.numbered(folder, 3);
    Files.createDirectories(run.path());
    options =
        new Repeated(
            List.of("--classpath", "my tasks.jar"),
            List.of("--classpath", "my tasks.jar", "--num_runs", "5"));
    String text = summary(true);
    assertTrue(
        text.contains(
            "go on:        dreamer train --logdir "
                + folder
                + " --classpath 'my tasks.jar' --num_runs 5\n"),
        text);
    assertTrue(
        text.contains("see it dream: dreamer dream --logdir " + run.path() + " --classpath 'my t"),
        text);
    assertTrue(text.contains("plot --indir " + folder + " --out "), text);
  }

  @Test
  void missingFiguresAreNoFailureOfTheRun() {
    String text = summary(false);
    assertTrue(text.contains("returns:      cannot read " + run.metrics()), text);
    assertTrue(text.contains("see it act:   dreamer eval "), text);
  }
}
