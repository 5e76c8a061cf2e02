package org.dreamer4j.envs.isolated;

import org.dreamer4j.envs.EnvironmentOptions;

/**
 * Which environment a process is to make.
 *
 * @param task its name
 * @param options how; of its simulators only what the process finds itself, from {@code simulators}
 * @param simulators what the program that starts the process wants it to know about them, in a form
 *     of that program's own
 */
public record Job(String task, EnvironmentOptions options, String simulators) {
  /** The same job with another seed. */
  Job withSeed(long seed) {
    return new Job(task, options.withSeed(seed), simulators);
  }
}
