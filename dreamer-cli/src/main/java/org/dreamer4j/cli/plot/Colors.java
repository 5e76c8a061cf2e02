package org.dreamer4j.cli.plot;

import java.awt.Color;
import java.util.List;

/** Colours that also those who confuse red and green tell apart (Okabe and Ito). */
public final class Colors {
  static final List<Color> ALL =
      List.of(
          new Color(0, 114, 178),
          new Color(213, 94, 0),
          new Color(0, 158, 115),
          new Color(204, 121, 167),
          new Color(230, 159, 0),
          new Color(86, 180, 233));

  private Colors() {}

  /** One of the colours, over and over. */
  public static Color of(int index) {
    return ALL.get(index % ALL.size());
  }
}
