package org.dreamer4j.models;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * How the session runs graphs.
 *
 * @param optimizeGraph whether TensorFlow rewrites graphs before the first run: later runs are
 *     faster, the first is slower
 * @param threads threads for one op; 0 takes all cores
 */
public record Execution(boolean optimizeGraph, int threads) {
  /** For training: all cores, optimized graphs. */
  public static final Execution DEFAULT = new Execution(true, 0);

  /** For short lives and tests: no optimization. */
  public static final Execution QUICK_START = new Execution(false, 0);

  /** The same for a session of TensorFlow. */
  public ConfigProto toProto() {
    ConfigProto.Builder proto =
        ConfigProto.newBuilder().setAllowSoftPlacement(true).setIntraOpParallelismThreads(threads);
    if (!optimizeGraph) {
      proto.setGraphOptions(
          GraphOptions.newBuilder()
              .setOptimizerOptions(
                  OptimizerOptions.newBuilder().setOptLevel(OptimizerOptions.Level.L0))
              .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)));
    }
    return proto.build();
  }
}
