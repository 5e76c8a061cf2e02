package org.dreamer4j.models.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.TemporaryFolder;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Execution;
import org.dreamer4j.models.NativeFailure;
import org.dreamer4j.models.ServedFunction;
import org.dreamer4j.models.ServedGraph;
import org.dreamer4j.models.TrainingState;
import org.dreamer4j.models.checkpoint.Checkpoint;
import org.dreamer4j.models.checkpoint.CheckpointFormatException;
import org.dreamer4j.models.checkpoint.TensorBundle;
import org.dreamer4j.models.checkpoint.WeightPaths;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Op;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TString;

/**
 * Exports agents as SavedModels in the layout of TensorFlow Serving:
 *
 * <pre>
 * NAME/VERSION/saved_model.pb      graph and signatures, tag serve (and train, if asked for)
 * NAME/VERSION/variables/          weights, without the optimizers' state unless asked for
 * NAME/VERSION/assets.extra/       the card: README.md for people, card.json for programs
 * </pre>
 *
 * <p>Every signature has the method {@code tensorflow/serving/predict} and N, a free number of
 * rows, as the first axis of all inputs and outputs. A signature that draws noise has a twin, its
 * name ending in {@code _with_noise}, that is fed the noise.
 *
 * <p>A version is there as a whole or not at all, whenever the process dies.
 */
public final class SavedModelExporter {
  /** The tag of the graph that acts and predicts. */
  public static final String SERVE = "serve";

  /** The tag of the graph that trains. */
  public static final String TRAIN = "train";

  private SavedModelExporter() {}

  /**
   * Exports an agent with its present weights.
   *
   * @param model folder of the model, made if it is missing
   * @return the folder of the version
   * @throws IllegalArgumentException if an observation bears the name of another input
   * @throws java.nio.file.FileAlreadyExistsException if the version exists already
   * @throws IOException if it cannot be written
   */
  public static Path export(DreamerAgent agent, Path model, ExportSettings settings)
      throws IOException {
    return export(agent, null, new ModelFolder(model).begin(settings.version()), settings);
  }

  /**
   * Exports an agent from any file of weights. Its digest goes to the card.
   *
   * @param config the networks
   * @param spec what the agent sees and does
   * @param model folder of the model, made if it is missing
   * @return the folder of the version
   * @throws IllegalArgumentException if an observation bears the name of another input
   * @throws java.nio.file.FileAlreadyExistsException if the version exists already
   * @throws IOException if the file cannot be read or is of other networks, or the version cannot
   *     be written
   */
  public static Path export(
      Checkpoint checkpoint,
      DreamerConfig config,
      EnvironmentSpec spec,
      Path model,
      ExportSettings settings)
      throws IOException {
    NewVersion version = new ModelFolder(model).begin(settings.version());
    try (DreamerAgent agent = checkpoint.load(config, spec)) {
      return export(agent, checkpoint.sha256(), version, settings);
    }
  }

  private static Path export(
      DreamerAgent agent, @Nullable String sha256, NewVersion version, ExportSettings settings)
      throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create("dreamer-export")) {
      Path prefix = folder.path().resolve("model.ckpt");
      save(agent, prefix);
      Source source = new Source(agent.config(), agent.spec(), prefix, sha256);
      return version.write(content -> write(source, content, settings));
    }
  }

  /**
   * Saves an agent.
   *
   * @throws IOException if it cannot be written
   */
  static void save(DreamerAgent agent, Path prefix) throws IOException {
    try {
      agent.save(prefix, new TrainingState(0, 0));
    } catch (TensorFlowException | TFInvalidArgumentException e) {
      throw new IOException("cannot write " + prefix + ": " + NativeFailure.firstLine(e), e);
    }
  }

  /**
   * Exports a checkpoint. Its digest goes to the card.
   *
   * @param config the networks
   * @param spec what the agent sees and does
   * @param prefix of a V2 tensor bundle under the names of our checkpoints
   * @param model folder of the model, made if it is missing
   * @return the folder of the version
   * @throws IllegalArgumentException if the configuration does not fit the environment, or an
   *     observation bears the name of another input
   * @throws java.nio.file.FileAlreadyExistsException if the version exists already
   * @throws IOException if the checkpoint cannot be read or is of other networks, or the version
   *     cannot be written
   */
  public static Path export(
      DreamerConfig config, EnvironmentSpec spec, Path prefix, Path model, ExportSettings settings)
      throws IOException {
    NewVersion version = new ModelFolder(model).begin(settings.version());
    List<Path> files = WeightPaths.ofBundle(prefix);
    if (files.size() < 2) {
      throw new IOException(
          "no checkpoint " + prefix + ": expected " + prefix + ".index and " + prefix + ".data-*");
    }
    Source source = new Source(config, spec, prefix, WeightPaths.sha256(files));
    return version.write(folder -> write(source, folder, settings));
  }

  /** Where the weights come from. */
  private record Source(
      DreamerConfig config, EnvironmentSpec spec, Path prefix, @Nullable String sha256) {}

  private static void write(Source source, Path folder, ExportSettings settings)
      throws IOException {
    Files.createDirectories(folder.resolve(ModelFolder.VARIABLES));
    SavedModel.Builder saved = SavedModel.newBuilder().setSavedModelSchemaVersion(1);
    List<ServedFunction> functions;
    try (Graph graph = new Graph()) {
      ServedGraph served =
          ServedGraph.inference(graph, source.config(), source.spec(), settings.horizon());
      functions = served.functions();
      saved.addMetaGraphs(Signatures.of(graph, served, SERVE));
      if (!settings.training()) {
        copy(graph, served, source.prefix(), ModelFolder.weights(folder));
      }
      ModelCard card =
          new ModelCard(
              source.config(), settings, source.sha256(), ModelCard.signatures(functions));
      card.write(Files.createDirectories(folder.resolve(ModelFolder.EXTRA)));
    }
    if (settings.training()) {
      try (Graph graph = new Graph()) {
        ServedGraph served = ServedGraph.training(graph, source.config(), source.spec());
        saved.addMetaGraphs(Signatures.of(graph, served, TRAIN));
        copy(graph, served, source.prefix(), ModelFolder.weights(folder));
      }
    }
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(folder.resolve(ModelFolder.GRAPH)))) {
      saved.build().writeTo(out);
    }
  }

  /** Copies the variables of a graph from one bundle to another. */
  private static void copy(Graph graph, ServedGraph served, Path from, Path to) throws IOException {
    try (Session session = new Session(graph, Execution.QUICK_START.toProto())) {
      TensorBundle.require(from, served.variables());
      run(session, served, from, served.restore());
      run(session, served, to, served.save());
    } catch (CheckpointFormatException e) {
      throw new IOException("cannot export checkpoint " + e.getMessage(), e);
    } catch (TensorFlowException | TFInvalidArgumentException e) {
      throw new IOException(
          "cannot export checkpoint " + from + ": " + NativeFailure.firstLine(e), e);
    }
  }

  private static void run(Session session, ServedGraph served, Path prefix, Op op) {
    try (TString path = TString.scalarOf(prefix.toString())) {
      session.runner().feed(served.prefix(), path).addTarget(op).run().close();
    }
  }
}
