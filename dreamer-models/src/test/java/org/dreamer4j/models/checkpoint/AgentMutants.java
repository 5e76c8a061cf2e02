package org.dreamer4j.models.checkpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorShapeProto.Dim;

/**
 * An index whose names and shapes are changed at random, as a seed says, and whose form is right.
 */
final class AgentMutants {
  private static final long[] SIZES = {
    -1, 0, 1, 2, 3, 7, 1 << 20, 1 + (1 << 20), 1L << 31, 1L << 40, Long.MAX_VALUE
  };
  private static final String[][] NAMES = {
    {"/kernel", ""},
    {"/kernel", "/bias"},
    {"dense", "dense_999"},
    {"dense_1", "dense_2"},
    {"head_[a-z]+", "head_model"},
    {"head_[a-z]+", "head_zone"},
    {"head_[a-z]+", "head_value"},
    {"conv2d", "dense"},
    {"posterior", "transition"},
    {"_[0-9]", ""},
    {"/", "//"}
  };

  private final SortedMap<String, byte[]> whole = new TreeMap<>();
  private final SplittableRandom random;

  AgentMutants(Path index, long seed) throws IOException {
    random = new SplittableRandom(seed);
    for (IndexTable.Entry entry : IndexTable.read(Files.readAllBytes(index), index)) {
      whole.put(new String(entry.key(), ISO_8859_1), entry.value());
    }
  }

  /** Entries with one to three changes. */
  SortedMap<String, byte[]> next() throws IOException {
    SortedMap<String, byte[]> mutant = new TreeMap<>(whole);
    List<String> names = new ArrayList<>(whole.keySet());
    names.remove(0); // the header
    for (int left = random.nextInt(1, 4); left > 0; left--) {
      String name = names.remove(random.nextInt(names.size()));
      byte[] entry = mutant.remove(name);
      switch (random.nextInt(4)) {
        case 0 -> {} // is gone
        case 1 -> mutant.put(renamed(name), entry);
        case 2 -> mutant.put(name.substring(0, random.nextInt(1, name.length())), entry);
        default -> mutant.put(name, reshaped(entry));
      }
    }
    return mutant;
  }

  private String renamed(String name) {
    String[] change = NAMES[random.nextInt(NAMES.length)];
    return name.replaceFirst(change[0], change[1]);
  }

  /** Another shape; half of the time its bytes are as many as it needs, if that can be said. */
  private byte[] reshaped(byte[] bytes) throws IOException {
    BundleEntryProto.Builder entry = BundleEntryProto.parseFrom(bytes).toBuilder();
    Dim size = Dim.newBuilder().setSize(SIZES[random.nextInt(SIZES.length)]).build();
    int dims = entry.getShape().getDimCount();
    if (dims == 0 || random.nextInt(4) == 0) {
      entry.getShapeBuilder().addDim(size);
    } else {
      entry.getShapeBuilder().setDim(random.nextInt(dims), size);
    }
    if (random.nextInt(4) == 0) {
      entry.setDtype(DataType.DT_STRING);
    }
    long elements = 1;
    for (Dim dim : entry.getShape().getDimList()) {
      elements *= dim.getSize();
    }
    return random.nextBoolean()
        ? entry.setSize(elements * Float.BYTES).build().toByteArray()
        : entry.build().toByteArray();
  }
}
