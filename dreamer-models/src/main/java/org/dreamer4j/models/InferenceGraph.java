package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.dist.Bernoulli;
import org.dreamer4j.models.dist.PolicyDistribution;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * The functions of an agent that is not trained. The first axis of everything fed and fetched is N,
 * the number of rows, draws of noise included.
 */
final class InferenceGraph {
  private static final String SAMPLE = ServedGraph.SAMPLE;
  private static final String BELIEF = ServedGraph.BELIEF;
  private static final String ACTION = ServedGraph.ACTION;
  private static final String RESET = ServedGraph.RESET;
  private static final String EMBED = "embed";
  private static final String VALUE = "value";
  private static final String IMAGE_MEAN = "image_mean";
  private static final String NOISE = "noise_";

  private final Net net;
  private final DreamerConfig config;
  private final Networks networks;
  private final WorldModel world;
  private final Rssm rssm;
  private final Noise noise;
  private final int horizon;
  private final Senses senses;
  private final Pixels pixels;
  private final Placeholder<TFloat32> sample;
  private final Placeholder<TFloat32> belief;
  private final Placeholder<TFloat32> action;
  private final Placeholder<TBool> reset;
  private final Draws draws;
  private final List<ServedFunction> functions = new ArrayList<>();

  InferenceGraph(
      Net net,
      DreamerConfig config,
      EnvironmentSpec spec,
      Networks networks,
      Noise noise,
      int horizon) {
    if (horizon < 1) {
      throw new IllegalArgumentException("horizon must be at least 1, got " + horizon);
    }
    this.net = net;
    this.config = config;
    this.networks = networks;
    this.world = networks.world();
    this.rssm = world.rssm();
    this.noise = noise;
    this.horizon = horizon;
    requireNames();
    senses = Senses.create(net, spec, world.encoder());
    pixels = new Pixels(net, config.data());
    sample = Senses.rows(net, config.model().stateSize());
    belief = Senses.rows(net, config.model().modelSize());
    action = Senses.rows(net, networks.actionSize());
    reset = net.tf().placeholder(TBool.class, Placeholder.shape(Shape.of(-1)));
    draws = new Draws(net, noise, net.rows(sample));
  }

  private void requireNames() {
    Set<String> taken = Set.of(SAMPLE, BELIEF, ACTION, RESET, IMAGE_MEAN);
    Set<String> seen = new java.util.TreeSet<>(world.encoder().keys());
    seen.addAll(world.states().keySet());
    for (String key : seen) {
      if (taken.contains(key) || key.startsWith(NOISE)) {
        throw new IllegalArgumentException(
            "observation '"
                + key
                + "' bears the name of another input or output of an exported model; rename it in"
                + " the environment");
      }
    }
  }

  List<ServedFunction> functions() {
    functions.clear();
    addPolicies();
    addStates();
    addHeads();
    Rollouts rollouts = new Rollouts(net, config, networks, noise, horizon);
    functions.add(rollouts.underActions(sample, belief));
    networks.actor().ifPresent(a -> functions.add(rollouts.underActor(sample, belief, a)));
    return functions;
  }

  private void addPolicies() {
    Operand<TFloat32> clean = world.encoder().embed(senses.sensedWithoutNoise(pixels));
    RssmState prior = prior();
    Operand<TFloat32> none = net.constant(0);
    RssmState mean = rssm.correct(prior, clean, none).withoutNoise();
    networks
        .actor()
        .ifPresent(
            actor -> {
              Operand<TFloat32> chosen = actor.distribution(mean.feature(net)).withoutNoise(net);
              addPolicy(ServedGraph.POLICY, "acts without noise", mean, chosen, Map.of());
              addNoisyPolicies(prior, actor);
            });
    Map<String, Operand<?>> seen = observations();
    add("encode", "encoder, without noise", seen, Map.of(), Map.of(EMBED, clean));
  }

  private void addNoisyPolicies(RssmState prior, ActionHead actor) {
    Operand<TFloat32> noisy = world.encoder().embed(senses.sensed(pixels, noise, "policy/image"));
    RssmState state = rssm.correct(prior, noisy, normal("policy/posterior"));
    PolicyDistribution policy = actor.distribution(state.feature(net));
    long actions = networks.actionSize();
    Map<String, Operand<?>> ofState = new LinkedHashMap<>();
    if (senses.image() != null && pixels.drawsNoise()) {
      ofState.put(NOISE + Observation.IMAGE, noise.get("policy/image"));
    }
    ofState.put(NOISE + SAMPLE, noise.get("policy/posterior"));
    int many = PolicyDistribution.SAMPLES;
    Operand<TFloat32> ofModes = draws.of(policy.noise(), "policy/mode", -1, many, actions);
    Operand<TFloat32> samplesFirst =
        net.tf().linalg.transpose(ofModes, net.tf().constant(new int[] {1, 0, 2}));
    Map<String, Operand<?>> ofMode = new LinkedHashMap<>(ofState);
    ofMode.put(NOISE + ACTION, ofModes);
    addPolicy(
        ServedGraph.POLICY_MODE,
        "takes the actor's most likely action, of 100 samples where there is no formula",
        state,
        policy.mode(net, samplesFirst),
        ofMode);
    Operand<TFloat32> ofAction = draws.of(policy.noise(), "policy/action", -1, actions);
    Map<String, Operand<?>> ofSample = new LinkedHashMap<>(ofState);
    ofSample.put(NOISE + ACTION, ofAction);
    Operand<TFloat32> sampled = policy.sample(net, ofAction);
    addPolicy(ServedGraph.POLICY_SAMPLE, "samples the actor's action", state, sampled, ofSample);
  }

  private void addPolicy(
      String name,
      String meaning,
      RssmState state,
      Operand<TFloat32> chosen,
      Map<String, Operand<?>> noise) {
    Map<String, Operand<?>> inputs = observations();
    inputs.putAll(previous());
    Map<String, Operand<?>> outputs = new LinkedHashMap<>();
    outputs.put(ACTION, net.tf().clipByValue(chosen, net.constant(-1), net.constant(1)));
    outputs.put(SAMPLE, state.sample());
    outputs.put(BELIEF, state.belief());
    add(name, meaning, inputs, noise, outputs);
  }

  private void addStates() {
    Placeholder<TFloat32> embed = Senses.rows(net, world.encoder().embedSize());
    Map<String, Operand<?>> inputs = new LinkedHashMap<>();
    inputs.put(EMBED, embed);
    inputs.putAll(previous());
    RssmState posterior = rssm.correct(prior(), embed, normal("observe"));
    addState("observe", "posterior: one step with an observation", inputs, posterior);
    Map<String, Operand<?>> from = state();
    from.put(ACTION, action);
    RssmState prior =
        rssm.imagine(new RssmState(sample, sample, sample, belief), action, normal("imagine"));
    addState("imagine", "prior: one step without an observation", from, prior);
  }

  private void addState(
      String name, String meaning, Map<String, Operand<?>> inputs, RssmState state) {
    Map<String, Operand<?>> outputs = new LinkedHashMap<>();
    outputs.put("mean", state.mean());
    outputs.put("stddev", state.stddev());
    outputs.put(SAMPLE, state.sample());
    outputs.put(BELIEF, state.belief());
    add(name, meaning, inputs, Map.of(NOISE + SAMPLE, noise.get(name)), outputs);
  }

  private void addHeads() {
    Operand<TFloat32> feature = net.concatLast(sample, belief);
    Map<String, Operand<?>> decoded = new LinkedHashMap<>();
    world
        .decoder()
        .ifPresent(
            decoder -> {
              Operand<TFloat32> mean = decoder.decode(feature);
              decoded.put(Observation.IMAGE, pixels.show(mean));
              decoded.put(IMAGE_MEAN, mean);
            });
    world.states().forEach((key, head) -> decoded.put(key, head.vector(feature)));
    if (!decoded.isEmpty()) {
      add("decode", "observation of a state", state(), Map.of(), decoded);
    }
    addHead(Episode.REWARD, "reward of arriving in a state", world.reward().scalar(feature));
    world
        .pcont()
        .ifPresent(
            head ->
                addHead(
                    Episode.PCONT,
                    "probability to go on, as trained",
                    new Bernoulli(head.scalar(feature)).mean(net)));
    networks.value().ifPresent(head -> addHead(VALUE, "value of a state", head.scalar(feature)));
    networks
        .actor()
        .ifPresent(
            head ->
                addHead(
                    "actor",
                    ACTION,
                    "action without noise in a state",
                    head.distribution(feature).withoutNoise(net)));
  }

  private void addHead(String name, String meaning, Operand<TFloat32> output) {
    addHead(name, name, meaning, output);
  }

  private void addHead(String name, String key, String meaning, Operand<TFloat32> output) {
    add(name, meaning, state(), Map.of(), Map.of(key, output));
  }

  private void add(
      String name,
      String meaning,
      Map<String, Operand<?>> inputs,
      Map<String, Operand<?>> noise,
      Map<String, ? extends Operand<?>> outputs) {
    Map<String, Operand<?>> own = new LinkedHashMap<>();
    // Callers of TensorFlow Java cannot fetch one tensor under two names.
    outputs.forEach(
        (key, output) ->
            own.put(key, own.containsValue(output) ? net.tf().identity(output) : output));
    functions.add(new ServedFunction(name, meaning, inputs, noise, own));
  }

  /** The prior of the step; its sample is never used. */
  private RssmState prior() {
    var tf = net.tf();
    Operand<TBool> anew = tf.expandDims(reset, tf.constant(1));
    Operand<TFloat32> zero = net.constant(0);
    Operand<TFloat32> before = tf.select(anew, zero, sample);
    RssmState state = new RssmState(before, before, before, tf.select(anew, zero, belief));
    return rssm.imagine(state, tf.select(anew, zero, action), zero);
  }

  private Operand<TFloat32> normal(String name) {
    return draws.normal(name, config.model().stateSize());
  }

  private Map<String, Operand<?>> observations() {
    Map<String, Operand<?>> inputs = new LinkedHashMap<>();
    Placeholder<TUint8> image = senses.image();
    if (image != null) {
      inputs.put(Observation.IMAGE, image);
    }
    inputs.putAll(senses.vectors());
    return inputs;
  }

  private Map<String, Operand<?>> state() {
    Map<String, Operand<?>> inputs = new LinkedHashMap<>();
    inputs.put(SAMPLE, sample);
    inputs.put(BELIEF, belief);
    return inputs;
  }

  private Map<String, Operand<?>> previous() {
    Map<String, Operand<?>> inputs = state();
    inputs.put(ACTION, action);
    inputs.put(RESET, reset);
    return inputs;
  }
}
