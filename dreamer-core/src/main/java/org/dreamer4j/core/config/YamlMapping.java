package org.dreamer4j.core.config;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Locale;
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
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Settings as YAML: keys with their values. Words and numbers are given as text and become what
 * they are where their key is known; nothing is ever made of a tag, and anchors are refused.
 */
public final class YamlMapping {
  /** The longest text that is read. */
  static final int MOST_CHARACTERS = 1 << 20;

  private static final int DEEPEST = 20;
  private static final int MOST_TOLD = 120;
  private static final Set<Tag> WORDS =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MERGE);
  private static final Set<String> NULLS = Set.of("", "~", "null");
  private static final Set<String> TRUE = Set.of("true", "yes", "on");

  private final String source;

  private YamlMapping(String source) {
    this.source = source;
  }

  /**
   * Reads a mapping; an empty text is an empty one.
   *
   * @param source what is read, such as the name of a file, for the message
   * @return texts, lists and mappings by key, in their order
   * @throws IllegalArgumentException if it is none, in one line that names the source and, but for
   *     nesting without end, the place
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
    Node root = composed(text);
    if (root == null || (root instanceof ScalarNode word && isNull(word))) {
      return Map.of();
    }
    if (root instanceof MappingNode mapping) {
      return mapping(mapping);
    }
    throw refused(root.getStartMark(), "expected keys with values, like '{tasks: [dummy]}'");
  }

  private @Nullable Node composed(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(DEEPEST);
    try {
      return new Yaml(options).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      throw refused(e.getProblemMark(), e.getProblem());
    } catch (ReaderException e) {
      String before = text.substring(0, text.offsetByCodePoints(0, e.getPosition()));
      int column = before.length() - before.lastIndexOf('\n');
      String code = "U+%04X".formatted(e.getCodePoint());
      throw refused(before.split("\n", -1).length, column, "a character that none sees, " + code);
    } catch (NumberFormatException e) {
      throw refused(": ", "an escaped character beyond range");
    } catch (YAMLException e) {
      throw refused(": ", String.valueOf(e.getMessage()));
    }
  }

  private Map<String, Object> mapping(MappingNode node) {
    requirePlain(node, Set.of(Tag.MAP));
    Map<String, Object> entries = new LinkedHashMap<>();
    for (NodeTuple entry : node.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        throw refused(entry.getKeyNode().getStartMark(), "a key is a word");
      }
      requirePlain(key, WORDS);
      if (entries.put(key.getValue(), value(entry.getValueNode())) != null) {
        throw refused(key.getStartMark(), "the key '" + key.getValue() + "' stands a second time");
      }
    }
    return entries;
  }

  private Object value(Node node) {
    if (node instanceof MappingNode mapping) {
      return mapping(mapping);
    }
    if (node instanceof SequenceNode sequence) {
      requirePlain(sequence, Set.of(Tag.SEQ));
      return sequence.getValue().stream().map(this::value).collect(Collectors.toList());
    }
    ScalarNode word = (ScalarNode) node;
    requirePlain(word, WORDS);
    if (isNull(word)) {
      return Settings.NONE;
    }
    return word.getTag().equals(Tag.BOOL)
        ? String.valueOf(TRUE.contains(word.getValue().toLowerCase(Locale.ROOT)))
        : word.getValue();
  }

  private static boolean isNull(ScalarNode word) {
    return word.getTag().equals(Tag.NULL)
        && NULLS.contains(word.getValue().toLowerCase(Locale.ROOT));
  }

  /** Refuses what stands for something else, or for an object of some class. */
  private void requirePlain(Node node, Set<Tag> tags) {
    if (node.getAnchor() != null) {
      throw refused(node.getStartMark(), "anchors are not taken: write the value where it belongs");
    }
    if (!tags.contains(node.getTag())) {
      throw refused(node.getStartMark(), "the tag " + node.getTag() + " is not taken");
    }
  }

  private IllegalArgumentException refused(Mark mark, String problem) {
    return refused(mark.getLine() + 1, mark.getColumn() + 1, problem);
  }

  private IllegalArgumentException refused(int line, int column, String problem) {
    return refused(" line %d, column %d: ".formatted(line, column), problem);
  }

  private IllegalArgumentException refused(String place, String problem) {
    String line = problem.strip().replaceAll("\\s+", " ");
    return new IllegalArgumentException(source + place + Printable.beginning(line, MOST_TOLD));
  }
}
