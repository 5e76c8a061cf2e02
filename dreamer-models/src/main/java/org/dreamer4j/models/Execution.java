package org.dreamer4j.models;

import java.util.List;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * How the session runs graphs.
 *
 * @param optimizeGraph whether TensorFlow rewrites graphs before the first run: later runs are
 *     faster, the first is slower
 * @param threads threads for one op; 0 takes all cores. With 1 all ops run one after another, too,
 *     so that equal inputs give equal bits. Of all sessions of a process the first decides how many
 *     threads an op has
 * @param device what they run on
 */
public record Execution(boolean optimizeGraph, int threads, Device device) {
  /** For training: all cores, optimized graphs. */
  public static final Execution DEFAULT = new Execution(true, 0, Device.ANY);

  /** For short lives and tests: no optimization. */
  public static final Execution QUICK_START = new Execution(false, 0, Device.ANY);

  /** The same for a session of TensorFlow. */
  public ConfigProto toProto() {
    return toProto(RewriterConfig.newBuilder());
  }

  /**
   * The same for a session of TensorFlow.
   *
   * @param mixedPrecision whether GPUs multiply in half precision; needs graphs to be optimized
   */
  ConfigProto toProto(boolean mixedPrecision) {
    return toProto(
        mixedPrecision && optimizeGraph
            ? mixedPrecision("auto_mixed_precision")
            : RewriterConfig.newBuilder());
  }

  /**
   * The passes of mixed precision, named one by one: with TensorFlow 2.18's own choice the process
   * aborts in the first of them.
   *
   * @param pass that makes operations half precise
   */
  static RewriterConfig.Builder mixedPrecision(String pass) {
    return RewriterConfig.newBuilder()
        .addAllOptimizers(List.of(pass, "constfold", "arithmetic", "remap", "dependency"));
  }

  private ConfigProto toProto(RewriterConfig.Builder rewriter) {
    ConfigProto.Builder proto =
        ConfigProto.newBuilder().setAllowSoftPlacement(true).setIntraOpParallelismThreads(threads);
    if (threads == 1) {
      // On the caller's thread: in whatever order ops end, sums would differ in the last bit.
      proto.setInterOpParallelismThreads(-1);
    }
    device.into(proto);
    GraphOptions.Builder graph = GraphOptions.newBuilder();
    if (!optimizeGraph) {
      graph.setOptimizerOptions(
          OptimizerOptions.newBuilder().setOptLevel(OptimizerOptions.Level.L0));
      rewriter.setDisableMetaOptimizer(true);
    }
    return proto.setGraphOptions(graph.setRewriteOptions(rewriter)).build();
  }
}
