package org.dreamer4j.core.config;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.dreamer4j.core.Printable;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Settings as YAML: keys with their values. Words and numbers are given as text and become what
 * they are where their key is known; nothing is ever made of a tag, and anchors are refused.
 */
public final class YamlMapping {
  /** The longest text that is read. */
  static final int MOST_CHARACTERS = 1 << 20;

  private static final int DEEPEST = 20;
  private static final int MOST_TOLD = 120;
  private static final Set<Tag> TAGS =
      Set.of(
          Tag.MAP,
          Tag.SEQ,
          Tag.STR,
          Tag.INT,
          Tag.FLOAT,
          Tag.BOOL,
          Tag.NULL,
          Tag.TIMESTAMP,
          Tag.MERGE);

  private final String source;

  private YamlMapping(String source) {
    this.source = source;
  }

  /**
   * Reads a mapping; an empty text is an empty one.
   *
   * @param source what is read, such as the name of a file, for the message
   * @return texts, lists and mappings by key, in their order
   * @throws IllegalArgumentException if it is none, in one line that names the source and the place
   */
  public static Map<String, Object> parse(String source, String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          source
              + " is too long: "
              + text.length()
              + " characters, at most "
              + MOST_CHARACTERS
              + " are read");
    }
    return new YamlMapping(source).root(text);
  }

  private Map<String, Object> root(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setNestingDepthLimit(DEEPEST);
    try {
      Node root = new Yaml(options).compose(new StringReader(text));
      if (root == null || root.getTag().equals(Tag.NULL)) {
        return Map.of();
      }
      if (root instanceof MappingNode mapping) {
        return mapping(mapping);
      }
      throw refused(root.getStartMark(), "expected keys with values, like '{tasks: [dummy]}'");
    } catch (MarkedYAMLException e) {
      throw refused(e.getProblemMark(), e.getProblem());
    } catch (YAMLException e) {
      throw refused(null, String.valueOf(e.getMessage()));
    }
  }

  private Map<String, Object> mapping(MappingNode node) {
    requirePlain(node);
    Map<String, Object> entries = new LinkedHashMap<>();
    for (NodeTuple entry : node.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        throw refused(entry.getKeyNode().getStartMark(), "a key is a word");
      }
      requirePlain(key);
      if (entries.put(key.getValue(), value(entry.getValueNode())) != null) {
        throw refused(key.getStartMark(), "the key '" + key.getValue() + "' stands a second time");
      }
    }
    return entries;
  }

  private Object value(Node node) {
    requirePlain(node);
    if (node instanceof MappingNode mapping) {
      return mapping(mapping);
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(this::value).collect(Collectors.toList());
    }
    return node.getTag().equals(Tag.NULL) ? Settings.NONE : ((ScalarNode) node).getValue();
  }

  /** Refuses what stands for something else, or for an object of some class. */
  private void requirePlain(Node node) {
    if (node.getAnchor() != null) {
      throw refused(node.getStartMark(), "anchors are not taken: write the value where it belongs");
    }
    if (!TAGS.contains(node.getTag())) {
      throw refused(node.getStartMark(), "the tag " + node.getTag() + " is not taken");
    }
  }

  private IllegalArgumentException refused(@Nullable Mark mark, String problem) {
    String place =
        mark == null
            ? ": "
            : " line %d, column %d: ".formatted(mark.getLine() + 1, mark.getColumn() + 1);
    String line = problem.strip().replaceAll("\\s+", " ");
    return new IllegalArgumentException(source + place + Printable.beginning(line, MOST_TOLD));
  }
}
