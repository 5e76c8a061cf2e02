package org.dreamer4j.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void whatSpoilsALineOrATerminalIsReplaced() {
    assertEquals("a?[2J b??c?d?", Printable.text("a\u001b[2J b\r\nc\u2028d\u202e"));
    assertFalse(Printable.is("a\u0085"));
    assertTrue(Printable.is("Größe 大 [1, 2]/'x'"));
  }

  @Test
  void endlessNamesAreCut() {
    assertEquals("x".repeat(200), Printable.name("x".repeat(200)));
    assertEquals("x".repeat(200) + "...", Printable.name("x".repeat(201)));
  }
}
