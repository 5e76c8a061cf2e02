package org.dreamer4j.models.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.ServedFunction;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;

/**
 * What a person should know of a model, as {@code README.md}, and a program, as {@code card.json}.
 *
 * @param config the networks, and how they were trained
 * @param settings how the model was exported
 * @param sha256 of the checkpoint's index and data; null for an agent that was never saved
 * @param signatures what can be called under the tag serve
 */
record ModelCard(
    DreamerConfig config,
    ExportSettings settings,
    @Nullable String sha256,
    List<Signature> signatures) {

  static final String TEXT = "README.md";
  static final String JSON = "card.json";

  /**
   * One signature.
   *
   * @param inputs by name
   * @param outputs by name
   */
  record Signature(
      String name, String meaning, Map<String, Kind> inputs, Map<String, Kind> outputs) {}

  /**
   * A kind of tensor.
   *
   * @param dtype as NumPy calls it
   * @param shape with -1 for N
   */
  record Kind(String dtype, List<Long> shape) {
    static Kind of(Operand<?> operand) {
      String dtype =
          switch (operand.asOutput().dataType()) {
            case DT_FLOAT -> "float32";
            case DT_UINT8 -> "uint8";
            case DT_BOOL -> "bool";
            default -> operand.asOutput().dataType().name();
          };
      return new Kind(dtype, LongStream.of(operand.shape().asArray()).boxed().toList());
    }

    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("dtype", dtype);
      map.put("shape", shape);
      return map;
    }

    @Override
    public String toString() {
      return shape.stream()
          .map(size -> size < 0 ? "N" : String.valueOf(size))
          .collect(Collectors.joining(", ", dtype + " [", "]"));
    }
  }

  /** The signatures of functions, those that are fed noise included. */
  static List<Signature> signatures(List<ServedFunction> functions) {
    List<Signature> out = new ArrayList<>();
    for (ServedFunction function : functions) {
      Map<String, Kind> inputs = kinds(function.inputs());
      Map<String, Kind> outputs = kinds(function.outputs());
      out.add(new Signature(function.name(), function.meaning(), inputs, outputs));
      if (!function.noise().isEmpty()) {
        Map<String, Kind> all = new LinkedHashMap<>(inputs);
        all.putAll(kinds(function.noise()));
        String name = function.name() + Signatures.WITH_NOISE;
        out.add(new Signature(name, "the same, fed its noise", all, outputs));
      }
    }
    return out;
  }

  private static Map<String, Kind> kinds(Map<String, ? extends Operand<?>> operands) {
    Map<String, Kind> out = new LinkedHashMap<>();
    operands.forEach((name, operand) -> out.put(name, Kind.of(operand)));
    return out;
  }

  /** Writes both files into a folder. */
  void write(Path folder) throws IOException {
    Files.writeString(folder.resolve(JSON), Json.of(toMap()));
    Files.writeString(folder.resolve(TEXT), text());
  }

  private Map<String, @Nullable Object> toMap() {
    Provenance provenance = settings.provenance();
    TestReturn known = provenance.testReturn();
    Map<String, @Nullable Object> card = new LinkedHashMap<>();
    card.put("task", config.task().task());
    card.put("env_steps", provenance.envSteps());
    card.put("test_return", known == null ? null : toMap(known));
    card.put("checkpoint_sha256", sha256);
    card.put("tool", provenance.tool());
    card.put("horizon", settings.horizon());
    card.put("trainable", settings.training());
    Map<String, Object> all = new LinkedHashMap<>();
    for (Signature signature : signatures) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("meaning", signature.meaning());
      one.put("inputs", toMap(signature.inputs()));
      one.put("outputs", toMap(signature.outputs()));
      all.put(signature.name(), one);
    }
    card.put("signatures", all);
    card.put("config", config.toMap());
    return card;
  }

  private static Map<String, Object> toMap(Map<String, Kind> kinds) {
    Map<String, Object> map = new LinkedHashMap<>();
    kinds.forEach((name, kind) -> map.put(name, kind.toMap()));
    return map;
  }

  private static Map<String, Object> toMap(TestReturn known) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("mean", known.mean());
    map.put("stddev", known.stddev());
    map.put("episodes", known.episodes());
    map.put("planner", known.planner());
    return map;
  }

  private String text() {
    Provenance provenance = settings.provenance();
    Long steps = provenance.envSteps();
    StringBuilder text = new StringBuilder("# Dreamer agent for " + config.task().task() + "\n\n");
    text.append("| | |\n|---|---|\n");
    row(text, "task", config.task().task());
    row(text, "environment steps", steps == null ? "unknown" : String.valueOf(steps));
    row(text, "test return", describe(provenance.testReturn()));
    row(text, "checkpoint, SHA-256", sha256 == null ? "none: a live agent" : "`" + sha256 + "`");
    row(text, "exported by", provenance.tool());
    text.append(NAMES.formatted(settings.horizon(), "1/" + (1 << config.data().imageBits())));
    text.append(
        "\n## Signatures\n| signature | computes | inputs | outputs |\n|---|---|---|---|\n");
    for (Signature signature : signatures) {
      text.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  signature.name(),
                  signature.meaning(),
                  list(signature.inputs()),
                  list(signature.outputs())));
    }
    if (settings.training()) {
      text.append(TRAINING);
    }
    text.append("\n## Configuration\n| key | value |\n|---|---|\n");
    config.toMap().forEach((key, value) -> row(text, "`" + key + "`", "`" + value + "`"));
    return text.toString();
  }

  private static final String NAMES =
      """

      Versions are folders for TensorFlow Serving; `card.json` says the same to programs.

      N, the number of rows, is free. `sample` is the stochastic and `belief` the deterministic part
      of the state; feed those of one step to the next, zeros to the first. `action` as an input is
      the action that was executed before. Where `reset` is true a row starts anew, whatever its
      state. Rollouts are %d steps long.

      Signatures without noise put its mean in its place: half a level on pixels, the mean of the
      state, the tanh of the action's mean or the most likely choice. The reference does so nowhere:
      it acts by `policy_mode` in tests and by `policy_sample`, with noise added, in training.
      Noise that is fed is standard normal, with two exceptions: `noise_image` is uniform from 0 to
      one level of a pixel, %s; `noise_action` is Gumbel noise for one-hot actions and uniform from
      0 to 1 for truncated normal ones.
      """;

  private static final String TRAINING =
      """

      The tag `train` has one signature more, `train`: one update on a batch of the configured size.
      """;

  private static String describe(@Nullable TestReturn known) {
    return known == null
        ? "unknown"
        : String.format(
            Locale.ROOT,
            "%.1f +- %.1f (mean and standard deviation of %d episodes by %s)",
            known.mean(),
            known.stddev(),
            known.episodes(),
            known.planner());
  }

  private static String list(Map<String, Kind> kinds) {
    return kinds.entrySet().stream()
        .map(kind -> "`" + kind.getKey() + "` " + kind.getValue())
        .collect(Collectors.joining("<br>"));
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append("| ").append(name).append(" | ").append(value.replace("|", "\\|")).append(" |\n");
  }
}
