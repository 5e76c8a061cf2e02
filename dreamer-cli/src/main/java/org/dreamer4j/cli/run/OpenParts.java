package org.dreamer4j.cli.run;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What is to be closed together: the last one first, and every one, whatever the others do. */
final class OpenParts implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Takes a part over. */
  <T extends AutoCloseable> T keep(T part) {
    open.push(part);
    return part;
  }

  /**
   * Closes all parts because of a failure, which is the one to be thrown; those of closing are
   * added to it.
   */
  void closeAfter(Throwable failure) {
    @Nullable Throwable ofClosing = closeAll();
    if (ofClosing != null) {
      failure.addSuppressed(ofClosing);
    }
  }

  /**
   * Closes all parts.
   *
   * @throws IllegalStateException if one cannot be closed; the others are
   */
  @Override
  public void close() {
    @Nullable Throwable failure = closeAll();
    if (failure != null) {
      throw new IllegalStateException("cannot close a part of the run: " + failure, failure);
    }
  }

  private @Nullable Throwable closeAll() {
    @Nullable Throwable first = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception | Error e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    return first;
  }
}
