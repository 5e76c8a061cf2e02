package org.dreamer4j.cli.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StatusLineTest {
  private final StringWriter text = new StringWriter();

  @Test
  void whatFollowsAClearedLineIsShownAtOnceAndClosingLeavesNoLine() {
    PrintWriter out = new PrintWriter(text, true);
    try (StatusLine status = new StatusLine(out, StatusLine.Style.TERMINAL, () -> Instant.EPOCH)) {
      status.show("predicting");
      status.clear();
      status.clear();
      status.show("drawing");
    }
    String blank = " ".repeat(79) + "\r";
    String expected = String.format("%-79s\r%s%-79s\r%s", "predicting", blank, "drawing", blank);
    assertEquals(expected, text.toString());
  }
}
