package org.dreamer4j.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;

/** Episodes in which every element tells which episode and row it is from. */
final class Episodes {
  static final Spec.Image IMAGE = new Spec.Image(2, 3, 1);
  static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          spec(Observation.IMAGE, IMAGE, "position", Spec.Box.unbounded(2)), Spec.Box.of(3, -1, 1));

  private Episodes() {}

  static Map<String, Spec> spec(String key, Spec spec, String otherKey, Spec otherSpec) {
    Map<String, Spec> specs = new LinkedHashMap<>();
    specs.put(key, spec);
    specs.put(otherKey, otherSpec);
    return specs;
  }

  /** position is (id, t), reward t, action (t, t, t), each pixel t + id. */
  static Episode episode(int id, int length) {
    byte[] image = new byte[length * IMAGE.size()];
    float[] position = new float[length * 2];
    float[] action = new float[length * 3];
    double[] reward = new double[length];
    double[] pcont = new double[length];
    for (int t = 0; t < length; t++) {
      for (int i = 0; i < IMAGE.size(); i++) {
        image[t * IMAGE.size() + i] = (byte) (t + id);
      }
      position[2 * t] = id;
      position[2 * t + 1] = t;
      for (int i = 0; i < 3; i++) {
        action[3 * t + i] = t;
      }
      reward[t] = t;
      pcont[t] = t < length - 1 ? 1 : 0;
    }
    Map<String, Array> arrays = new LinkedHashMap<>();
    arrays.put(Observation.IMAGE, new Array.Uint8(new int[] {length, 2, 3, 1}, image));
    arrays.put("position", new Array.Float32(new int[] {length, 2}, position));
    arrays.put(Episode.ACTION, new Array.Float32(new int[] {length, 3}, action));
    arrays.put(Episode.REWARD, new Array.Float64(new int[] {length}, reward));
    arrays.put(Episode.PCONT, new Array.Float64(new int[] {length}, pcont));
    return new Episode(arrays);
  }

  /** A store with one episode of each length; ids count from 0. */
  static EpisodeStore store(Path directory, int... lengths) throws IOException {
    EpisodeStore store = EpisodeStore.open(directory);
    for (int id = 0; id < lengths.length; id++) {
      store.append(episode(id, lengths[id]));
    }
    return store;
  }

  /** Which episode each sequence of a batch is from. */
  static int[] ids(Batch batch) {
    float[] position = batch.vector("position");
    return IntStream.range(0, batch.size())
        .map(b -> (int) position[b * batch.length() * 2])
        .toArray();
  }

  /** Makes a file unreadable. */
  static void breakFile(EpisodeStore store, EpisodeFile file, Instant modified) throws IOException {
    Path path = store.directory().resolve(file.name());
    Files.write(path, new byte[100]);
    Files.setLastModifiedTime(path, FileTime.from(modified));
  }

  /** Lines of the log that name a file. */
  static List<String> warningsAbout(String name) throws IOException {
    return Files.readAllLines(Path.of("target", "warnings.log")).stream()
        .filter(line -> line.contains(name))
        .toList();
  }
}
