package org.dreamer4j.cli.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.dreamer4j.core.config.DreamerConfig;
import org.jspecify.annotations.Nullable;

/**
 * The right to write one run, held by at most one process. The system takes it back when the
 * process ends, however that happens; the file stays.
 */
public final class RunClaim implements AutoCloseable {
  private final RunDirectory run;
  private final FileChannel channel;

  private RunClaim(RunDirectory run, FileChannel channel) {
    this.run = run;
    this.channel = channel;
  }

  /** The right to a run; empty if another process has it. */
  static Optional<RunClaim> of(RunDirectory run) throws IOException {
    FileChannel channel =
        FileChannel.open(run.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock(channel) == null) {
        channel.close();
        return Optional.empty();
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((pid() + "\n").getBytes(StandardCharsets.UTF_8)), 0);
      return Optional.of(new RunClaim(run, channel));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Settles the configuration: a new run gets the parameters, its number less one added to the
   * seed; a run that goes on keeps its own and takes over what may change.
   *
   * @param given what the person asks for; empty takes over the run as it is, or starts {@link
   *     Parameters#QUICK_START}
   * @throws UsageException if the run was made with other values
   * @throws IOException if the configuration cannot be read
   */
  DreamerConfig settle(Optional<Parameters> given) throws IOException {
    Optional<DreamerConfig> stored = run.stored();
    if (stored.isEmpty()) {
      return given.orElse(Parameters.QUICK_START).resolve(run.number());
    }
    return given.isEmpty() ? stored.get() : Resumption.of(run, stored.get(), given.get());
  }

  /**
   * Keeps the configuration in the run.
   *
   * @throws IOException if it cannot be read or written
   */
  void keep(DreamerConfig config) throws IOException {
    if (!run.stored().equals(Optional.of(config))) {
      ConfigFile.write(run.config(), config);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
