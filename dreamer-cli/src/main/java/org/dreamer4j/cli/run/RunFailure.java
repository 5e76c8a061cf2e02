package org.dreamer4j.cli.run;

/** A run failed; its directory is where the details belong. */
public final class RunFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final transient RunDirectory run;

  /** A failure of a run. */
  public RunFailure(RunDirectory run, Throwable cause) {
    super(cause);
    this.run = run;
  }

  /** The run that failed. */
  public RunDirectory run() {
    return run;
  }
}
