package org.dreamer4j.models;

import static org.dreamer4j.models.OpenLoopRun.A;
import static org.dreamer4j.models.OpenLoopRun.D;
import static org.dreamer4j.models.OpenLoopRun.N;
import static org.dreamer4j.models.OpenLoopRun.S;
import static org.dreamer4j.models.OpenLoopRun.join;

import java.util.Arrays;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.dreamer4j.models.dist.PolicyDistribution;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Single steps of the RSSM, the actor and the heads, built beside what is tested. */
final class OpenLoopStep {
  private final OpenLoopRun run;
  private final Net net;
  private final Placeholder<TFloat32> sample;
  private final Placeholder<TFloat32> belief;
  private final Placeholder<TFloat32> action;
  private final Placeholder<TFloat32> draw;
  private final Placeholder<TFloat32> actionDraw;
  private final Placeholder<TFloat32> modeDraw;
  private final RssmState next;
  private final Operand<TFloat32> sampled;
  private final Operand<TFloat32> mode;
  private final Operand<TFloat32> reward;
  private final Operand<TFloat32> value;

  OpenLoopStep(OpenLoopRun run) {
    this.run = run;
    DreamerGraph graph = run.agent.graph();
    Ops tf = Ops.create(graph.train().update().op().env());
    net = new Net(tf, graph.variables(), TFloat32.class);
    sample = placeholder(-1, S);
    belief = placeholder(-1, D);
    action = placeholder(-1, A);
    draw = placeholder(-1, S);
    actionDraw = placeholder(-1, A);
    modeDraw = placeholder(PolicyDistribution.SAMPLES, -1, A);
    RssmState state = new RssmState(sample, sample, sample, belief);
    Operand<TFloat32> feature = state.feature(net);
    Networks networks = graph.networks();
    next = networks.world().rssm().imagine(state, action, draw);
    PolicyDistribution policy = networks.actor().orElseThrow().distribution(feature);
    sampled = policy.sample(net, actionDraw);
    mode = policy.mode(net, modeDraw);
    reward = networks.world().reward().scalar(feature);
    value = networks.value().orElseThrow().scalar(feature);
  }

  float[] imagine(float[] from, float[] chosen, float[] eps) {
    try (TFloat32 a = Tensors.floats(chosen, N, A);
        TFloat32 e = Tensors.floats(eps, N, S)) {
      return fetch(runner().feed(action, a).feed(draw, e), from, next.sample(), next.belief());
    }
  }

  float[] act(Planner planner, float[] from, int k) {
    boolean best = planner == Planner.POLICY_MODE;
    int samples = PolicyDistribution.SAMPLES;
    try (TFloat32 e =
        best
            ? Tensors.floats(run.draw("mode", k, samples * A), samples, N, A)
            : Tensors.floats(run.draw("action", k, A), N, A)) {
      return fetch(runner().feed(best ? modeDraw : actionDraw, e), from, best ? mode : sampled);
    }
  }

  /** Rewards [N], then values [N]. */
  float[] heads(float[] from) {
    return fetch(runner(), from, reward, value);
  }

  @SafeVarargs
  private float[] fetch(Session.Runner runner, float[] from, Operand<TFloat32>... fetches) {
    try (TFloat32 s = Tensors.floats(Arrays.copyOf(from, N * S), N, S);
        TFloat32 b = Tensors.floats(Arrays.copyOfRange(from, N * S, N * (S + D)), N, D)) {
      runner.feed(sample, s).feed(belief, b);
      for (Operand<TFloat32> fetch : fetches) {
        runner.fetch(fetch);
      }
      float[] out = new float[0];
      try (Result result = runner.run()) {
        for (int i = 0; i < fetches.length; i++) {
          out = join(out, Tensors.toFloats(result.get(i)));
        }
      }
      return out;
    }
  }

  private Session.Runner runner() {
    return run.agent.session().runner();
  }

  private Placeholder<TFloat32> placeholder(long... shape) {
    return net.tf().placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
  }
}
