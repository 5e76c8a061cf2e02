package org.dreamer4j.cli;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What went wrong, as the one line that a person sees. */
final class OneLine {
  private static final String NO_FONTS =
      "this Java finds no fonts, which pictures with text need;"
          + " on Debian and Ubuntu: apt-get install fontconfig fonts-dejavu-core";

  private OneLine() {}

  /** A message without its line breaks. */
  static String of(@Nullable String message) {
    return String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** A failure; its class is named where the message says nothing without. */
  static String of(Throwable failure) {
    if (isAboutFonts(failure)) {
      return NO_FONTS;
    }
    String message = failure.getMessage();
    String kind = failure.getClass().getSimpleName();
    if (message == null || message.isBlank()) {
      return kind;
    }
    return failure instanceof Error ? kind + ": " + of(message) : of(message);
  }

  /** JDKs say in many ways that there are none, most of them by an accident within sun.font. */
  private static boolean isAboutFonts(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            cause ->
                String.valueOf(cause.getMessage()).contains("sun.font.")
                    || Arrays.stream(cause.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith("sun.font.")));
  }
}
