package org.dreamer4j.cli.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;

/** What was found in a file or folder. */
public sealed interface Inspection
    permits EpisodesInspection, SavedModelInspection, WeightsInspection {
  /** Prints it for a terminal of 100 columns. */
  void print(PrintWriter out);

  /** One JSON object; each kind says what is in it. An undefined figure is null. */
  ObjectNode json();
}
