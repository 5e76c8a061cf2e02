package org.dreamer4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenPartsTest {
  private final List<String> closed = new ArrayList<>();
  private final IOException ofSecond = new IOException("second");
  private final Error ofFirst = new UnsatisfiedLinkError("first");
  private final OpenParts parts = new OpenParts();

  @BeforeEach
  void open() {
    parts.keep(() -> fail("first", ofFirst));
    parts.keep(() -> fail("second", ofSecond));
    parts.keep(() -> closed.add("third"));
  }

  private void fail(String name, Throwable failure) throws IOException {
    closed.add(name);
    if (failure instanceof IOException e) {
      throw e;
    }
    throw (Error) failure;
  }

  @Test
  void everyPartIsClosedTheLastOneFirst() {
    IllegalStateException e = assertThrows(IllegalStateException.class, parts::close);
    assertEquals(List.of("third", "second", "first"), closed);
    assertSame(ofSecond, e.getCause());
    assertArrayEquals(new Throwable[] {ofFirst}, ofSecond.getSuppressed());
  }

  @Test
  void closingTwiceDoesNothing() {
    assertThrows(IllegalStateException.class, parts::close);
    parts.close();
    assertEquals(3, closed.size());
  }

  @Test
  void theFailureThatLedToClosingStaysTheOneThatCounts() {
    RuntimeException original = new RuntimeException("original");
    parts.closeAfter(original);
    assertEquals(List.of("third", "second", "first"), closed);
    assertArrayEquals(new Throwable[] {ofSecond}, original.getSuppressed());
  }
}
