package org.dreamer4j.cli.tensorboard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.cli.dream.DreamStudy;
import org.dreamer4j.cli.dream.Film;
import org.dreamer4j.cli.video.Clip;
import org.dreamer4j.cli.video.GifWriter;
import org.dreamer4j.cli.video.Mosaic;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;
import org.dreamer4j.models.DreamerAgent;
import org.tensorflow.proto.Summary;

/**
 * The beginnings of the newest episodes of a phase, and what an agent predicts of them. Of the six
 * newest no more is kept than a picture shows: an Atari episode may have hundreds of megabytes.
 */
final class Pictures {
  private static final int CONTEXT = 5;
  private static final int EPISODES = 6;

  private final int rows;
  private final Deque<Episode> newest = new ArrayDeque<>();

  /**
   * No episodes yet.
   *
   * @param rows of an episode that are shown
   */
  Pictures(int rows) {
    this.rows = rows;
  }

  /** Takes an episode that is filmed and long enough. */
  void keep(Episode episode) {
    if (!Clip.isIn(episode) || episode.length() < rows) {
      return;
    }
    newest.add(beginning(episode));
    if (newest.size() > EPISODES) {
      newest.remove();
    }
  }

  private Episode beginning(Episode episode) {
    Map<String, Array> arrays = new LinkedHashMap<>();
    for (String key : List.of(Observation.IMAGE, Episode.ACTION, Episode.REWARD, Episode.PCONT)) {
      Array array = episode.get(key);
      int[] shape = array.shape().clone();
      int size = array.size() / shape[0] * rows;
      shape[0] = rows;
      arrays.put(
          key,
          array instanceof Array.Uint8 bytes
              ? new Array.Uint8(shape, Arrays.copyOf(bytes.data(), size))
              : new Array.Float32(shape, Arrays.copyOf(array.toFloats(), size)));
    }
    return new Episode(arrays);
  }

  /** The images as they were seen: an episode a row, time to the right. */
  List<Summary.Value> seen() {
    return newest.isEmpty()
        ? List.of()
        : List.of(strip(Tags.IMAGES, newest.stream().map(Clip::of).toList()));
  }

  /**
   * The images as the agent predicts them from the first five: as a strip, and as a video of truth
   * over prediction over error; and in figures.
   */
  List<Summary.Value> predicted(DreamerAgent agent) {
    if (newest.isEmpty() || rows <= CONTEXT || !agent.predictsImages()) {
      return List.of();
    }
    DreamStudy.Preview preview =
        DreamStudy.preview(agent, List.copyOf(newest), CONTEXT, rows - CONTEXT);
    List<Film> films = preview.films();
    List<List<Clip>> lines = new ArrayList<>();
    lines.add(films.stream().map(Film::truthClip).toList());
    lines.add(films.stream().map(Film::predictionClip).toList());
    lines.add(films.stream().map(Film::errorClip).toList());
    List<Summary.Value> values =
        new ArrayList<>(
            OpenLoopScalars.of(
                preview.dream(), preview.images(), preview.rewards(), agent.config()));
    values.add(strip(Tags.OPEN_LOOP_IMAGES, lines.get(1)));
    values.add(animation(Tags.OPEN_LOOP_VIDEO, Mosaic.of(lines)));
    return values;
  }

  /** An animation of an episode that is filmed; of its first frames if it is very long. */
  static Summary.Value animation(String tag, Episode episode) {
    return animation(tag, Clip.of(episode, Clip.MOST_FRAMES));
  }

  private static Summary.Value animation(String tag, Clip clip) {
    byte[] gif = GifWriter.encode(clip, 1, GifWriter.FRAMES_PER_SECOND);
    return EventFile.image(tag, clip.height(), clip.width(), gif);
  }

  private static Summary.Value strip(String tag, List<Clip> lines) {
    Clip strip = Mosaic.strip(lines);
    return EventFile.image(tag, strip.height(), strip.width(), Mosaic.png(strip));
  }
}
