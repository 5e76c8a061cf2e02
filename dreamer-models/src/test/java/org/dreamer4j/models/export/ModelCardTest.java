package org.dreamer4j.models.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.TrainingState;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

class ModelCardTest {
  @TempDir private static Path folder;
  private static DreamerConfig config;
  private static Path prefix;
  private static Path version;
  private static JsonNode card;
  private static String text;

  @BeforeAll
  static void export() throws IOException {
    prefix = folder.resolve("model.ckpt-0");
    try (DreamerAgent agent = Kind.FUSION.agent()) {
      agent.save(prefix, new TrainingState(0, 0));
      config = agent.config();
    }
    Provenance provenance =
        new Provenance(12_000L, new TestReturn(123.456, 7.5, 10, "policy_mode"), "dreamer 1.2.3");
    version =
        SavedModelExporter.export(
            config,
            Kind.FUSION.spec(),
            prefix,
            folder.resolve("model"),
            ExportSettings.DEFAULT.withHorizon(4).withProvenance(provenance));
    card = new ObjectMapper().readTree(ModelFolder.card(version).toFile());
    text = Files.readString(version.resolve("assets.extra/README.md"));
  }

  @Test
  void bothCardsTellWhereTheModelComesFrom() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(Files.readAllBytes(Path.of(prefix + ".index")));
    digest.update(Files.readAllBytes(Path.of(prefix + ".data-00000-of-00001")));
    String sha256 = HexFormat.of().formatHex(digest.digest());
    assertEquals(sha256, card.get("checkpoint_sha256").asText());
    assertEquals("cheetah_run", card.get("task").asText());
    assertEquals(12_000, card.get("env_steps").asLong());
    assertEquals(
        new ObjectMapper()
            .readTree(
                "{'mean':123.456,'stddev':7.5,'episodes':10,'planner':'policy_mode'}"
                    .replace('\'', '"')),
        card.get("test_return"));
    assertEquals("dreamer 1.2.3", card.get("tool").asText());
    assertEquals(4, card.get("horizon").asInt());
    assertTrue(text.startsWith("# Dreamer agent for cheetah_run\n"), text);
    assertTrue(text.contains("| environment steps | 12000 |"), text);
    assertTrue(
        text.contains(
            "| test return | 123.5 +- 7.5 (mean and standard deviation of 10 episodes by"
                + " policy_mode) |"),
        text);
    assertTrue(text.contains("`" + sha256 + "`"), text);
    assertTrue(text.contains("Rollouts are 4 steps long."), text);
    assertTrue(text.contains("one level of a pixel, 1/256;"), text);
  }

  @Test
  void theConfigurationComesBack() throws IOException {
    Map<String, Object> values =
        new ObjectMapper().convertValue(card.get("config"), new TypeReference<>() {});
    assertEquals(config, DreamerConfig.defaults().with(values));
    assertTrue(text.contains("| `model_size` | `4` |"), text);
  }

  @Test
  void theTableIsThatOfTheGraph() throws IOException {
    Map<String, SignatureDef> signatures = Exports.serve(version).getSignatureDefMap();
    assertEquals(signatures.size(), card.get("signatures").size());
    signatures.forEach(
        (name, signature) -> {
          JsonNode one = card.get("signatures").get(name);
          assertEquals(kinds(signature.getInputsMap()), kinds(one.get("inputs")), name);
          assertEquals(kinds(signature.getOutputsMap()), kinds(one.get("outputs")), name);
          assertTrue(one.get("meaning").asText().length() > 5, name);
          assertTrue(text.contains("\n| `" + name + "` | "), name);
        });
    assertEquals("uint8[-1,64,64,3]", kinds(card.at("/signatures/encode/inputs")).get("image"));
    assertTrue(text.contains("| `image` uint8 [N, 64, 64, 3]<br>`position` float32 [N, 3] | "));
  }

  private static Map<String, String> kinds(JsonNode node) {
    Map<String, String> out = new TreeMap<>();
    node.properties().forEach(entry -> out.put(entry.getKey(), kind(entry.getValue())));
    return out;
  }

  private static String kind(JsonNode tensor) {
    return tensor.get("dtype").asText() + tensor.get("shape").toString();
  }

  private static Map<String, String> kinds(Map<String, TensorInfo> tensors) {
    Map<String, String> out = new TreeMap<>();
    tensors.forEach(
        (name, info) -> {
          String dtype =
              switch (info.getDtype()) {
                case DT_FLOAT -> "float32";
                case DT_UINT8 -> "uint8";
                default -> "bool";
              };
          String shape =
              info.getTensorShape().getDimList().stream()
                  .map(dim -> String.valueOf(dim.getSize()))
                  .collect(Collectors.joining(","));
          out.put(name, dtype + "[" + shape + "]");
        });
    return out;
  }

  @Test
  void whatIsNotKnownIsSaidToBeSo() throws IOException {
    Path live = Exports.of(Kind.VECTORS, folder.resolve("live"));
    JsonNode unknown = new ObjectMapper().readTree(ModelFolder.card(live).toFile());
    for (String key : new String[] {"env_steps", "test_return", "checkpoint_sha256"}) {
      assertTrue(unknown.has(key) && unknown.get(key).isNull(), key);
    }
    String said = Files.readString(live.resolve("assets.extra/README.md"));
    assertTrue(said.contains("| environment steps | unknown |"), said);
    assertTrue(said.contains("| checkpoint, SHA-256 | none: a live agent |"), said);
  }

  @Test
  void textIsQuotedAsJsonWantsIt() throws IOException {
    Map<String, Object> values = new TreeMap<>();
    values.put("quote \" and \\", "line\nbreak\ttab");
    values.put("numbers", java.util.List.of(1, 2.5, 1e-7, Long.MAX_VALUE));
    values.put("empty", Map.of());
    values.put("nan", Double.NaN);
    JsonNode back = new ObjectMapper().readTree(Json.of(values));
    assertEquals("line\nbreak\ttab", back.get("quote \" and \\").asText());
    assertEquals(1e-7, back.get("numbers").get(2).asDouble());
    assertEquals(Long.MAX_VALUE, back.get("numbers").get(3).asLong());
    assertEquals(0, back.get("empty").size());
    assertTrue(back.get("nan").isNull());
  }
}
