package org.dreamer4j.cli.plot;

/** Text for SVG and HTML. */
public final class Markup {
  private Markup() {}

  /** The text as it stands between tags or in an attribute. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
