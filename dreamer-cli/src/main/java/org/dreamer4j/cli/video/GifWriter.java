package org.dreamer4j.cli.video;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.dreamer4j.core.AtomicFile;

/**
 * Writes clips as GIFs that repeat for ever. One palette serves all frames. After the first, a
 * frame holds only the rectangle that changed, and in it pixels that did not change are
 * transparent, which keeps files small.
 */
public final class GifWriter {
  /** At which an episode looks alive: most tasks take 20 to 50 steps a second. */
  public static final int FRAMES_PER_SECOND = 20;

  private static final int MOST_COLORS = 255;

  private final Clip clip;
  private final int scale;
  private final Palette palette;
  private final int transparent;
  private final IndexColorModel colors;

  private GifWriter(Clip clip, int scale) {
    this.clip = clip;
    this.scale = scale;
    this.palette = Palette.of(clip, MOST_COLORS);
    this.transparent = palette.size();
    this.colors = colorModel(palette, transparent);
  }

  /**
   * Writes a clip, atomically.
   *
   * @param file replaced if it exists
   * @param scale every pixel becomes a square with this side
   * @param framesPerSecond rounded to what GIF knows, whole hundredths of a second a frame
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, Clip clip, int scale, double framesPerSecond)
      throws IOException {
    AtomicFile.write(
        file, out -> new GifWriter(clip, scale).writeTo(out, hundredths(framesPerSecond)));
  }

  /** A clip as the bytes of a file. */
  public static byte[] encode(Clip clip, int scale, double framesPerSecond) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new GifWriter(clip, scale).writeTo(out, hundredths(framesPerSecond));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static int hundredths(double framesPerSecond) {
    return (int) Math.max(2, Math.round(100 / framesPerSecond));
  }

  private void writeTo(OutputStream out, int hundredths) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    ImageTypeSpecifier type = new ImageTypeSpecifier(image(clip.width(), clip.height()));
    GifMetadata metadata = new GifMetadata(writer, type, hundredths, transparent);
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(
          metadata.stream(clip.width() * scale, clip.height() * scale, colors));
      byte[] before = filled();
      for (byte[] frame : clip.frames()) {
        byte[] indices = indices(frame);
        Area area = Area.changed(before, indices, clip.width());
        IIOImage image = new IIOImage(draw(area, before, indices), null, null);
        image.setMetadata(metadata.frame(area.left() * scale, area.top() * scale));
        writer.writeToSequence(image, null);
        before = indices;
      }
      writer.endWriteSequence();
      stream.flush();
    } finally {
      writer.dispose();
    }
  }

  /** What is shown before the first frame: a value no pixel has, so that all of them change. */
  private byte[] filled() {
    byte[] nothing = new byte[clip.pixels()];
    Arrays.fill(nothing, (byte) transparent);
    return nothing;
  }

  private byte[] indices(byte[] frame) {
    byte[] indices = new byte[clip.pixels()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = (byte) palette.nearest(Clip.rgb(frame, i));
    }
    return indices;
  }

  private BufferedImage image(int width, int height) {
    return new BufferedImage(
        width * scale, height * scale, BufferedImage.TYPE_BYTE_INDEXED, colors);
  }

  private BufferedImage draw(Area area, byte[] before, byte[] indices) {
    BufferedImage image = image(area.width(), area.height());
    byte[] row = new byte[area.width() * scale];
    for (int y = 0; y < area.height(); y++) {
      for (int x = 0; x < row.length; x++) {
        int pixel = (area.top() + y) * clip.width() + area.left() + x / scale;
        row[x] = before[pixel] == indices[pixel] ? (byte) transparent : indices[pixel];
      }
      for (int copy = 0; copy < scale; copy++) {
        image.getRaster().setDataElements(0, y * scale + copy, row.length, 1, row);
      }
    }
    return image;
  }

  private static IndexColorModel colorModel(Palette palette, int transparent) {
    byte[][] channels = new byte[3][transparent + 1];
    for (int i = 0; i < palette.size(); i++) {
      channels[0][i] = (byte) (palette.color(i) >> 16);
      channels[1][i] = (byte) (palette.color(i) >> 8);
      channels[2][i] = (byte) palette.color(i);
    }
    return new IndexColorModel(
        8, transparent + 1, channels[0], channels[1], channels[2], transparent);
  }

  /** A rectangle of pixels. */
  private record Area(int left, int top, int width, int height) {
    /** The smallest rectangle around all changes; one pixel if there are none. */
    static Area changed(byte[] before, byte[] after, int width) {
      int left = width;
      int right = -1;
      int top = before.length;
      int bottom = -1;
      for (int i = 0; i < after.length; i++) {
        if (before[i] != after[i]) {
          left = Math.min(left, i % width);
          right = Math.max(right, i % width);
          top = Math.min(top, i / width);
          bottom = Math.max(bottom, i / width);
        }
      }
      return right < 0
          ? new Area(0, 0, 1, 1)
          : new Area(left, top, right - left + 1, bottom - top + 1);
    }
  }
}
