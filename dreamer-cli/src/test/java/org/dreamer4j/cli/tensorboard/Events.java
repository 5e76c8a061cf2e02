package org.dreamer4j.cli.tensorboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.data.IteratorGetNext;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * What TensorFlow's own reader finds in an event file; it checks every checksum.
 *
 * @param all events before the end
 * @param end what the reader said there
 */
record Events(List<Event> all, String end) {
  private static final List<Class<? extends TType>> TYPES = List.of(TString.class);
  private static final List<Shape> SHAPES = List.of(Shape.scalar());

  static Events read(Path file) throws InvalidProtocolBufferException {
    List<Event> events = new ArrayList<>();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TType> dataset = dataset(tf, file);
      var iterator = tf.data.iterator("", "", TYPES, SHAPES);
      var begin = tf.data.makeIterator(dataset, iterator);
      IteratorGetNext next = tf.data.iteratorGetNext(iterator, TYPES, SHAPES);
      try (Session session = new Session(graph)) {
        session.runner().addTarget(begin).run().close();
        while (true) {
          try (Result result = session.runner().fetch(next.components().get(0)).run()) {
            TString record = (TString) result.get(0);
            events.add(Event.parseFrom(record.asBytes().getObject()));
          }
        }
      } catch (TensorFlowException e) {
        return new Events(events, String.valueOf(e.getMessage()));
      }
    }
  }

  /** The first version of the op: TensorFlow Java's wrapper of the second one cannot be run. */
  private static Operand<TType> dataset(Ops tf, Path file) {
    return tf.scope()
        .env()
        .opBuilder("TFRecordDataset", "records", tf.scope())
        .addInput(tf.constant(file.toString()).asOutput())
        .addInput(tf.constant("").asOutput())
        .addInput(tf.constant(0L).asOutput())
        .build()
        .<TType>output(0);
  }

  /** The only file of a folder, whole. */
  static Events in(Path folder) throws IOException {
    List<Path> files = files(folder);
    assertEquals(1, files.size(), files.toString());
    Events events = read(files.get(0));
    assertEquals("End of sequence", events.end.lines().findFirst().orElse("").strip());
    return events;
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** All values under a tag. */
  List<Summary.Value> values(String tag) {
    return all.stream()
        .flatMap(event -> event.getSummary().getValueList().stream())
        .filter(value -> value.getTag().equals(tag))
        .toList();
  }

  /** The events that hold a tag. */
  List<Event> of(String tag) {
    return all.stream()
        .filter(
            event ->
                event.getSummary().getValueList().stream().anyMatch(v -> v.getTag().equals(tag)))
        .toList();
  }
}
