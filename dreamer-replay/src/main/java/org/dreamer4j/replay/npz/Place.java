package org.dreamer4j.replay.npz;

import java.nio.file.Path;

/** Where the reader stands, so that every complaint names file and entry. */
record Place(Path file, String entry) {
  NpzFormatException problem(String problem) {
    return new NpzFormatException(file, entry, problem);
  }
}
