package org.dreamer4j.cli.run;

import java.io.IOException;

/** What a worker does with the runs that it gets. */
public interface Work {
  /**
   * Whether more is asked of a finished run than it was made for.
   *
   * @throws UsageException if something is asked of it that cannot be
   * @throws IOException if its files cannot be read
   */
  boolean lengthens(RunDirectory run) throws IOException;

  /**
   * Works on a run until its end, or until something stops it.
   *
   * @return whether it reached its end; otherwise the worker stops
   * @throws UsageException if something is asked that cannot be; the run has not failed then
   * @throws IOException if it fails
   */
  boolean perform(ClaimedRun run) throws IOException;
}
