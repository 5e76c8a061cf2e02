package org.dreamer4j.cli.video;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Clips put together in one picture. */
public final class Mosaic {
  private Mosaic() {}

  /**
   * Clips that play at the same time.
   *
   * @param rows from top to bottom, each from left to right; as many clips in every row, all of one
   *     size and length
   */
  public static Clip of(List<List<Clip>> rows) {
    Clip first = rows.get(0).get(0);
    List<byte[]> frames = new ArrayList<>();
    for (int t = 0; t < first.frames().size(); t++) {
      int row = t;
      frames.add(
          joined(
              first,
              rows.stream()
                  .map(clips -> clips.stream().map(clip -> clip.frames().get(row)).toList())
                  .toList()));
    }
    return new Clip(first.height() * rows.size(), first.width() * rows.get(0).size(), frames);
  }

  /**
   * All frames beside one another.
   *
   * @param clips from top to bottom, of one size and length
   * @return a single frame
   */
  public static Clip strip(List<Clip> clips) {
    Clip first = clips.get(0);
    byte[] all = joined(first, clips.stream().map(Clip::frames).toList());
    return new Clip(
        first.height() * clips.size(), first.width() * first.frames().size(), List.of(all));
  }

  /** The first frame as the bytes of a PNG. */
  public static byte[] png(Clip clip) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(clip.image(0), "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] joined(Clip size, List<List<byte[]>> rows) {
    int line = size.width() * 3;
    int columns = rows.get(0).size();
    byte[] all = new byte[rows.size() * columns * size.pixels() * 3];
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns; column++) {
        byte[] frame = rows.get(row).get(column);
        for (int y = 0; y < size.height(); y++) {
          int to = ((row * size.height() + y) * columns + column) * line;
          System.arraycopy(frame, y * line, all, to, line);
        }
      }
    }
    return all;
  }
}
