package org.dreamer4j.cli.video;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The colours that stand for those of a clip. With few enough colours they are the clip's own;
 * otherwise boxes of similar colours are split where they vary most (median cut by variance) and
 * the centres then moved to where they serve best (Lloyd's iterations).
 */
final class Palette {
  private static final int ROUNDS = 8;

  private final int[] colors;
  private final Map<Integer, Integer> nearest = new HashMap<>();

  private Palette(int[] colors) {
    this.colors = colors;
  }

  /**
   * Colours for a clip.
   *
   * @param limit most colours
   */
  static Palette of(Clip clip, int limit) {
    List<Swatch> swatches = Swatch.count(clip, limit);
    if (swatches.size() <= limit) {
      return new Palette(swatches.stream().mapToInt(Swatch::rgb).toArray());
    }
    List<List<Swatch>> boxes = new ArrayList<>(List.of(swatches));
    while (boxes.size() < limit) {
      List<Swatch> widest = boxes.get(0);
      for (List<Swatch> box : boxes) {
        widest = Swatch.spread(box) > Swatch.spread(widest) ? box : widest;
      }
      boxes.remove(widest);
      boxes.addAll(Swatch.split(widest));
    }
    Palette palette = new Palette(centers(boxes));
    for (int i = 0; i < ROUNDS; i++) {
      palette = palette.refined(swatches);
    }
    return palette;
  }

  private static int[] centers(List<List<Swatch>> boxes) {
    return boxes.stream().mapToInt(box -> Swatch.sum(box).rgb()).toArray();
  }

  private Palette refined(List<Swatch> swatches) {
    List<List<Swatch>> members = new ArrayList<>();
    for (int i = 0; i < colors.length; i++) {
      members.add(new ArrayList<>());
    }
    for (Swatch swatch : swatches) {
      members.get(nearest(swatch.rgb())).add(swatch);
    }
    int[] moved = colors.clone();
    for (int i = 0; i < moved.length; i++) {
      if (!members.get(i).isEmpty()) {
        moved[i] = Swatch.sum(members.get(i)).rgb();
      }
    }
    return new Palette(moved);
  }

  /** Number of colours. */
  int size() {
    return colors.length;
  }

  /** A colour as 0xRRGGBB. */
  int color(int index) {
    return colors[index];
  }

  /** Index of the colour nearest to one given as 0xRRGGBB. */
  int nearest(int rgb) {
    return nearest.computeIfAbsent(rgb, this::search);
  }

  private int search(int rgb) {
    int best = 0;
    int smallest = Integer.MAX_VALUE;
    for (int i = 0; i < colors.length; i++) {
      int red = (colors[i] >> 16) - (rgb >> 16);
      int green = (colors[i] >> 8 & 0xff) - (rgb >> 8 & 0xff);
      int blue = (colors[i] & 0xff) - (rgb & 0xff);
      int distance = red * red + green * green + blue * blue;
      if (distance < smallest) {
        smallest = distance;
        best = i;
      }
    }
    return best;
  }
}
