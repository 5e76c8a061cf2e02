package org.dreamer4j.envs.isolated;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.EnvironmentOptions.Mode;
import org.dreamer4j.envs.SimulatorOptions;

/** What the two processes send each other, both of one version of this program. */
final class Wire implements Closeable {
  private static final int MOST_CHARACTERS = 10_000;

  private final Socket socket;
  final DataInputStream in;
  final DataOutputStream out;

  Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
  }

  /** Longest wait for something to read; 0 for ever. */
  void patience(int milliseconds) throws IOException {
    socket.setSoTimeout(milliseconds);
  }

  /** Text, cut where it is too long. */
  void writeText(String text) throws IOException {
    out.writeUTF(text.substring(0, Math.min(text.length(), MOST_CHARACTERS)));
  }

  void writeJob(Job job) throws IOException {
    EnvironmentOptions options = job.options();
    out.writeUTF(job.task());
    out.writeUTF(job.simulators());
    out.writeLong(options.seed());
    out.writeInt(options.actionRepeat());
    out.writeInt(options.minLength());
    out.writeInt(options.maxLength());
    out.writeBoolean(options.mode() == Mode.TRAIN);
    out.writeBoolean(options.lifeLoss());
  }

  Job readJob() throws IOException {
    String task = in.readUTF();
    String simulators = in.readUTF();
    EnvironmentOptions options =
        new EnvironmentOptions(
            in.readLong(),
            in.readInt(),
            in.readInt(),
            in.readInt(),
            in.readBoolean() ? Mode.TRAIN : Mode.TEST,
            in.readBoolean(),
            SimulatorOptions.DEFAULT);
    return new Job(task, options, simulators);
  }

  void writeSpec(EnvironmentSpec spec) throws IOException {
    out.writeInt(spec.observation().size());
    for (Map.Entry<String, Spec> entry : spec.observation().entrySet()) {
      out.writeUTF(entry.getKey());
      write(entry.getValue());
    }
    write(spec.action());
  }

  EnvironmentSpec readSpec() throws IOException {
    Map<String, Spec> observation = new LinkedHashMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      observation.put(in.readUTF(), readOne());
    }
    return new EnvironmentSpec(observation, readOne());
  }

  private void write(Spec spec) throws IOException {
    if (spec instanceof Spec.Image image) {
      out.writeByte('i');
      out.writeInt(image.height());
      out.writeInt(image.width());
      out.writeInt(image.channels());
    } else if (spec instanceof Spec.Discrete discrete) {
      out.writeByte('d');
      out.writeInt(discrete.size());
    } else if (spec instanceof Spec.Box box) {
      out.writeByte('b');
      writeFloats(box.low());
      writeFloats(box.high());
    }
  }

  private Spec readOne() throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case 'i' -> new Spec.Image(in.readInt(), in.readInt(), in.readInt());
      case 'd' -> new Spec.Discrete(in.readInt());
      case 'b' -> new Spec.Box(readFloats(), readFloats());
      default -> throw new IOException("no spec begins with byte " + kind);
    };
  }

  void writeFloats(float[] values) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  float[] readFloats() throws IOException {
    return readFloats(in.readInt());
  }

  private float[] readFloats(int length) throws IOException {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }

  /** The arrays have the spec's order and shapes, which are not repeated. */
  void writeStep(EnvironmentSpec spec, TimeStep step) throws IOException {
    out.writeBoolean(step.first());
    out.writeBoolean(step.last());
    out.writeDouble(step.reward());
    out.writeDouble(step.pcont());
    for (String key : spec.observation().keySet()) {
      if (step.observation().get(key) instanceof Array.Uint8 bytes) {
        out.write(bytes.data());
      } else {
        for (float value : step.observation().get(key).toFloats()) {
          out.writeFloat(value);
        }
      }
    }
  }

  TimeStep readStep(EnvironmentSpec spec) throws IOException {
    boolean first = in.readBoolean();
    boolean last = in.readBoolean();
    double reward = in.readDouble();
    double pcont = in.readDouble();
    Map<String, Array> arrays = new LinkedHashMap<>();
    for (Map.Entry<String, Spec> entry : spec.observation().entrySet()) {
      Spec one = entry.getValue();
      if (one instanceof Spec.Image) {
        byte[] bytes = new byte[one.size()];
        in.readFully(bytes);
        arrays.put(entry.getKey(), new Array.Uint8(one.shape(), bytes));
      } else {
        arrays.put(entry.getKey(), new Array.Float32(one.shape(), readFloats(one.size())));
      }
    }
    return new TimeStep(first, last, new Observation(arrays), reward, pcont);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
