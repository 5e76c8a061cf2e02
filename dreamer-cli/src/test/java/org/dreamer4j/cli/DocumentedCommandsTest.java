package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dreamer4j.cli.run.Parameters;
import org.junit.jupiter.api.Test;

/** Every command in the pages is one that this program takes, and its keys are ones it knows. */
class DocumentedCommandsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK = Pattern.compile("(?s)```sh\n(.*?)```");
  private static final Pattern WORD =
      Pattern.compile("\\s+|#[^\n]*|((?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+)");
  private static final String LAUNCHER = "./dreamer";

  @Test
  void commandsInThePagesAreOnesThatThisProgramTakes() throws IOException {
    int checked = 0;
    for (Path page : pages()) {
      for (List<String> command : commands(Files.readString(page))) {
        check(page, command);
        checked++;
      }
    }
    assertTrue(checked > 50, "only " + checked + " commands found");
  }

  private static void check(Path page, List<String> command) {
    String line = page + ": dreamer " + String.join(" ", command);
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    try {
      Main.commandLine(nowhere, nowhere).parseArgs(command.toArray(String[]::new));
      int params = command.indexOf("--params");
      if (params >= 0 && !command.get(params + 1).equals("...")) {
        new Parameters(Parameters.valuesOf(command.get(params + 1))).resolve();
      }
    } catch (RuntimeException e) {
      fail(line, e);
    }
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    for (String folder : List.of("docs", "saved-models", "dreamer-examples")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        files
            .filter(file -> file.toString().endsWith(".md") && !file.toString().contains("target"))
            .forEach(pages::add);
      }
    }
    return pages;
  }

  /** The words after the launcher, of each command. */
  private static List<List<String>> commands(String page) {
    List<List<String>> commands = new ArrayList<>();
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      for (List<String> line : lines(block.group(1).replace("\\\n", " "))) {
        int launcher = line.indexOf(LAUNCHER);
        if (launcher >= 0) {
          commands.add(line.subList(launcher + 1, line.size()));
        }
      }
    }
    return commands;
  }

  /** Splits as a shell does: line breaks and {@code &} end a command unless they are quoted. */
  private static List<List<String>> lines(String text) {
    List<List<String>> lines = new ArrayList<>(List.of(new ArrayList<>()));
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      if (word.group(1) == null || word.group(1).equals("&")) {
        if (word.group().contains("\n")) {
          lines.add(new ArrayList<>());
        }
      } else {
        lines.get(lines.size() - 1).add(word.group(1).replaceAll("['\"]", ""));
      }
    }
    return lines;
  }
}
