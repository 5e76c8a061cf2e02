package org.dreamer4j.models.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dreamer4j.models.Execution;
import org.dreamer4j.models.NativeFailure;
import org.dreamer4j.models.checkpoint.CheckpointFormatException;
import org.dreamer4j.models.checkpoint.SavedModelFile;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TString;

/** A SavedModel's graph with its weights. Holds native memory until closed. */
final class LoadedModel implements AutoCloseable {
  private static final Pattern TENSOR = Pattern.compile("(.+):(\\d{1,9})");

  private final Path folder;
  private final Map<String, SignatureDef> signatures;
  private final Graph graph;
  private final Session session;

  private LoadedModel(
      Path folder, Map<String, SignatureDef> signatures, Graph graph, Session session) {
    this.folder = folder;
    this.signatures = signatures;
    this.graph = graph;
    this.session = session;
  }

  /**
   * Loads a SavedModel.
   *
   * @param path of a model or one of its versions
   * @param tag of the graph
   * @param seed of the noise; null takes that of the file
   * @throws SavedModelFormatException if there is none, or it is broken
   * @throws IOException if it cannot be read
   */
  static LoadedModel open(Path path, String tag, @Nullable Long seed, Execution execution)
      throws IOException {
    Path folder = ModelFolder.find(path);
    MetaGraphDef meta = meta(folder, tag);
    GraphDef definition = meta.getGraphDef();
    TensorFlow.version(); // Loads the native library, which alone knows the ops.
    Graph graph = new Graph();
    try {
      graph.importGraphDef(seed == null ? definition : GraphDefs.seed(definition, seed));
      Session session = new Session(graph, execution.toProto());
      try {
        restore(session, meta, folder);
        return new LoadedModel(folder, meta.getSignatureDefMap(), graph, session);
      } catch (RuntimeException | Error e) {
        session.close();
        throw e;
      }
    } catch (TensorFlowException
        | IllegalArgumentException
        | IllegalStateException
        | UnsupportedOperationException e) {
      graph.close();
      throw new SavedModelFormatException(
          "cannot load the SavedModel " + folder + ": " + NativeFailure.firstLine(e), e);
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  private static MetaGraphDef meta(Path folder, String tag) throws IOException {
    SavedModel saved;
    try {
      saved = SavedModelFile.proto(folder);
    } catch (CheckpointFormatException e) {
      throw new SavedModelFormatException(String.valueOf(e.getMessage()), e);
    }
    for (MetaGraphDef meta : saved.getMetaGraphsList()) {
      if (meta.getMetaInfoDef().getTagsList().equals(List.of(tag))) {
        return meta;
      }
    }
    throw new SavedModelFormatException(
        folder.resolve(ModelFolder.GRAPH)
            + " has no graph with the tag "
            + tag
            + " alone, only "
            + saved.getMetaGraphsList().stream()
                .map(meta -> List.copyOf(meta.getMetaInfoDef().getTagsList()))
                .toList());
  }

  private static void restore(Session session, MetaGraphDef meta, Path folder) {
    String prefix = ModelFolder.weights(folder).toString();
    try (TString path = TString.scalarOf(prefix)) {
      session
          .runner()
          .feed(meta.getSaverDef().getFilenameTensorName(), path)
          .addTarget(meta.getSaverDef().getRestoreOpName())
          .run()
          .close();
    }
  }

  Session session() {
    return session;
  }

  /**
   * A signature.
   *
   * @throws SavedModelFormatException if there is none of that name
   */
  SignatureDef signature(String name) throws SavedModelFormatException {
    SignatureDef signature = signatures.get(name);
    if (signature == null) {
      throw new SavedModelFormatException(
          folder
              + " has no signature "
              + name
              + ", only "
              + new TreeSet<>(signatures.keySet())
              + "; it is not an exported policy");
    }
    return signature;
  }

  boolean has(String signature) {
    return signatures.containsKey(signature);
  }

  /**
   * A tensor of the graph.
   *
   * @param name as {@code node:index}
   * @throws SavedModelFormatException if there is none
   */
  Output<?> tensor(String name) throws SavedModelFormatException {
    Matcher parts = TENSOR.matcher(name);
    @Nullable GraphOperation node = parts.matches() ? graph.operation(parts.group(1)) : null;
    if (node == null || Integer.parseInt(parts.group(2)) >= node.numOutputs()) {
      throw new SavedModelFormatException(folder + " names a tensor that its graph lacks: " + name);
    }
    return node.output(Integer.parseInt(parts.group(2)));
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
