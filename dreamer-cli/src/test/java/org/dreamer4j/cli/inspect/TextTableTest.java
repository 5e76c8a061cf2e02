package org.dreamer4j.cli.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void columnsAreAlignedAndLinesEndWithoutBlanks() {
    TextTable table = new TextTable("lr");
    table.add("name", "count");
    table.add("a", "12");
    table.add("long name");
    assertEquals(List.of("name       count", "a             12", "long name"), print(table));
  }

  @Test
  void whatIsTooWideLosesTheMiddleOfItsName() {
    TextTable table = new TextTable("lr");
    table.add("head/" + "x".repeat(100) + "/tail", "1".repeat(20));
    String line = print(table).get(0);
    assertEquals(100, line.length());
    assertEquals("head/xxxx", line.substring(0, 9));
    assertEquals("xxxx/tail  1111", line.substring(69, 84));
  }

  private static List<String> print(TextTable table) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    table.print(writer);
    writer.flush();
    return out.toString().lines().toList();
  }
}
