package org.dreamer4j.cli.report;

import java.util.Base64;
import org.dreamer4j.cli.plot.Markup;

/** Writes HTML. */
final class Html {
  private final StringBuilder text = new StringBuilder();

  /** Adds markup as it is. */
  Html raw(String markup) {
    text.append(markup).append('\n');
    return this;
  }

  /** Adds an element that holds text. */
  Html element(String name, String content) {
    return raw("<" + name + ">" + Markup.escaped(content) + "</" + name + ">");
  }

  /** Begins a section. */
  Html section(String title) {
    return element("h2", title);
  }

  /** A picture within the page, with what it shows. */
  Html figure(String type, byte[] data, String style, String caption) {
    return raw(
        "<figure class=\"card\"><img class=\""
            + style
            + "\" alt=\""
            + Markup.escaped(caption)
            + "\" src=\"data:"
            + type
            + ";base64,"
            + Base64.getEncoder().encodeToString(data)
            + "\"><figcaption>"
            + Markup.escaped(caption)
            + "</figcaption></figure>");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
