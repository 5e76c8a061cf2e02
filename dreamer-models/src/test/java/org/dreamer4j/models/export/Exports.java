package org.dreamer4j.models.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Tiny;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/** Exported models for tests. */
final class Exports {
  static final int HORIZON = 3;

  private Exports() {}

  /** Exports a kind of agent after one update; returns the folder of the version. */
  static Path of(Kind kind, Path model, ExportSettings settings) throws IOException {
    try (DreamerAgent agent = kind.agent()) {
      agent.train(Tiny.batch(agent.config(), kind.spec(), 1));
      return SavedModelExporter.export(agent, model, settings.withHorizon(HORIZON));
    }
  }

  static Path of(Kind kind, Path model) throws IOException {
    return of(kind, model, ExportSettings.DEFAULT);
  }

  static SavedModel read(Path version) throws IOException {
    return SavedModel.parseFrom(Files.readAllBytes(version.resolve(ModelFolder.GRAPH)));
  }

  static MetaGraphDef serve(Path version) throws IOException {
    return read(version).getMetaGraphs(0);
  }
}
