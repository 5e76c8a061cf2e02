package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.dist.Bernoulli;
import org.dreamer4j.models.dist.PolicyDistribution.NoiseKind;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Functions that imagine H steps ahead from N states, which their outputs [N, H, ...] exclude. The
 * unroll is static.
 *
 * @param horizon H
 */
record Rollouts(Net net, DreamerConfig config, Networks networks, Noise noise, int horizon) {
  /** Under actions that are fed, [N, H, A]. */
  ServedFunction underActions(Operand<TFloat32> sample, Operand<TFloat32> belief) {
    String name = "imagine_actions";
    Shape shape = Shape.of(-1, horizon, networks.actionSize());
    Placeholder<TFloat32> actions = net.tf().placeholder(net.type(), Placeholder.shape(shape));
    List<Operand<TFloat32>> given = net.unstack(actions, 1);
    Operand<TFloat32> draw = stateNoise(name, sample);
    List<RssmState> states = unroll(sample, belief, draw, (state, h) -> given.get(h));
    Map<String, Operand<?>> inputs = start(sample, belief);
    inputs.put(ServedGraph.ACTION, actions);
    return new ServedFunction(
        name, "prior under given actions", inputs, drawn(draw), outputs(states));
  }

  /** Under actions sampled from the actor. */
  ServedFunction underActor(Operand<TFloat32> sample, Operand<TFloat32> belief, ActionHead actor) {
    String name = "imagine_policy";
    Operand<TFloat32> actionNoise =
        draws(sample).of(actor.noise(), name + "/action", -1, horizon, actor.actionSize());
    List<Operand<TFloat32>> actionDraws = net.unstack(actionNoise, 1);
    Operand<TFloat32> draw = stateNoise(name, sample);
    List<Operand<TFloat32>> actions = new ArrayList<>();
    List<RssmState> states =
        unroll(
            sample,
            belief,
            draw,
            (state, h) -> {
              Operand<TFloat32> feature = state.feature(net);
              actions.add(actor.distribution(feature).sample(net, actionDraws.get(h)));
              return actions.get(h);
            });
    Map<String, Operand<?>> drawn = drawn(draw);
    drawn.put("noise_action", actionNoise);
    Map<String, Operand<?>> outputs = outputs(states);
    outputs.put(ServedGraph.ACTION, net.stack(actions, 1));
    return new ServedFunction(
        name, "prior under the actor's sampled actions", start(sample, belief), drawn, outputs);
  }

  /** What is done in a state at step h. */
  private interface Chooser {
    Operand<TFloat32> choose(RssmState state, int h);
  }

  private List<RssmState> unroll(
      Operand<TFloat32> sample,
      Operand<TFloat32> belief,
      Operand<TFloat32> noises,
      Chooser chooser) {
    List<Operand<TFloat32>> draws = net.unstack(noises, 1);
    List<RssmState> states = new ArrayList<>();
    RssmState state = new RssmState(sample, sample, sample, belief);
    for (int h = 0; h < horizon; h++) {
      Operand<TFloat32> action = chooser.choose(state, h);
      state = networks.world().rssm().imagine(state, action, draws.get(h));
      states.add(state);
    }
    return states;
  }

  private Map<String, Operand<?>> outputs(List<RssmState> states) {
    WorldModel world = networks.world();
    RssmState all = world.rssm().stack(states, 1);
    Operand<TFloat32> feature = net.reshape(all.feature(net), -1, config.model().featureSize());
    Map<String, Operand<?>> outputs = new LinkedHashMap<>();
    outputs.put(ServedGraph.SAMPLE, all.sample());
    outputs.put(ServedGraph.BELIEF, all.belief());
    outputs.put(Episode.REWARD, sequences(world.reward().scalar(feature)));
    world
        .pcont()
        .ifPresent(
            head ->
                outputs.put(
                    Episode.PCONT, sequences(new Bernoulli(head.scalar(feature)).mean(net))));
    networks.value().ifPresent(head -> outputs.put("value", sequences(head.scalar(feature))));
    return outputs;
  }

  private Operand<TFloat32> sequences(Operand<TFloat32> rows) {
    return net.reshape(rows, -1, horizon);
  }

  private Operand<TFloat32> stateNoise(String name, Operand<TFloat32> sample) {
    return draws(sample)
        .of(NoiseKind.NORMAL, name + "/sample", -1, horizon, config.model().stateSize());
  }

  private Draws draws(Operand<TFloat32> sample) {
    return new Draws(net, noise, net.rows(sample));
  }

  private Map<String, Operand<?>> drawn(Operand<TFloat32> stateNoise) {
    Map<String, Operand<?>> drawn = new LinkedHashMap<>();
    drawn.put("noise_sample", stateNoise);
    return drawn;
  }

  private static Map<String, Operand<?>> start(Operand<TFloat32> sample, Operand<TFloat32> belief) {
    Map<String, Operand<?>> inputs = new LinkedHashMap<>();
    inputs.put(ServedGraph.SAMPLE, sample);
    inputs.put(ServedGraph.BELIEF, belief);
    return inputs;
  }
}
