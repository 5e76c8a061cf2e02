package org.dreamer4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.dreamer4j.core.Printable;
import org.dreamer4j.core.config.ConfigFile;
import org.dreamer4j.core.config.DreamerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations of strangers: each is refused in one line, soon and with little memory. */
@Timeout(60)
class HostileYamlTest {
  private static final int MOST_CHARACTERS = 700;
  private static final int MUTANTS = 3000;

  private static void assertRefused(String yaml) {
    UsageException e =
        assertThrows(
            UsageException.class, () -> Parameters.parse(yaml).resolve(), yaml.length() + "");
    assertShort(e);
  }

  private static void assertShort(UsageException e) {
    assertTrue(Printable.is(e.getMessage()), e.getMessage());
    assertTrue(e.getMessage().length() <= MOST_CHARACTERS, e.getMessage().length() + " characters");
  }

  @Test
  void aBillionLaughsAreNotToldAgain() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
    for (int i = 1; i < 30; i++) {
      String last = "*a" + (i - 1);
      yaml.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", List.of(last, last, last))));
    }
    assertRefused(yaml.toString());
    assertRefused("tasks: &self [*self]");
    assertRefused("seed: &one 1");
    assertRefused("<<: [*x, *y]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{", "{a: ", "- ", "? ", "[{", "a: [", "!!map {a: ", "&a [", "'"})
  void nestingWithoutEndIsRefused(String step) {
    assertRefused(step.repeat(200_000));
    assertRefused("{tasks: " + step.repeat(5_000));
  }

  @Test
  void keysAndValuesOfAnyLengthAreRefusedInAShortLine() {
    assertRefused("{" + "k".repeat(10 << 20) + ": 1}");
    for (int length : new int[] {1_000, 60_000, 900_000}) {
      String text = "k".repeat(length);
      assertRefused("{" + text + ": 1}");
      assertRefused("{\"" + text + "\": 1}");
      assertRefused("{tasks: [dummy], model_size: " + text + "}");
      assertRefused("{model_size: 1" + "0".repeat(length) + "}");
      assertRefused("{loader: " + text + "}");
      assertRefused("{defaults: [" + text + "]}");
    }
    String many =
        String.join(", ", IntStream.range(0, 50_000).mapToObj(i -> "k" + i + ": 1").toList());
    assertRefused("{" + many + "}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "max_steps: 1e999999999",
        "max_steps: -1e999999999",
        "max_steps: 1e-999999999",
        "max_steps: 9223372036854775808",
        "model_lr: 1e999999999",
        "model_lr: -.inf",
        "seed: .nan",
        "tasks: !!java.lang.Thread []",
        "!!javax.script.ScriptEngineManager [!!java.net.URL ['http://127.0.0.1/']]",
        "--- 1\n--- 2",
        "%YAML 9.9\n---\nmodel_size: x",
        "\"\\u001b[31m\": 1",
        "model_size: \"\\u001b]0;title\\u0007\\u202e\"",
        "\u0000",
        "\ud800: 1",
        "\ufeff{model_size: x}",
      })
  void oddValuesAreRefused(String yaml) {
    assertRefused(yaml);
  }

  @Test
  void damagedConfigurationsAreRefusedOrRead() {
    StringBuilder whole = new StringBuilder();
    DreamerConfig.resolve(Map.of("defaults", List.of("dreamer", "debug", "discrete")))
        .toMap()
        .forEach((key, value) -> whole.append(ConfigFile.line(key, value)).append('\n'));
    SplittableRandom random = new SplittableRandom(8);
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      try {
        Parameters.parse(mutant(whole.toString(), random)).resolve();
      } catch (UsageException e) {
        assertShort(e);
        refused++;
      }
    }
    assertTrue(refused > MUTANTS / 3, refused + " refused");
  }

  /** The text with some of its bytes changed, repeated or left out. */
  private static String mutant(String whole, SplittableRandom random) {
    String signs = "[]{}:,&*!|>'\"%@`#-?\n\t \\0e.\u0001\u00e9";
    StringBuilder text = new StringBuilder(whole);
    for (int left = random.nextInt(1, 4); left > 0; left--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
        case 1 -> text.insert(at, signs.charAt(random.nextInt(signs.length())));
        case 2 -> text.delete(at, Math.min(text.length(), at + random.nextInt(1, 30)));
        default ->
            text.insert(
                at, text.substring(at, Math.min(text.length(), at + random.nextInt(1, 200))));
      }
    }
    return new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
