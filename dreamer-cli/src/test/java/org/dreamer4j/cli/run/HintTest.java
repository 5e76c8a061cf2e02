package org.dreamer4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HintTest {
  @AfterEach
  void forget() {
    System.clearProperty("dreamer.command");
  }

  @Test
  void theProgramIsNamedAsItWasStarted() {
    assertEquals("dreamer train --logdir /a/b", Hint.command("train", "--logdir", Path.of("/a/b")));
    System.setProperty("dreamer.command", "./dreamer");
    assertEquals("./dreamer tasks", Hint.command("tasks"));
  }

  @Test
  void wordsThatAShellWouldSplitAreQuoted() {
    System.setProperty("dreamer.command", "/my home/dreamer");
    assertEquals(
        "'/my home/dreamer' eval --logdir 'it'\\''s $HOME'",
        Hint.command("eval", "--logdir", "it's $HOME"));
  }
}
