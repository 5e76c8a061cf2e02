package org.dreamer4j.models.export;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dreamer4j.models.ServedFunction;
import org.dreamer4j.models.ServedGraph;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** Graphs as SavedModels hold them. */
final class Signatures {
  static final String METHOD = "tensorflow/serving/predict";

  /** What is added to the name of a signature that draws noise for the one that is fed it. */
  static final String WITH_NOISE = "_with_noise";

  private Signatures() {}

  /** A graph with its signatures under a tag, without the nodes they do not need. */
  static MetaGraphDef of(Graph graph, ServedGraph served, String tag) {
    MetaGraphDef.Builder meta = MetaGraphDef.newBuilder();
    meta.setMetaInfoDef(
        MetaGraphDef.MetaInfoDef.newBuilder()
            .addTags(tag)
            .setTensorflowVersion(TensorFlow.version()));
    meta.setGraphDef(GraphDefs.keep(graph.toGraphDef(), roots(served)));
    meta.setSaverDef(
        SaverDef.newBuilder()
            .setFilenameTensorName(tensor(served.prefix()))
            .setSaveTensorName(tensor(served.saved()))
            .setRestoreOpName(served.restore().op().name())
            .setVersion(SaverDef.CheckpointFormatVersion.V2));
    meta.putAllSignatureDef(of(served.functions()));
    return meta.build();
  }

  /** Signatures by name. */
  private static Map<String, SignatureDef> of(List<ServedFunction> functions) {
    Map<String, SignatureDef> out = new LinkedHashMap<>();
    for (ServedFunction function : functions) {
      SignatureDef signature =
          SignatureDef.newBuilder()
              .setMethodName(METHOD)
              .putAllInputs(infos(function.inputs()))
              .putAllOutputs(infos(function.outputs()))
              .build();
      out.put(function.name(), signature);
      if (!function.noise().isEmpty()) {
        out.put(
            function.name() + WITH_NOISE,
            signature.toBuilder().putAllInputs(infos(function.noise())).build());
      }
    }
    return out;
  }

  private static Set<String> roots(ServedGraph served) {
    Set<String> roots = new HashSet<>();
    for (ServedFunction function : served.functions()) {
      for (var operands : List.of(function.inputs(), function.noise(), function.outputs())) {
        operands.values().forEach(operand -> roots.add(operand.op().name()));
      }
    }
    roots.add(served.prefix().op().name());
    roots.add(served.saved().op().name());
    roots.add(served.restore().op().name());
    return roots;
  }

  private static Map<String, TensorInfo> infos(Map<String, ? extends Operand<?>> operands) {
    Map<String, TensorInfo> out = new LinkedHashMap<>();
    operands.forEach((name, operand) -> out.put(name, info(operand)));
    return out;
  }

  private static TensorInfo info(Operand<?> operand) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : operand.shape().asArray()) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return TensorInfo.newBuilder()
        .setName(tensor(operand))
        .setDtype(operand.asOutput().dataType())
        .setTensorShape(shape)
        .build();
  }

  private static String tensor(Operand<?> operand) {
    return operand.op().name() + ":" + operand.asOutput().index();
  }
}
