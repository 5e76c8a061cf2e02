package org.dreamer4j.envs.mujoco;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.dreamer4j.envs.control.ControlTasks;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Where models come from: dm_control's folder {@code suite}, or our own. */
final class ModelSource {
  private static final String OWN = "mjcf/";
  private static final long MOST_BYTES = 16 << 20;

  /** dm_control's folder; null for our own models. */
  private final @Nullable Path folder;

  private ModelSource(@Nullable Path folder) {
    this.folder = folder;
  }

  /** Our own model of a domain, includes resolved. */
  static Document own(String domain) {
    return new ModelSource(null).read(domain);
  }

  /** A model of the user's. */
  static Document in(Path folder, String domain) {
    return new ModelSource(folder).read(domain);
  }

  /** Whether there is a model of our own for a domain. */
  static boolean hasOwn(String domain) {
    return ControlTasks.class.getResource(OWN + domain + ".xml") != null;
  }

  private Document read(String domain) {
    Set<String> seen = new HashSet<>();
    Document model = document(domain + ".xml");
    NodeList includes = model.getElementsByTagName("include");
    while (includes.getLength() > 0) {
      Element include = (Element) includes.item(0);
      String file = include.getAttribute("file");
      if (!seen.add(file)) {
        throw new IllegalArgumentException(
            "model " + domain + " includes '" + file + "' twice; each file goes in once");
      }
      insert(model, include, document(file));
    }
    return model;
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

  private Document document(String file) {
    try {
      return folder == null ? ownDocument(file) : ModelXml.parse(text(folder, file), file);
    } catch (IOException e) {
      throw new IllegalArgumentException("model " + file + " cannot be read: " + e.getMessage(), e);
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
