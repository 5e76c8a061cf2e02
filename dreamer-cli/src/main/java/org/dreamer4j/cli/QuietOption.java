package org.dreamer4j.cli;

import java.io.PrintWriter;
import java.io.Writer;
import org.dreamer4j.cli.metrics.StatusLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The option that leaves out progress and notes; results are printed in any case. */
final class QuietOption {
  @Option(names = "--quiet", description = "No progress and no notes.")
  boolean isSet;

  /** Where notes go: to the command's errors, or nowhere. */
  PrintWriter notes(CommandSpec spec) {
    return isSet ? new PrintWriter(Writer.nullWriter()) : spec.commandLine().getErr();
  }

  /**
   * A line about the command's work.
   *
   * @param json whether the command prints for a program
   */
  StatusLine status(CommandSpec spec, boolean json) {
    return StatusLine.of(spec.commandLine().getErr(), isSet || json);
  }
}
