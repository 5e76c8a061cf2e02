package org.dreamer4j.envs.mujoco;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dreamer4j.envs.control.ControlTasks;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Where models come from: dm_control's folder {@code suite}, which the user has installed, or our
 * own for the paper's domains.
 */
final class ModelSource {
  /** Environment variable with the path of dm_control's folder. */
  static final String VARIABLE = "DM_CONTROL_SUITE";

  private static final String OWN = "mjcf/";
  private static final long MOST_BYTES = 16 << 20;

  /** dm_control's folder; null for our own models. */
  private final @Nullable Path folder;

  /** Whether the user has asked for the folder, so that nothing else will do. */
  private final boolean asked;

  private ModelSource(@Nullable Path folder, boolean asked) {
    this.folder = folder;
    this.asked = asked;
  }

  /**
   * Looks where the option says, then the environment variable, then among Python's packages; where
   * none has a model, our own serves.
   */
  static ModelSource find(SearchPlaces places, Optional<Path> option) {
    Optional<Path> given = option.or(() -> places.variable(VARIABLE).map(Path::of));
    if (given.isPresent()) {
      return new ModelSource(given.get(), true);
    }
    return places.pythonPackages().stream()
        .map(packages -> packages.resolve("dm_control").resolve("suite"))
        .filter(Files::isDirectory)
        .findFirst()
        .map(found -> new ModelSource(found, false))
        .orElseGet(ModelSource::own);
  }

  /** Our own models only. */
  static ModelSource own() {
    return new ModelSource(null, false);
  }

  /**
   * Why there is no model of a domain, in one line; empty if there is one.
   *
   * @param needsSuite whether only dm_control's model will do
   */
  String missing(String domain, boolean needsSuite) {
    if (isInFolder(domain)) {
      return "";
    }
    if (asked) {
      return "no " + domain + ".xml in " + folder + ", which is to be dm_control's folder suite";
    }
    return needsSuite || !hasOwn(domain)
        ? "needs dm_control's models: pip install dm_control, or give its folder suite in "
            + VARIABLE
            + " or suite_dir"
        : "";
  }

  /**
   * The model of a domain, includes resolved.
   *
   * @throws IllegalArgumentException if it is missing or cannot be read
   */
  Document read(String domain) {
    boolean own = !asked && !isInFolder(domain);
    Set<String> seen = new HashSet<>();
    Document model = document(own, domain + ".xml");
    List<Element> includes = ModelXml.elements(model, "include");
    while (!includes.isEmpty()) {
      Element include = includes.get(0);
      String file = include.getAttribute("file");
      if (!seen.add(file)) {
        throw new IllegalArgumentException(
            "model " + domain + " includes '" + file + "' twice; each file goes in once");
      }
      insert(model, include, document(own, file));
      includes = ModelXml.elements(model, "include");
    }
    return model;
  }

  private boolean isInFolder(String domain) {
    return folder != null && Files.isRegularFile(folder.resolve(domain + ".xml"));
  }

  private static boolean hasOwn(String domain) {
    return ControlTasks.class.getResource(OWN + domain + ".xml") != null;
  }

  private static void insert(Document model, Element include, Document included) {
    Node parent = include.getParentNode();
    Node child = included.getDocumentElement().getFirstChild();
    while (child != null) {
      parent.insertBefore(model.importNode(child, true), include);
      child = child.getNextSibling();
    }
    parent.removeChild(include);
  }

  private Document document(boolean own, String file) {
    try {
      return own || folder == null ? ownDocument(file) : ModelXml.parse(text(folder, file), file);
    } catch (IOException e) {
      throw new IllegalArgumentException("model " + file + " cannot be read: " + e, e);
    }
  }

  private static Document ownDocument(String file) throws IOException {
    try (InputStream stream = ControlTasks.class.getResourceAsStream(OWN + file)) {
      if (stream == null) {
        throw new IllegalArgumentException("there is no model " + file + " of our own");
      }
      return ModelXml.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8), file);
    }
  }

  /** A file within the folder. */
  private static String text(Path folder, String file) throws IOException {
    Path path = folder.resolve(file).normalize();
    if (!path.startsWith(folder.normalize())) {
      throw new IllegalArgumentException("model " + file + " lies outside of " + folder);
    }
    if (Files.size(path) > MOST_BYTES) {
      throw new IllegalArgumentException("model " + path + " is larger than 16 MiB");
    }
    return Files.readString(path);
  }
}
