package org.dreamer4j.cli.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Episode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GifWriterTest {
  @TempDir private Path folder;

  @Test
  void fewColorsComeBackExactlyAndEnlarged() throws IOException {
    Clip clip = squares(5, 0x20);
    Path file = folder.resolve("few.gif");
    GifWriter.write(file, clip, 3, 20);
    List<BufferedImage> shown = read(file).shown();
    assertEquals(5, shown.size());
    assertEquals(48, shown.get(0).getWidth());
    assertEquals(36, shown.get(0).getHeight());
    assertEquals(0, worstError(clip, shown, 3));
  }

  @Test
  void manyColorsComeBackAlmostAsTheyWere() throws IOException {
    Clip clip = gradients(20);
    Path file = folder.resolve("many.gif");
    GifWriter.write(file, clip, 2, 20);
    List<BufferedImage> shown = read(file).shown();
    assertEquals(20, shown.size());
    assertTrue(worstError(clip, shown, 2) <= 24, "worst " + worstError(clip, shown, 2));
    assertTrue(meanError(clip, shown, 2) <= 4, "mean " + meanError(clip, shown, 2));
  }

  @Test
  void everyFrameHasItsDelayAndTheAnimationRepeats() throws IOException {
    Path file = folder.resolve("delay.gif");
    GifWriter.write(file, squares(3, 0x20), 1, 20);
    Read read = read(file);
    assertEquals(List.of("5", "5", "5"), read.delays());
    assertTrue(
        Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)
            .contains("NETSCAPE2.0\u0003\u0001\u0000\u0000"));
  }

  @Test
  void frameWithoutChangeStillCounts() throws IOException {
    byte[] frame = squares(1, 0x20).frames().get(0);
    Path file = folder.resolve("still.gif");
    GifWriter.write(file, new Clip(12, 16, List.of(frame, frame, frame)), 1, 10);
    Read read = read(file);
    assertEquals(List.of("10", "10", "10"), read.delays());
    assertEquals(0, worstError(new Clip(12, 16, List.of(frame, frame, frame)), read.shown(), 1));
  }

  @Test
  void nothingIsLeftBesideTheFile() throws IOException {
    GifWriter.write(folder.resolve("x.gif"), squares(1, 0x20), 1, 20);
    try (var files = Files.list(folder)) {
      assertEquals(List.of("x.gif"), files.map(f -> f.getFileName().toString()).toList());
    }
  }

  @Test
  void episodeBecomesItsFrames() {
    byte[] pixels = new byte[2 * 4 * 3 * 3];
    pixels[36] = 7;
    Episode episode =
        new Episode(
            java.util.Map.of(
                "image", new Array.Uint8(new int[] {2, 4, 3, 3}, pixels),
                "action", new Array.Float32(new int[] {2, 1}, new float[2]),
                "reward", new Array.Float32(new int[] {2}, new float[2]),
                "pcont", new Array.Float32(new int[] {2}, new float[2])));
    Clip clip = Clip.of(episode);
    assertEquals(4, clip.height());
    assertEquals(3, clip.width());
    assertEquals(2, clip.frames().size());
    assertEquals(7, clip.frames().get(1)[0]);
  }

  @Test
  void frameOfAnotherSizeIsRefused() {
    List<byte[]> frames = List.of(new byte[12], new byte[11]);
    assertThrows(IllegalArgumentException.class, () -> new Clip(2, 2, frames));
  }

  /** A square of one colour that moves over another. */
  private static Clip squares(int count, int color) {
    List<byte[]> frames = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      byte[] frame = new byte[12 * 16 * 3];
      for (int i = 0; i < 12 * 16; i++) {
        boolean inside = i / 16 >= 3 && i / 16 < 6 && i % 16 >= t && i % 16 < t + 3;
        frame[i * 3] = (byte) (inside ? 0xf0 : color);
        frame[i * 3 + 2] = (byte) (inside ? 0x10 : 0x90);
      }
      frames.add(frame);
    }
    return new Clip(12, 16, frames);
  }

  /** Far more colours than a GIF holds: a sky, a ground and a moving ball, all shaded. */
  private static Clip gradients(int count) {
    List<byte[]> frames = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      byte[] frame = new byte[64 * 64 * 3];
      for (int i = 0; i < 64 * 64; i++) {
        int y = i / 64;
        int x = i % 64;
        double ball = Math.hypot(x - 10 - 2 * t, y - 40) / 8;
        int[] rgb =
            ball < 1
                ? new int[] {(int) (250 - 150 * ball), (int) (60 - 40 * ball), 40}
                : y < 32
                    ? new int[] {60 + y * 3, 120 + y * 3, 200 + y}
                    : new int[] {40 + x, 90 + y + x / 2, 30 + y / 2};
        for (int c = 0; c < 3; c++) {
          frame[i * 3 + c] = (byte) rgb[c];
        }
      }
      frames.add(frame);
    }
    return new Clip(64, 64, frames);
  }

  private record Read(List<BufferedImage> shown, List<String> delays) {}

  /** Decodes a GIF and draws its frames over one another as a viewer does. */
  private static Read read(Path file) throws IOException {
    List<BufferedImage> shown = new ArrayList<>();
    List<String> delays = new ArrayList<>();
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      BufferedImage canvas = null;
      for (int i = 0; i < reader.getNumImages(true); i++) {
        BufferedImage part = reader.read(i);
        IIOMetadata metadata = reader.getImageMetadata(i);
        IIOMetadataNode root =
            (IIOMetadataNode) metadata.getAsTree(metadata.getNativeMetadataFormatName());
        IIOMetadataNode place = node(root, "ImageDescriptor");
        delays.add(node(root, "GraphicControlExtension").getAttribute("delayTime"));
        BufferedImage next =
            canvas == null
                ? new BufferedImage(part.getWidth(), part.getHeight(), BufferedImage.TYPE_INT_ARGB)
                : copy(canvas);
        next.createGraphics()
            .drawImage(
                part,
                Integer.parseInt(place.getAttribute("imageLeftPosition")),
                Integer.parseInt(place.getAttribute("imageTopPosition")),
                null);
        shown.add(next);
        canvas = next;
      }
    } finally {
      reader.dispose();
    }
    return new Read(shown, delays);
  }

  private static IIOMetadataNode node(IIOMetadataNode root, String name) {
    return (IIOMetadataNode) root.getElementsByTagName(name).item(0);
  }

  private static BufferedImage copy(BufferedImage image) {
    return new BufferedImage(
        image.getColorModel(), image.copyData(null), image.isAlphaPremultiplied(), null);
  }

  private static int worstError(Clip clip, List<BufferedImage> shown, int scale) {
    return (int) errors(clip, shown, scale)[0];
  }

  private static double meanError(Clip clip, List<BufferedImage> shown, int scale) {
    return errors(clip, shown, scale)[1];
  }

  private static double[] errors(Clip clip, List<BufferedImage> shown, int scale) {
    double worst = 0;
    double sum = 0;
    long count = 0;
    for (int t = 0; t < shown.size(); t++) {
      BufferedImage image = shown.get(t);
      for (int y = 0; y < image.getHeight(); y++) {
        for (int x = 0; x < image.getWidth(); x++) {
          int pixel = y / scale * clip.width() + x / scale;
          int wanted = Clip.rgb(clip.frames().get(t), pixel) | 0xff000000;
          for (int shift = 0; shift <= 24; shift += 8) {
            int error = Math.abs((image.getRGB(x, y) >>> shift & 0xff) - (wanted >>> shift & 0xff));
            worst = Math.max(worst, error);
            sum += error;
            count++;
          }
        }
      }
    }
    return new double[] {worst, sum / count};
  }
}
