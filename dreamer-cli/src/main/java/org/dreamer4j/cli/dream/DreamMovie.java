package org.dreamer4j.cli.dream;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dreamer4j.cli.dream.Film.Strand;
import org.dreamer4j.cli.video.Clip;
import org.dreamer4j.cli.video.GifWriter;

/**
 * Films side by side as an animation: truth over prediction over error, and below them rewards and
 * values, real and predicted. What was seen has a blue frame, what was predicted an orange one.
 */
public final class DreamMovie {
  static final Color SEEN = new Color(0, 114, 178);
  static final Color PREDICTED = new Color(230, 159, 0);

  private static final double FRAMES_PER_SECOND = 10;
  private static final int SIDE = 2 * Film.SIDE;
  private static final int FRAME = 4;
  private static final int GAP = 3;
  private static final int CELL = SIDE + 2 * FRAME + GAP;
  private static final int CHART = 54;
  private static final int HEADER = 26;
  private static final int FOOTER = 24;
  private static final int LABELS = 104;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
  private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  private final List<Film> films;
  private final Graphics2D graphics;
  private final BufferedImage image;

  private DreamMovie(List<Film> films) {
    this.films = films;
    int strands = Strand.values().length * CELL;
    int charts = films.get(0).traces().size() * (CHART + GAP);
    int width = LABELS + Math.max(3, films.size()) * CELL;
    image =
        new BufferedImage(
            width,
            HEADER + strands + (charts == 0 ? 0 : charts + FOOTER),
            BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
  }

  /**
   * Writes films as a GIF, atomically.
   *
   * @param films of one context and length, at least one
   * @throws IOException if the file cannot be written
   */
  public static void write(Path gif, List<Film> films) throws IOException {
    GifWriter.write(gif, clip(films), 1, FRAMES_PER_SECOND);
  }

  /**
   * Films as the bytes of a GIF.
   *
   * @param films of one context and length, at least one
   */
  public static byte[] encode(List<Film> films) {
    return GifWriter.encode(clip(films), 1, FRAMES_PER_SECOND);
  }

  /** Films as a clip. */
  static Clip clip(List<Film> films) {
    DreamMovie movie = new DreamMovie(films);
    List<byte[]> frames = new ArrayList<>();
    for (int row = 0; row < films.get(0).length(); row++) {
      movie.draw(row);
      frames.add(Clip.bytes(movie.image));
    }
    movie.graphics.dispose();
    return new Clip(movie.image.getHeight(), movie.image.getWidth(), frames);
  }

  private void draw(int row) {
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    int context = films.get(0).context();
    boolean seen = row < context;
    graphics.setFont(FONT);
    graphics.setColor(seen ? SEEN : Color.BLACK);
    String count =
        seen ? "seen " + (row + 1) + " of " + context : "predicted +" + (row - context + 1);
    graphics.drawString(count, LABELS, HEADER - 8);
    int top = HEADER;
    for (Strand strand : Strand.values()) {
      graphics.setColor(Color.BLACK);
      label(FONT, label(strand), top + CELL / 2 + 4);
      for (int i = 0; i < films.size(); i++) {
        draw(films.get(i), strand, row, LABELS + i * CELL, top);
      }
      top += CELL;
    }
    drawTraces(row, top);
  }

  private void draw(Film film, Strand strand, int row, int left, int top) {
    if (strand != Strand.TRUTH) {
      graphics.setColor(row < film.context() ? SEEN : PREDICTED);
      graphics.fillRect(left, top, CELL - GAP, CELL - GAP);
    }
    graphics.drawImage(film.image(strand, row), left + FRAME, top + FRAME, SIDE, SIDE, null);
  }

  private void drawTraces(int row, int from) {
    int top = from;
    for (int k = 0; k < films.get(0).traces().size(); k++) {
      int index = k;
      List<Trace> traces = films.stream().map(film -> film.traces().get(index)).toList();
      double low = traces.stream().mapToDouble(Trace::low).min().orElseThrow();
      double high = traces.stream().mapToDouble(Trace::high).max().orElseThrow();
      TraceChart chart = new TraceChart(low, high > low ? high : low + 1);
      graphics.setColor(Color.BLACK);
      label(FONT, traces.get(0).name(), top + CHART / 2);
      label(SMALL, range(low, high), top + CHART / 2 + 16);
      for (int i = 0; i < films.size(); i++) {
        Rectangle area = new Rectangle(LABELS + i * CELL, top, CELL - GAP, CHART);
        chart.draw(graphics, area, traces.get(i), films.get(i).context(), row);
      }
      top += CHART + GAP;
    }
    if (top > from) {
      drawLegend(top + FOOTER - 8);
    }
  }

  private void drawLegend(int baseline) {
    graphics.setFont(FONT);
    graphics.setColor(TraceChart.REAL);
    String real = "real";
    graphics.drawString(real, LABELS, baseline);
    graphics.setColor(PREDICTED);
    int width = graphics.getFontMetrics().stringWidth(real + "    ");
    graphics.drawString("predicted", LABELS + width, baseline);
  }

  private void label(Font font, String text, int baseline) {
    graphics.setFont(font);
    int room = LABELS - 10 - graphics.getFontMetrics().stringWidth(text);
    graphics.drawString(text, room, baseline);
  }

  private static String range(double low, double high) {
    String format = Math.max(Math.abs(low), Math.abs(high)) < 10 ? "%.1f to %.1f" : "%.0f to %.0f";
    return String.format(Locale.ROOT, format, low, high);
  }

  static String label(Strand strand) {
    return strand.name().toLowerCase(Locale.ROOT);
  }
}
