package org.dreamer4j.cli.dream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalDouble;

/** A report as a program reads it; an undefined figure is null. */
public final class ReportJson {
  private ReportJson() {}

  /** One JSON object. */
  public static ObjectNode of(DreamReport report) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("task", report.task());
    root.put("updates", report.updates());
    root.put("episodes", report.episodes());
    root.put("mean_return", report.meanReturn());
    root.put("context", report.context());
    root.put("samples", report.samples());
    root.set("first_rows", horizon(report.first()));
    report.later().ifPresent(later -> root.set("random_rows", horizon(later)));
    ObjectNode returns = root.putObject("returns");
    for (DreamReport.Returns one : report.returns()) {
      ObjectNode node = returns.putObject(one.name());
      correlation(node, one.correlation());
      put(node, "low", one.correlation().low());
      put(node, "high", one.correlation().high());
      node.put("predicted_mean", one.predicted());
      node.put("real_mean", one.real());
    }
    return root;
  }

  private static ObjectNode horizon(DreamReport.Horizon horizon) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("sequences", horizon.windows());
    node.put("length", horizon.length());
    ArrayNode steps = node.putArray("steps");
    for (DreamReport.Step step : horizon.steps()) {
      ObjectNode row = steps.addObject();
      row.put("step", step.step());
      row.put("image_rmse_predicted", step.open());
      row.put("image_rmse_repeated", step.repeated());
      row.put("image_rmse_reconstructed", step.closed());
      correlation(row.putObject("reward_predicted"), step.reward());
      correlation(row.putObject("reward_reconstructed"), step.seenReward());
    }
    return node;
  }

  private static void correlation(ObjectNode node, Correlation correlation) {
    node.put("n", correlation.pairs());
    put(node, "correlation", correlation.pearson());
    put(node, "r2", correlation.r2());
  }

  private static void put(ObjectNode node, String key, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(key, value.getAsDouble());
    } else {
      node.putNull(key);
    }
  }
}
