package org.dreamer4j.envs.isolated;

import java.io.IOException;
import org.dreamer4j.core.EnvironmentLostException;

/** How a call in the other process ended; sent before what it gave, or before a message. */
enum Answer {
  DONE('d'),
  /** An {@link IllegalArgumentException}. */
  MISUSED('m'),
  /** An {@link IllegalStateException}. */
  OUT_OF_ORDER('o'),
  /** An {@link EnvironmentLostException}. */
  LOST('l'),
  /** Anything else: a mistake in the environment. */
  BROKEN('b');

  private final char letter;

  Answer(char letter) {
    this.letter = letter;
  }

  static Answer of(Throwable failure) {
    if (failure instanceof IllegalArgumentException) {
      return MISUSED;
    }
    if (failure instanceof EnvironmentLostException) {
      return LOST;
    }
    return failure instanceof IllegalStateException ? OUT_OF_ORDER : BROKEN;
  }

  private static Answer of(byte letter) throws IOException {
    for (Answer answer : values()) {
      if (answer.letter == letter) {
        return answer;
      }
    }
    throw new IOException("no answer begins with byte " + letter);
  }

  void write(Wire wire) throws IOException {
    wire.out.writeByte(letter);
  }

  /**
   * Reads an answer, and throws what the other process did.
   *
   * @throws IOException if the connection ends
   */
  static void check(Wire wire) throws IOException {
    Answer answer = of(wire.in.readByte());
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
