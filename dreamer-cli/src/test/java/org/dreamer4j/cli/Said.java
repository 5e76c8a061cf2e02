package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What a command ended with.
 *
 * @param exitCode of the process it would be
 * @param out what it printed
 * @param err what it complained of
 */
record Said(int exitCode, String out, String err) {
  /** Runs a command to its end. */
  static Said by(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Said(code, out.toString(), err.toString());
  }

  /** The one line with which a command must refuse, with exit code 2 and without printing. */
  static String refused(String... arguments) {
    Said said = by(arguments);
    assertEquals(2, said.exitCode, said.err);
    assertEquals(1, said.err.lines().count(), said.err);
    assertEquals("", said.out);
    return said.err.strip();
  }
}
