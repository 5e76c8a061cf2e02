package org.dreamer4j.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Serves one model as TensorFlow Serving does: the same paths, JSON and refusals. */
final class StubServing implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final SavedModelBundle bundle;
  private final Map<String, SignatureDef> signatures;

  StubServing(Path version) throws IOException {
    byte[] graph = Files.readAllBytes(version.resolve("saved_model.pb"));
    MetaGraphDef meta = SavedModel.parseFrom(graph).getMetaGraphs(0);
    signatures = meta.getSignatureDefMap();
    bundle = SavedModelBundle.load(version.toString(), "serve");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/models/lamp/metadata", exchange -> answer(exchange, metadata()));
    server.createContext("/v1/models/lamp:predict", this::predict);
    server.createContext("/v1/models/broken/metadata", StubServing::answerNoJson);
    server.createContext(
        "/", exchange -> refuse(exchange, 404, "Servable not found for request: Latest(lamb)"));
    server.start();
  }

  URI model(String name) {
    return URI.create(
        "http://"
            + server.getAddress().getHostString()
            + ":"
            + server.getAddress().getPort()
            + "/v1/models/"
            + name);
  }

  private JsonNode metadata() {
    ObjectNode all = JSON.createObjectNode();
    all.putObject("model_spec").put("name", "lamp").put("signature_name", "").put("version", "1");
    ObjectNode named =
        all.putObject("metadata").putObject("signature_def").putObject("signature_def");
    signatures.forEach(
        (name, signature) -> {
          ObjectNode one = named.putObject(name);
          describe(one.putObject("inputs"), signature.getInputsMap());
          describe(one.putObject("outputs"), signature.getOutputsMap());
          one.put("method_name", signature.getMethodName());
        });
    return all;
  }

  private static void describe(ObjectNode into, Map<String, TensorInfo> tensors) {
    tensors.forEach(
        (name, info) -> {
          ObjectNode one = into.putObject(name).put("dtype", info.getDtype().name());
          ObjectNode shape = one.putObject("tensor_shape");
          ArrayNode dims = shape.putArray("dim");
          info.getTensorShape()
              .getDimList()
              .forEach(dim -> dims.addObject().put("size", "" + dim.getSize()).put("name", ""));
          shape.put("unknown_rank", false);
          one.put("name", info.getName());
        });
  }

  private void predict(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    SignatureDef signature = signatures.get(request.path("signature_name").asText());
    JsonNode inputs = request.path("inputs");
    Set<String> given = new TreeSet<>();
    inputs.fieldNames().forEachRemaining(given::add);
    if (signature == null) {
      refuse(
          exchange,
          400,
          "Serving signature key \"" + request.path("signature_name").asText() + "\" not found.");
    } else if (!given.equals(new TreeSet<>(signature.getInputsMap().keySet()))) {
      refuse(exchange, 400, "input keys do not match the signature's: " + given);
    } else {
      try {
        ObjectNode outputs = run(signature, inputs);
        JsonNode shown = outputs.size() == 1 ? outputs.elements().next() : outputs;
        answer(exchange, JSON.createObjectNode().set("outputs", shown));
      } catch (IllegalArgumentException e) {
        refuse(exchange, 400, e.getMessage());
      }
    }
  }

  private ObjectNode run(SignatureDef signature, JsonNode inputs) {
    Session.Runner runner = bundle.session().runner();
    signature
        .getInputsMap()
        .forEach((key, info) -> runner.feed(info.getName(), tensor(key, info, inputs.get(key))));
    ObjectNode outputs = JSON.createObjectNode();
    signature.getOutputsMap().values().forEach(info -> runner.fetch(info.getName()));
    try (Result result = runner.run()) {
      int i = 0;
      for (String key : signature.getOutputsMap().keySet()) {
        TFloat32 tensor = (TFloat32) result.get(i++);
        ArrayNode rows = outputs.putArray(key);
        for (long n = 0; n < tensor.shape().get(0); n++) {
          ArrayNode row = rows.addArray();
          for (long k = 0; k < tensor.shape().get(1); k++) {
            row.add(tensor.getFloat(n, k));
          }
        }
      }
    }
    return outputs;
  }

  private static Tensor tensor(String key, TensorInfo info, JsonNode nested) {
    long[] sizes = new long[info.getTensorShape().getDimCount()];
    JsonNode inner = nested;
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = inner.size();
      long wanted = info.getTensorShape().getDim(i).getSize();
      if (!inner.isArray() || (wanted >= 0 && wanted != sizes[i])) {
        throw new IllegalArgumentException("JSON Value of '" + key + "' has another shape");
      }
      inner = inner.get(0);
    }
    TType tensor =
        switch (info.getDtype()) {
          case DT_FLOAT -> TFloat32.tensorOf(Shape.of(sizes));
          case DT_UINT8 -> TUint8.tensorOf(Shape.of(sizes));
          default -> TBool.tensorOf(Shape.of(sizes));
        };
    fill(tensor, nested, 0);
    return tensor;
  }

  /** Writes leaves in order; returns the index after the last. */
  private static long fill(TType tensor, JsonNode node, long index) {
    if (node.isArray()) {
      long next = index;
      for (JsonNode part : node) {
        next = fill(tensor, part, next);
      }
      return next;
    }
    if (tensor instanceof TFloat32) {
      tensor.asRawTensor().data().asFloats().setFloat(node.floatValue(), index);
    } else {
      int value = node.isBoolean() ? (node.booleanValue() ? 1 : 0) : node.intValue();
      tensor.asRawTensor().data().setByte((byte) value, index);
    }
    return index + 1;
  }

  private static void answerNoJson(HttpExchange exchange) throws IOException {
    send(exchange, 502, "<html>Bad Gateway</html>");
  }

  private static void answer(HttpExchange exchange, JsonNode body) throws IOException {
    send(exchange, 200, body.toString());
  }

  private static void refuse(HttpExchange exchange, int status, String error) throws IOException {
    send(exchange, status, JSON.createObjectNode().put("error", error).toString());
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    bundle.close();
  }
}
