package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class OneLineTest {
  /** A command that ends in a way that commands should not. */
  @Command(name = "fails")
  record Failing(Throwable failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (Exception) failure;
    }
  }

  private static Throwable within(String className, Throwable failure) {
    failure.setStackTrace(
        new StackTraceElement[] {new StackTraceElement(className, "a", "A.java", 1)});
    return failure;
  }

  @Test
  void linesOfAMessageAreJoined() {
    assertEquals("a b c", OneLine.of(" a\n  b\r\nc\n"));
    assertEquals("disk full", OneLine.of(new IOException("disk\nfull")));
  }

  @Test
  void theClassIsNamedWhereTheMessageSaysLittle() {
    assertEquals("IllegalStateException", OneLine.of(new IllegalStateException()));
    assertEquals(
        "OutOfMemoryError: Java heap space", OneLine.of(new OutOfMemoryError("Java heap space")));
  }

  @Test
  void missingFontsAreSaidWithWhatToInstall() {
    for (Throwable failure :
        new Throwable[] {
          within("sun.font.SunFontManager", new Error("Probable fatal error:No physical fonts")),
          within("sun.font.SunFontManager", new RuntimeException("Fontconfig head is null")),
          new IllegalStateException(within("sun.font.FontUtilities", new RuntimeException())),
          new NoClassDefFoundError("Could not initialize class sun.font.SunFontManager")
        }) {
      String line = OneLine.of(failure);
      assertTrue(line.contains("apt-get install fontconfig fonts-dejavu-core"), line);
    }
  }

  @Test
  void anErrorWithinACommandEndsItAsAnExceptionDoes() throws IOException {
    for (Throwable failure :
        new Throwable[] {
          new UnsatisfiedLinkError("no\njnitensorflow"), new IOException("no\njnitensorflow")
        }) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      PrintWriter errors = new PrintWriter(err, true);
      CommandLine main =
          Main.commandLine(new PrintWriter(out, true), errors)
              .addSubcommand(new CommandLine(new Failing(failure)).setErr(errors));

      assertEquals(1, main.execute("fails"));

      String line = err.toString().strip();
      assertEquals(1, line.lines().count(), line);
      assertTrue(line.matches("dreamer fails failed: .*no jnitensorflow; details in .*"), line);
      Path log = Path.of(line.substring(line.indexOf("details in ") + "details in ".length()));
      assertTrue(Files.readString(log).contains("at org.dreamer4j.cli"), log.toString());
      assertEquals("", out.toString());
    }
  }
}
