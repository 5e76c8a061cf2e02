package org.dreamer4j.envs.isolated;

import java.io.IOException;

/** Starts processes that call {@link Worker#serve}. */
@FunctionalInterface
public interface WorkerLauncher {
  /**
   * Starts a process.
   *
   * @param port to connect to, on this machine
   * @param token to say first; nobody else may learn it, so hand it over in the environment and not
   *     on the command line
   * @throws IOException if the process cannot be started
   */
  Process start(int port, String token) throws IOException;
}
