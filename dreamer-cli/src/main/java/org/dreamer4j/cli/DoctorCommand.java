package org.dreamer4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.dreamer4j.cli.doctor.Doctor;
import org.dreamer4j.cli.doctor.Finding;
import org.dreamer4j.cli.doctor.Finding.Level;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code dreamer doctor}: whether this machine can train, and on what. */
@Command(
    name = "doctor",
    description = {
      "Looks at what training needs: Java, TensorFlow and its devices, memory, disk, tasks.",
      "Ends with exit code 1 if something does not work."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Option(
      names = "--logdir",
      paramLabel = "DIR",
      description = "Where runs are to be kept. Default: here.")
  private Path logdir = Path.of("");

  @Option(names = "--json", description = "Print a JSON array of all findings.")
  private boolean json;

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<Finding> findings = new Doctor(logdir.toAbsolutePath()).examine();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(JsonText.of(findings));
    } else {
      findings.forEach(finding -> print(out, finding));
    }
    out.flush();
    return findings.stream().anyMatch(finding -> finding.level() == Level.PROBLEM)
        ? CommandLine.ExitCode.SOFTWARE
        : CommandLine.ExitCode.OK;
  }

  private static void print(PrintWriter out, Finding finding) {
    out.printf(
        "%-8s %-11s %s%n",
        finding.level().name().toLowerCase(Locale.ROOT),
        finding.subject(),
        OneLine.of(finding.text()));
  }
}
