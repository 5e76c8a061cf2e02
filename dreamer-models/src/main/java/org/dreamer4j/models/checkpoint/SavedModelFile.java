package org.dreamer4j.models.checkpoint;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dreamer4j.core.Printable;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * What the {@code saved_model.pb} of a SavedModel says, read without TensorFlow's native library.
 *
 * @param directory folder of the SavedModel
 * @param graphs one for each set of tags
 */
public record SavedModelFile(Path directory, List<Graph> graphs) {
  /** Name of the file that makes a folder a SavedModel. */
  public static final String NAME = "saved_model.pb";

  private static final int MAX_BYTES = 256 << 20;

  /**
   * A graph.
   *
   * @param tags by which it is loaded, e.g. {@code serve}
   * @param tensorflowVersion of the program that wrote it; may be empty
   * @param nodes operations in it, those of functions not counted
   * @param signatures what can be called, by name
   */
  public record Graph(
      List<String> tags, String tensorflowVersion, int nodes, Map<String, Signature> signatures) {}

  /**
   * Something that can be called.
   *
   * @param method e.g. {@code tensorflow/serving/predict}
   * @param inputs by name
   * @param outputs by name
   */
  public record Signature(String method, Map<String, Port> inputs, Map<String, Port> outputs) {}

  /**
   * An input or output.
   *
   * @param tensor name in the graph
   * @param dtype NumPy's name of the element type
   * @param shape sizes, outermost first, -1 for one that is free; null where even their number is
   */
  public record Port(String tensor, String dtype, @Nullable List<Long> shape) {}

  /**
   * The file of a SavedModel as it stands, of at most 256 MiB.
   *
   * @param directory folder with a {@code saved_model.pb}
   * @throws CheckpointFormatException if there is none or it is damaged
   * @throws IOException if it cannot be read at all
   */
  public static SavedModel proto(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new CheckpointFormatException(
            file, "has " + Files.size(file) + " bytes, at most " + MAX_BYTES + " are read");
      }
      return SavedModel.parseFrom(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new CheckpointFormatException(file, "is missing; the folder is no SavedModel");
    } catch (InvalidProtocolBufferException e) {
      throw new CheckpointFormatException(file, "is no whole SavedModel (" + e.getMessage() + ")");
    }
  }

  /**
   * Reads the file of a SavedModel.
   *
   * @param directory folder with a {@code saved_model.pb}
   * @throws CheckpointFormatException if there is none or it is damaged
   * @throws IOException if it cannot be read at all
   */
  public static SavedModelFile read(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    SavedModel proto = proto(directory);
    if (proto.getMetaGraphsCount() == 0) {
      throw new CheckpointFormatException(file, "is no SavedModel: it holds no graph");
    }
    List<Graph> graphs = new ArrayList<>();
    for (MetaGraphDef graph : proto.getMetaGraphsList()) {
      graphs.add(graph(file, graph));
    }
    return new SavedModelFile(directory, List.copyOf(graphs));
  }

  /** Prefix of its variables; a SavedModel without variables has no such files. */
  public Path variables() {
    return variables(directory);
  }

  /** Prefix of the variables of a SavedModel in a folder. */
  public static Path variables(Path directory) {
    return directory.resolve("variables").resolve("variables");
  }

  /** Whether it has variables. */
  public boolean hasVariables() {
    return Files.exists(TensorBundle.index(variables()));
  }

  private static Graph graph(Path file, MetaGraphDef proto) throws CheckpointFormatException {
    MetaGraphDef.MetaInfoDef info = proto.getMetaInfoDef();
    requirePrintable(file, info.getTagsList());
    requirePrintable(file, List.of(info.getTensorflowVersion()));
    requirePrintable(file, proto.getSignatureDefMap().keySet());
    Map<String, Signature> signatures = new TreeMap<>();
    for (Map.Entry<String, SignatureDef> entry : proto.getSignatureDefMap().entrySet()) {
      SignatureDef signature = entry.getValue();
      requirePrintable(file, List.of(signature.getMethodName()));
      signatures.put(
          entry.getKey(),
          new Signature(
              signature.getMethodName(),
              ports(file, signature.getInputsMap()),
              ports(file, signature.getOutputsMap())));
    }
    return new Graph(
        List.copyOf(info.getTagsList()),
        info.getTensorflowVersion(),
        proto.getGraphDef().getNodeCount(),
        Collections.unmodifiableMap(signatures));
  }

  private static Map<String, Port> ports(Path file, Map<String, TensorInfo> infos)
      throws CheckpointFormatException {
    requirePrintable(file, infos.keySet());
    Map<String, Port> ports = new TreeMap<>();
    for (Map.Entry<String, TensorInfo> entry : infos.entrySet()) {
      TensorInfo info = entry.getValue();
      requirePrintable(file, List.of(info.getName()));
      TensorShapeProto shape = info.getTensorShape();
      List<Long> sizes =
          shape.getUnknownRank()
              ? null
              : shape.getDimList().stream().map(TensorShapeProto.Dim::getSize).toList();
      ports.put(
          entry.getKey(), new Port(info.getName(), BundleEntry.label(info.getDtype()), sizes));
    }
    return Collections.unmodifiableMap(ports);
  }

  private static void requirePrintable(Path file, Collection<String> names)
      throws CheckpointFormatException {
    for (String name : names) {
      if (!Printable.is(name)) {
        throw new CheckpointFormatException(
            file, "'" + Printable.name(name) + "' is a name with control characters");
      }
    }
  }
}
