package org.dreamer4j.models.export;

import java.io.IOException;
import org.dreamer4j.core.Printable;

/** A folder or file is no SavedModel, a broken one, or one of something else than a policy. */
public final class SavedModelFormatException extends IOException {
  private static final long serialVersionUID = 1;

  /** One line: what is wrong, where, and how to mend it. */
  public SavedModelFormatException(String message) {
    super(Printable.text(message));
  }

  /** The same with what TensorFlow or protobuf said. */
  public SavedModelFormatException(String message, Throwable cause) {
    super(Printable.text(message), cause);
  }
}
