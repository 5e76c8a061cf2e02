package org.dreamer4j.core;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * CRC-32C as tensor bundles and record files store it: rotated and shifted, so that the checksum of
 * data that holds checksums stays meaningful (tensorflow/core/lib/hash/crc32c.h).
 */
public final class MaskedCrc {
  private static final int DELTA = 0xa282ead8;

  private MaskedCrc() {}

  /** Masked checksum of the remaining bytes. */
  public static int of(ByteBuffer data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    return Integer.rotateRight((int) crc.getValue(), 15) + DELTA;
  }
}
