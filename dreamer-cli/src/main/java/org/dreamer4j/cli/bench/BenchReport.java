package org.dreamer4j.cli.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.GraphCost;

/**
 * What was measured.
 *
 * @param plan what was asked for
 * @param config what was run
 * @param measured how long it took, and how long what it is compared with
 * @param frames handled by a run
 * @param cost of the graph, if known
 * @param graphBuildSeconds until the agent was there; empty without one
 * @param productRate of a large matrix product in this process, flop/s; empty without a graph
 * @param peakMebibytes most resident memory, if known
 */
public record BenchReport(
    BenchPlan plan,
    DreamerConfig config,
    List<Times> measured,
    double frames,
    Optional<GraphCost> cost,
    OptionalDouble graphBuildSeconds,
    OptionalDouble productRate,
    OptionalDouble peakMebibytes) {

  private static final double GIGA = 1e9;

  /** The figures that apply, by the names that programs read; rates are of medians. */
  public Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("bench", word(plan.bench()));
    if (plan.bench() != BenchPlan.Bench.ENV) {
      figures.put("size", word(plan.size()));
    }
    shape(figures);
    figures.put("median_s", times().median());
    figures.put("p99_s", times().p99());
    figures.put("median_cpu_s", times().medianCpu());
    if (plan.bench() == BenchPlan.Bench.TRAIN) {
      figures.put("updates_per_s", 1 / times().median());
    }
    figures.put("frames_per_s", frames / times().median());
    cost.ifPresent(value -> figures.put("gflop", value.flop() / GIGA));
    cost.ifPresent(value -> figures.put("gflops", rate(value) / GIGA));
    if (plan.against() != null) {
      figures.put("against", word(plan.against()));
      figures.put("against_median_s", measured.get(1).median());
      figures.put("against_median_cpu_s", measured.get(1).medianCpu());
      figures.put("cpu_ratio", cpuRatio());
    }
    productRate.ifPresent(rate -> figures.put("sgemm_gflops", rate / GIGA));
    ratio().ifPresent(ratio -> figures.put("sgemm_ratio", ratio));
    peakMebibytes.ifPresent(value -> figures.put("peak_rss_mib", value));
    graphBuildSeconds.ifPresent(value -> figures.put("graph_build_s", value));
    cost.ifPresent(value -> figures.put("nodes", value.nodes()));
    return figures;
  }

  private Times times() {
    return measured.get(0);
  }

  private double cpuRatio() {
    return times().medianCpu() / measured.get(1).medianCpu();
  }

  private void shape(Map<String, Object> figures) {
    switch (plan.bench()) {
      case TRAIN, IMAGINE -> {
        graph(figures);
        figures.put("batch", config.data().batchSize());
        figures.put("length", config.data().batchLength());
        figures.put("horizon", config.behavior().imaginationHorizon());
      }
      case ACT, SERVE -> {
        graph(figures);
        figures.put("batch", plan.environments());
      }
      case PLAN -> {
        graph(figures);
        figures.put("batch", plan.environments());
        figures.put("horizon", config.planner().plannerHorizon());
      }
      case REPLAY -> {
        figures.put("batch", config.data().batchSize());
        figures.put("length", config.data().batchLength());
      }
      case ENV -> figures.put("variant", plan.task());
    }
  }

  private void graph(Map<String, Object> figures) {
    figures.put("variant", word(plan.convs()));
    figures.put(
        "threads",
        plan.execution().threads() == 0
            ? Runtime.getRuntime().availableProcessors()
            : plan.execution().threads());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private double rate(GraphCost value) {
    return value.flop() / times().median();
  }

  private OptionalDouble ratio() {
    return cost.isPresent() && productRate.isPresent()
        ? OptionalDouble.of(rate(cost.get()) / productRate.getAsDouble())
        : OptionalDouble.empty();
  }

  /** The figures as a person reads them. */
  public String text() {
    StringBuilder out = new StringBuilder();
    out.append(String.format(Locale.ROOT, "%s%n", heading()));
    line(
        out,
        "time",
        "%s (%s to %s, 99 %% within %s), %s of processors",
        time(times().median()),
        time(times().fastest()),
        time(times().slowest()),
        time(times().p99()),
        time(times().medianCpu()));
    line(
        out,
        "rate",
        "%s runs/s, %s frames/s",
        digits(1 / times().median()),
        digits(frames / times().median()));
    cost.ifPresent(
        value ->
            line(
                out,
                "work",
                "%s GFLOP a run, %s GFLOP/s",
                digits(value.flop() / GIGA),
                digits(rate(value) / GIGA)));
    compare(out);
    productRate.ifPresent(
        rate -> line(out, "product", "%s GFLOP/s in a large matrix product", digits(rate / GIGA)));
    ratio().ifPresent(ratio -> line(out, "ratio", "%.0f %% of it", 100 * ratio));
    graphBuildSeconds.ifPresent(
        value -> line(out, "build", "%s until the agent was there", time(value)));
    cost.ifPresent(value -> line(out, "graph", "%,d nodes", value.nodes()));
    String whose = plan.against() == null ? "" : ", both forms together";
    peakMebibytes.ifPresent(value -> line(out, "memory", "%,.0f MiB at most%s", value, whose));
    return out.toString();
  }

  private void compare(StringBuilder out) {
    if (plan.against() != null) {
      line(
          out,
          "against",
          "%s of processors with convolutions %s, ratio %.3f",
          time(measured.get(1).medianCpu()),
          word(plan.against()),
          cpuRatio());
    }
  }

  private String heading() {
    StringBuilder words = new StringBuilder();
    figures()
        .forEach(
            (name, value) -> {
              if (value instanceof String || (value instanceof Integer && !name.equals("nodes"))) {
                words.append(words.isEmpty() ? "" : ", ").append(name).append(' ').append(value);
              }
            });
    return words + String.format(Locale.ROOT, ", %d runs", times().wall().length);
  }

  private static void line(StringBuilder out, String name, String format, Object... values) {
    out.append(
        String.format(
            Locale.ROOT, "  %-8s %s%n", name, String.format(Locale.ROOT, format, values)));
  }

  private static String time(double seconds) {
    if (seconds >= 1) {
      return digits(seconds) + " s";
    }
    return seconds >= 1e-3 ? digits(1e3 * seconds) + " ms" : digits(1e6 * seconds) + " us";
  }

  /** Three significant digits, whole above a hundred. */
  private static String digits(double value) {
    String format = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
