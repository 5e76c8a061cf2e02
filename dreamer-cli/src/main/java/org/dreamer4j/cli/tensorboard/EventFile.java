package org.dreamer4j.cli.tensorboard;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.dreamer4j.core.MaskedCrc;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;

/**
 * A file that TensorBoard shows: one event a record, a record being its length, a checksum of that,
 * the data and a checksum of the data (tensorflow/core/lib/io/record_writer.cc). Every process
 * writes a file of its own, and TensorBoard shows all files of a folder as one; a record that a
 * kill has cut short ends what it reads of that file.
 */
final class EventFile implements AutoCloseable {
  private static final Pattern HOST = Pattern.compile("[\\w.-]{1,100}");
  private static final String VERSION = "brain.Event:2";
  private static final int HEADER_BYTES = 12;
  private static final int FOOTER_BYTES = 4;
  private static final int MOST_FILES_OF_A_SECOND = 1000;

  private final FileChannel channel;
  private final InstantSource clock;

  private EventFile(FileChannel channel, InstantSource clock) {
    this.channel = channel;
    this.clock = clock;
  }

  /**
   * Begins a file.
   *
   * @param folder made if it is missing
   * @param clock gives the time of each event
   * @param step of the checkpoint that this process goes on from, or 0; what files of an earlier
   *     process have beyond it is asked to be forgotten
   * @throws IOException if the file cannot be made
   */
  static EventFile create(Path folder, InstantSource clock, long step) throws IOException {
    Files.createDirectories(folder);
    for (int number = 0; ; number++) {
      Path path = folder.resolve(name(clock, number));
      try {
        FileChannel channel =
            FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        EventFile file = new EventFile(channel, clock);
        file.begin(step);
        return file;
      } catch (FileAlreadyExistsException e) {
        if (number == MOST_FILES_OF_A_SECOND) {
          throw e;
        }
      }
    }
  }

  private void begin(long step) throws IOException {
    try {
      write(event().setFileVersion(VERSION).build());
      if (step > 0) {
        SessionLog start =
            SessionLog.newBuilder().setStatus(SessionLog.SessionStatus.START).build();
        write(event().setStep(step + 1).setSessionLog(start).build());
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static String name(InstantSource clock, int number) {
    return String.format(
        Locale.ROOT,
        "events.out.tfevents.%010d.%s.%d.%d",
        clock.millis() / 1000,
        host(),
        ProcessHandle.current().pid(),
        number);
  }

  /** What the environment calls this machine: to ask a name server would be use of the network. */
  private static String host() {
    String name = System.getenv("HOSTNAME");
    return name != null && HOST.matcher(name).matches() ? name : "localhost";
  }

  /**
   * Adds values of one moment.
   *
   * @throws IOException if they cannot be written
   */
  void add(long step, List<Summary.Value> values) throws IOException {
    Summary summary = Summary.newBuilder().addAllValue(values).build();
    write(event().setStep(step).setSummary(summary).build());
  }

  /** A figure. */
  static Summary.Value scalar(String tag, double value) {
    return Summary.Value.newBuilder().setTag(tag).setSimpleValue((float) value).build();
  }

  /**
   * A picture.
   *
   * @param encoded PNG or GIF
   */
  static Summary.Value image(String tag, int height, int width, byte[] encoded) {
    return Summary.Value.newBuilder()
        .setTag(tag)
        .setImage(
            Summary.Image.newBuilder()
                .setHeight(height)
                .setWidth(width)
                .setColorspace(3)
                .setEncodedImageString(ByteString.copyFrom(encoded)))
        .build();
  }

  private Event.Builder event() {
    return Event.newBuilder().setWallTime(clock.millis() / 1e3);
  }

  private void write(Event event) throws IOException {
    byte[] data = event.toByteArray();
    ByteBuffer record =
        ByteBuffer.allocate(HEADER_BYTES + data.length + FOOTER_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(data.length);
    record.putInt(MaskedCrc.of(record.duplicate().flip()));
    record.put(data).putInt(MaskedCrc.of(ByteBuffer.wrap(data))).flip();
    while (record.hasRemaining()) {
      channel.write(record);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
