package org.dreamer4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dreamer4j.envs.control.ControlTasks;
import org.junit.jupiter.api.Test;

/** What the pages show is what the project holds. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern SHOWN =
      Pattern.compile("(?s)<!-- code of (\\S+) -->\n```java\n(.*?)```");

  /** The margin of what Javadoc shows. */
  private static final Pattern JAVADOC = Pattern.compile("(?m)^ \\* ?");

  private static final Pattern LINK =
      Pattern.compile("(?<!!)\\[[^\\]]*\\]\\(([^)#]+)(?:#[^)]*)?\\)");

  private static String read(String path) throws IOException {
    return Files.readString(ROOT.resolve(path));
  }

  private static List<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }

  /** Our pages, not those of build outputs. */
  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (Path folder : List.of(ROOT.resolve("docs"), ROOT.resolve("saved-models"))) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
      }
    }
    try (Stream<Path> files = Files.list(ROOT)) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    return pages;
  }

  @Test
  void codeOnThePagesIsThatOfTheExamples() throws IOException {
    int compared = 0;
    for (Path page : pages()) {
      String text = Files.readString(page);
      List<MatchResult> shown = matches(SHOWN, text);

      assertEquals(
          matches(JAVA, text).size(), shown.size(), page + ": blocks that name their file");
      for (MatchResult block : shown) {
        String source = withoutSpace(JAVADOC.matcher(read(block.group(1))).replaceAll(""));
        assertTrue(
            source.contains(withoutSpace(block.group(2))), page + ": not in " + block.group(1));
        compared++;
      }
    }
    assertTrue(compared >= 8, "only " + compared + " blocks of code found");
  }

  @Test
  void returnsOfTrivialPoliciesInTheReadmeAreThoseMeasured() throws IOException {
    String readme = read("README.md");
    List<String> measured = read("docs/results/trivial-policies.md").lines().toList();

    for (String task : ControlTasks.names()) {
      List<String> rows = measured.stream().filter(l -> l.startsWith("| " + task + " |")).toList();
      assertEquals(1, rows.size(), task);
      assertTrue(readme.contains(rows.get(0)), () -> "README lacks " + rows.get(0));
    }
  }

  @Test
  void linksBetweenPagesLeadSomewhere() throws IOException {
    int followed = 0;
    for (Path page : pages()) {
      for (MatchResult link : matches(LINK, Files.readString(page))) {
        String target = link.group(1);
        if (!target.contains(":")) {
          assertTrue(Files.exists(page.resolveSibling(target)), page + " links to " + target);
          followed++;
        }
      }
    }
    assertTrue(followed > 10, "only " + followed + " links found");
  }
}
