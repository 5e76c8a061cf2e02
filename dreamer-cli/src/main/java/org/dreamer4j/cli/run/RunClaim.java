package org.dreamer4j.cli.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.dreamer4j.core.config.ConfigFile;
import org.dreamer4j.core.config.DreamerConfig;

/**
 * The right to write one run, held by at most one process. The system takes it back when the
 * process ends, however that happens; the file stays.
 */
public final class RunClaim implements AutoCloseable {
  private static final String MEND = "; train again with the folder where it is now as --logdir";

  /**
   * The lock files that this process holds. Opening one a second time and closing it would give the
   * lock back: POSIX frees a process's locks on a file with any of its descriptors.
   */
  private static final Set<Object> HELD = new HashSet<>();

  private final RunDirectory run;
  private final FileChannel channel;
  private final Object identity;

  private RunClaim(RunDirectory run, FileChannel channel) throws IOException {
    this.run = run;
    this.channel = channel;
    this.identity = identity(run.lock());
  }

  /** The right to a run; empty if another process has it. */
  static Optional<RunClaim> of(RunDirectory run) throws IOException {
    synchronized (HELD) {
      return isHeldHere(run) ? Optional.empty() : lock(run);
    }
  }

  /** Whether this process has the right to a run. */
  static boolean isHeldHere(RunDirectory run) throws IOException {
    synchronized (HELD) {
      return Files.exists(run.lock()) && HELD.contains(identity(run.lock()));
    }
  }

  private static Optional<RunClaim> lock(RunDirectory run) throws IOException {
    FileChannel channel =
        FileChannel.open(run.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        channel.close();
        return Optional.empty();
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((pid() + "\n").getBytes(StandardCharsets.UTF_8)), 0);
      RunClaim claim = new RunClaim(run, channel);
      HELD.add(claim.identity);
      return Optional.of(claim);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Returns if the folder still has the lock file that this process holds. A folder that was
   * renamed takes its lock along, and another process may have made a new one of the old name.
   *
   * @throws IOException if it has not
   */
  void requireHeld() throws IOException {
    Object now;
    try {
      now = identity(run.lock());
    } catch (NoSuchFileException e) {
      throw new IOException(run.path() + " was moved or removed while it was written" + MEND, e);
    }
    if (!now.equals(identity)) {
      throw new IOException(
          run.path() + " was moved while it was written, and another is in its place" + MEND);
    }
  }

  /**
   * What tells a file from all others, whatever its name; its path where the system has no such.
   */
  private static Object identity(Path file) throws IOException {
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return key == null ? file.toRealPath() : key;
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
    ConfigFile.keep(run.config(), config);
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      HELD.remove(identity);
      channel.close();
    }
  }
}
