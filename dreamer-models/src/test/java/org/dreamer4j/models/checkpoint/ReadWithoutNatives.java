package org.dreamer4j.models.checkpoint;

import java.nio.file.Path;

/** Reads all weight files that are named, and says how many tensors there are. */
final class ReadWithoutNatives {
  private ReadWithoutNatives() {}

  public static void main(String[] paths) throws Exception {
    for (String path : paths) {
      try (WeightFile file = WeightFiles.open(Path.of(path))) {
        long elements = 0;
        for (StoredTensor tensor : file.tensors()) {
          elements += TensorStatistics.of(file.read(tensor.name())).elements();
        }
        System.out.println(file.format() + " " + file.tensors().size() + " " + elements);
      }
    }
  }
}
