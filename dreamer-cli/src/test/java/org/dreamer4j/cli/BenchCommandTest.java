package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchCommandTest {
  private static final List<String> COMMON = List.of("bench", "median_s", "p99_s", "median_cpu_s");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int bench(String... arguments) {
    String[] all = new String[arguments.length + 5];
    System.arraycopy(new String[] {"bench", "--runs", "1", "--seconds", "0"}, 0, all, 0, 5);
    System.arraycopy(arguments, 0, all, 5, arguments.length);
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
  }

  private JsonNode figures(String... arguments) throws IOException {
    assertEquals(0, bench(arguments), err::toString);
    return new ObjectMapper().readTree(out.toString());
  }

  private static void assertNames(JsonNode figures, String... own) {
    TreeSet<String> expected = new TreeSet<>(COMMON);
    expected.addAll(List.of(own));
    expected.add("frames_per_s");
    if (figures.has("peak_rss_mib")) {
      expected.add("peak_rss_mib");
    }
    TreeSet<String> names = new TreeSet<>();
    figures.fieldNames().forEachRemaining(names::add);
    assertEquals(expected, names);
  }

  @Test
  void trainingSaysWhatWasRunAndHowItComparesWithTheMachine() throws IOException {
    JsonNode figures =
        figures("train", "--batch", "2", "--length", "6", "--horizon", "3", "--json");

    assertNames(
        figures,
        "size",
        "variant",
        "batch",
        "length",
        "horizon",
        "threads",
        "updates_per_s",
        "gflop",
        "gflops",
        "sgemm_gflops",
        "sgemm_ratio",
        "graph_build_s",
        "nodes");
    assertEquals("rewritten", figures.get("variant").asText());
    assertEquals(2, figures.get("batch").asInt());
    assertEquals(6, figures.get("length").asInt());
    assertEquals(3, figures.get("horizon").asInt());
    double median = figures.get("median_s").asDouble();
    assertEquals(1 / median, figures.get("updates_per_s").asDouble(), 1e-9 / median);
    assertEquals(12 / median, figures.get("frames_per_s").asDouble(), 1e-9 / median);
    double rate = figures.get("gflop").asDouble() / median;
    assertEquals(rate, figures.get("gflops").asDouble(), 1e-9 * rate);
    assertEquals(
        rate / figures.get("sgemm_gflops").asDouble(),
        figures.get("sgemm_ratio").asDouble(),
        1e-9 * rate);
  }

  @Test
  void theWorkIsThatOfThePlainForm() throws IOException {
    String[] size = {"train", "--batch", "2", "--length", "6", "--json", "--convs", "plain"};
    JsonNode plain = figures(size);
    out.getBuffer().setLength(0);
    size[size.length - 1] = "rewritten";
    JsonNode rewritten = figures(size);

    assertEquals(plain.get("gflop").asDouble(), rewritten.get("gflop").asDouble());
    assertFalse(plain.get("nodes").asInt() == rewritten.get("nodes").asInt());
  }

  @Test
  void bothFormsOfConvolutionsAreComparedInOneProcess() throws IOException {
    JsonNode figures =
        figures("train", "--batch", "2", "--length", "6", "--against", "plain", "--json");

    assertEquals("rewritten", figures.get("variant").asText());
    assertEquals("plain", figures.get("against").asText());
    assertEquals(
        figures.get("median_cpu_s").asDouble() / figures.get("against_median_cpu_s").asDouble(),
        figures.get("cpu_ratio").asDouble(),
        1e-9);
    assertTrue(figures.get("against_median_s").asDouble() > 0);
  }

  @ParameterizedTest
  @CsvSource({"--convs, 7", "--against, 21"})
  void aComparisonNeedsMoreRuns(String form, int runs) {
    String[] arguments = {
      "bench", "train", "--seconds", "0", "--batch", "2", "--length", "6", form, "plain"
    };
    assertEquals(
        0,
        Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments),
        err::toString);
    assertLinesMatch(List.of("bench train, .*, " + runs + " runs"), lines("bench"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void memoryIsThatOfAllThatRan() {
    assertEquals(0, bench("train", "--batch", "2", "--length", "6"), err::toString);
    assertLinesMatch(List.of("  memory   [\\d,]+ MiB at most"), lines("  memory"));
    out.getBuffer().setLength(0);

    String[] both = {"train", "--batch", "2", "--length", "6", "--against", "plain"};
    assertEquals(0, bench(both), err::toString);
    assertLinesMatch(
        List.of("  memory   [\\d,]+ MiB at most, both forms together"), lines("  memory"));
    assertLinesMatch(
        List.of("  against  \\S+ m?s of processors with convolutions plain, ratio \\d\\.\\d{3}"),
        lines("  against"));
  }

  private List<String> lines(String start) {
    return out.toString().lines().filter(line -> line.startsWith(start)).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"act", "serve"})
  void actingCountsEnvironments(String what) throws IOException {
    JsonNode figures = figures(what, "--batch", "3", "--json");

    assertNames(figures, "size", "variant", "batch", "threads", "sgemm_gflops", "graph_build_s");
    assertEquals(3, figures.get("batch").asInt());
    assertEquals(Runtime.getRuntime().availableProcessors(), figures.get("threads").asInt());
    double perRun = figures.get("frames_per_s").asDouble() * figures.get("median_s").asDouble();
    assertEquals(3, perRun, 1e-9);
  }

  @Test
  void oneThreadActsInOneEnvironment() throws IOException {
    JsonNode figures = figures("act", "--convs", "plain", "--json");

    assertEquals(1, figures.get("threads").asInt());
    assertEquals("plain", figures.get("variant").asText());
  }

  @Test
  void planningTakesAHorizon() throws IOException {
    JsonNode figures = figures("plan", "--horizon", "2", "--json");

    assertNames(
        figures, "size", "variant", "batch", "horizon", "threads", "sgemm_gflops", "graph_build_s");
    assertEquals(2, figures.get("horizon").asInt());
  }

  @Test
  void imaginingCountsWhatIsSeenAndWhatIsNot() throws IOException {
    JsonNode figures =
        figures("imagine", "--batch", "2", "--length", "6", "--horizon", "3", "--json");

    assertNames(
        figures,
        "size",
        "variant",
        "batch",
        "length",
        "horizon",
        "threads",
        "sgemm_gflops",
        "graph_build_s");
    double perRun = figures.get("frames_per_s").asDouble() * figures.get("median_s").asDouble();
    assertEquals(2 * (6 + 3), perRun, 1e-9);
  }

  @Test
  void replayAndEnvironmentsNeedNoGraph() throws IOException {
    JsonNode replay = figures("replay", "--task", "quickstart_shuttle", "--length", "10", "--json");
    assertNames(replay, "size", "batch", "length");
    out.getBuffer().setLength(0);

    JsonNode env = figures("env", "--task", "quickstart_shuttle", "--json");
    assertNames(env, "variant");
    assertEquals("quickstart_shuttle", env.get("variant").asText());
  }

  @Test
  void aPersonReadsLines() {
    assertEquals(0, bench("env", "--task", "quickstart_shuttle"), err::toString);

    String[] lines = out.toString().split("\\R");
    assertEquals("bench env, variant quickstart_shuttle, 1 runs", lines[0]);
    assertTrue(lines[1].matches("  time     .+ \\(.+ to .+, 99 % within .+\\), .+ of processors"));
    assertTrue(lines[2].matches("  rate     .+ runs/s, .+ frames/s"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--batch=0", "--length=0", "--horizon=-1", "--threads=-1", "--runs=0"})
  void numbersOutOfRangeAreRefusedInOneLine(String option) {
    assertEquals(2, bench("train", option));

    assertEquals(1, err.toString().lines().count(), err::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "replay, --horizon, '--size, --batch, --length, --task, --params'",
    "env, --batch, '--task, --params'",
    "act, --length, '--size, --convs, --device, --threads, --batch'",
    "plan, --length, '--size, --convs, --device, --threads, --batch, --horizon'",
    "train, --task,"
        + " '--size, --convs, --against, --device, --threads, --batch, --length, --horizon'"
  })
  void whatWouldChangeNothingIsRefused(String what, String option, String takes) {
    assertEquals(2, bench(what, option, "3"));

    assertEquals(
        "dreamer bench: " + option + " means nothing to bench " + what + ", which takes " + takes,
        err.toString().strip());
  }

  @Test
  void anUnknownTaskIsRefusedInOneLine() {
    assertEquals(2, bench("env", "--task", "quickstart_shuttel"));

    assertTrue(err.toString().contains("did you mean 'quickstart_shuttle'"), err::toString);
    assertEquals(1, err.toString().lines().count(), err::toString);
  }
}
