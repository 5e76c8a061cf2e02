package org.dreamer4j.cli.run;

/** What a worker does with a run. */
sealed interface Decision {
  /** Works on it. */
  enum Take implements Decision {
    /** For the first time. */
    START,
    /** Where it stopped. */
    RESUME,
    /** It had reached its end, and more is asked of it. */
    LENGTHEN
  }

  /**
   * Leaves it.
   *
   * @param reason why, for programs
   * @param why why, for people; the run is what the sentence is about
   * @param remedy what they can do about it
   */
  record Skip(Reason reason, String why, String remedy) implements Decision {
    static Skip finished() {
      return new Skip(
          Reason.FINISHED,
          "it is finished",
          "raise max_steps or max_env_steps in --params to go on with it, or use another --logdir");
    }

    static Skip failed() {
      return new Skip(
          Reason.FAILED,
          "it failed before, see its file " + RunMarks.FAIL,
          "delete its " + RunMarks.FAIL + " and " + RunMarks.DONE + " to go on with it");
    }

    static Skip startedBefore() {
      return new Skip(
          Reason.STARTED,
          "it was started before and --resume_runs is False",
          "say --resume_runs True to go on with it, or use another --logdir");
    }

    static Skip taken(String why) {
      return new Skip(Reason.TAKEN, why, "wait for it or use another --logdir");
    }

    static Skip unreadable(String why) {
      return new Skip(Reason.TAKEN, why, "delete its " + RunMarks.PING + " if nobody works on it");
    }
  }

  /** Kinds of reasons to leave a run. */
  enum Reason {
    /** Nothing is left to do. */
    FINISHED,
    /** It failed; nobody goes on with it. */
    FAILED,
    /** Someone began, and runs that someone began are not wanted. */
    STARTED,
    /** Another worker has it, or may have it. */
    TAKEN
  }
}
