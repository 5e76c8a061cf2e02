package org.dreamer4j.envs.remote;

import org.dreamer4j.core.Printable;

/** Something went wrong with a server; the message says what, but not with which. */
final class RemoteFailure extends Exception {
  private static final long serialVersionUID = 1;

  private static final int LONGEST = 600;

  /** What can be done about it. */
  enum Kind {
    /** Another connection may help. */
    PASSING,
    /** The server understood what was asked, and said no; another connection may help. */
    REFUSED,
    /** It will be so again. */
    LASTING
  }

  final Kind kind;

  RemoteFailure(Kind kind, String message) {
    super(shown(message));
    this.kind = kind;
  }

  /** Servers choose parts of messages. */
  private static String shown(String message) {
    String text = Printable.text(message);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  static RemoteFailure passing(String message) {
    return new RemoteFailure(Kind.PASSING, message);
  }

  static RemoteFailure lasting(String message) {
    return new RemoteFailure(Kind.LASTING, message);
  }
}
