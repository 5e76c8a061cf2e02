package org.dreamer4j.replay.npz;

import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;

/** Damages bytes at random, as a seed says: flips, cuts, inserts, repeats and overwrites. */
final class Mutants {
  private static final int[] EXTREMES = {0, 1, 0x7f, 0x80, 0xfe, 0xff};

  private final SplittableRandom random;

  Mutants(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A copy with one to three damages. */
  byte[] of(byte[] bytes) {
    byte[] mutant = bytes;
    for (int left = random.nextInt(1, 4); left > 0; left--) {
      mutant = damage(mutant);
    }
    return mutant;
  }

  private byte[] damage(byte[] bytes) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + random.nextInt(1, 20));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    switch (random.nextInt(6)) {
      case 0 -> { // cut out
      }
      case 1 -> { // cut off
        return out.toByteArray();
      }
      case 2 -> { // insert
        out.writeBytes(noise(to - from));
        to = from;
      }
      case 3 -> { // repeat
        out.write(bytes, from, to - from);
        to = from;
      }
      case 4 -> out.writeBytes(noise(to - from));
      default -> { // flip one byte, or make it a likely length
        to = Math.min(bytes.length, from + 1);
        boolean flip = random.nextBoolean() && from < to;
        int extreme = EXTREMES[random.nextInt(EXTREMES.length)];
        out.write(flip ? bytes[from] ^ 1 << random.nextInt(8) : extreme);
      }
    }
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }
}
