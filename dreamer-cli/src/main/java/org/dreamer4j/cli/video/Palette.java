package org.dreamer4j.cli.video;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

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
    PriorityQueue<Box> boxes = new PriorityQueue<>(List.of(Box.of(swatches)));
    while (boxes.size() < limit) {
      boxes.addAll(boxes.remove().split());
    }
    Palette palette = new Palette(boxes.stream().mapToInt(box -> box.sum().rgb()).toArray());
    for (int i = 0; i < ROUNDS; i++) {
      palette = palette.refined(swatches);
    }
    return palette;
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

  /**
   * Similar colours that get one in the palette.
   *
   * @param loss what they lose by it; -1 if there is only one
   */
  private record Box(List<Swatch> swatches, Swatch sum, double loss) implements Comparable<Box> {
    static Box of(List<Swatch> swatches) {
      Swatch sum = Swatch.sum(swatches);
      return new Box(swatches, sum, swatches.size() < 2 ? -1 : sum.spread(sum.widest()));
    }

    /**
     * Two boxes of one with two swatches or more: above and below the mean, where it varies most.
     */
    List<Box> split() {
      int axis = sum.widest();
      double middle = sum.mean(axis);
      List<Swatch> above = swatches.stream().filter(s -> s.mean(axis) > middle).toList();
      List<Swatch> below = swatches.stream().filter(s -> s.mean(axis) <= middle).toList();
      boolean isSplit = !above.isEmpty() && !below.isEmpty();
      return isSplit
          ? List.of(of(below), of(above))
          : List.of(of(swatches.subList(0, 1)), of(swatches.subList(1, swatches.size())));
    }

    /** The box that loses most comes first. */
    @Override
    public int compareTo(Box other) {
      return Double.compare(other.loss, loss);
    }
  }
}
