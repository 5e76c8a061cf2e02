package org.dreamer4j.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * TensorFlow Serving's REST API for one model.
 *
 * <pre>
 * GET  MODEL/metadata   {"metadata": {"signature_def": {"signature_def": {NAME: ...}}}}
 * POST MODEL:predict    {"signature_name": NAME, "inputs": {...}} to {"outputs": {...}}
 * failures              {"error": "..."}
 * </pre>
 */
final class ServingClient {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String model;

  /**
   * A client, not yet connected.
   *
   * @param model e.g. {@code http://localhost:8501/v1/models/walker}, or one of its versions: the
   *     same with {@code /versions/1}
   */
  ServingClient(URI model) {
    this.model = model.toString();
  }

  /**
   * Inputs and outputs of a signature with their dtypes and shapes, as {@code SignatureDef} has
   * them.
   *
   * @throws IOException if the server does not answer, or the model has no such signature
   */
  JsonNode signature(String name) throws IOException {
    HttpRequest request = request("/metadata").GET().build();
    JsonNode all = send(request).at("/metadata/signature_def/signature_def");
    if (!all.has(name)) {
      throw new IOException(model + " has no signature '" + name + "'");
    }
    return all.get(name);
  }

  /**
   * Calls a signature.
   *
   * @param inputs all inputs of the signature as nested arrays, rows first
   * @return the outputs by name; an output that is the only one without its name
   * @throws IOException if the server does not answer, or refuses the call
   */
  JsonNode predict(String signature, ObjectNode inputs) throws IOException {
    ObjectNode body = json.createObjectNode().put("signature_name", signature);
    body.set("inputs", inputs);
    HttpRequest request =
        request(":predict")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    JsonNode outputs = send(request).path("outputs");
    if (outputs.isMissingNode()) {
      throw new IOException(model + " gave no outputs for signature '" + signature + "'");
    }
    return outputs;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(model + path)).timeout(PATIENCE);
  }

  private JsonNode send(HttpRequest request) throws IOException {
    HttpResponse<String> response;
    try {
      response = http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + request.uri());
    } catch (IOException e) {
      throw new IOException(
          "no answer from " + request.uri() + " (" + e + "); is TensorFlow Serving running?", e);
    }
    JsonNode answer = parse(response.body());
    if (response.statusCode() != 200 || answer.has("error")) {
      throw new IOException(
          "%s answered %d: %s"
              .formatted(
                  request.uri(), response.statusCode(), answer.path("error").asText("no reason")));
    }
    return answer;
  }

  private JsonNode parse(String body) {
    try {
      return json.readTree(body);
    } catch (JsonProcessingException e) {
      return json.createObjectNode().put("error", "no JSON: " + body.strip());
    }
  }
}
