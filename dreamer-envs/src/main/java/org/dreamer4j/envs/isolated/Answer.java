package org.dreamer4j.envs.isolated;

import java.io.IOException;
import org.dreamer4j.core.EnvironmentLostException;

/** How a call in the other process ended; sent before what it gave, or before a message. */
enum Answer {
  DONE,
  /** An {@link IllegalArgumentException}. */
  MISUSED,
  /** An {@link IllegalStateException}. */
  OUT_OF_ORDER,
  /** An {@link EnvironmentLostException}. */
  LOST,
  /** Anything else: a mistake in the environment. */
  BROKEN;

  private static final Answer[] ALL = values();

  static Answer of(Throwable failure) {
    if (failure instanceof IllegalArgumentException) {
      return MISUSED;
    }
    if (failure instanceof EnvironmentLostException) {
      return LOST;
    }
    return failure instanceof IllegalStateException ? OUT_OF_ORDER : BROKEN;
  }

  void write(Wire wire) throws IOException {
    wire.out.writeByte(ordinal());
  }

  /**
   * Reads an answer, and throws what the other process did.
   *
   * @throws IOException if the connection ends
   */
  static void check(Wire wire) throws IOException {
    int number = wire.in.readByte();
    if (number < 0 || number >= ALL.length) {
      throw new IOException("no answer has number " + number);
    }
    Answer answer = ALL[number];
    if (answer == DONE) {
      return;
    }
    String message = wire.in.readUTF();
    throw switch (answer) {
      case MISUSED -> new IllegalArgumentException(message);
      case LOST -> new EnvironmentLostException(message);
      default -> new IllegalStateException(message);
    };
  }
}
