package org.dreamer4j.models.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.proto.SignatureDef;

/** What exported signatures have to do with one another. */
class SignaturesTest {
  private static final int N = 2;
  private static final int S = 3;
  private static final int D = 4;
  private static final int A = 2;
  private static final int H = Exports.HORIZON;
  private static final double TOLERANCE = 1e-5;

  @TempDir private static Path folder;
  private static SavedModelBundle bundle;

  @BeforeAll
  static void export() throws IOException {
    Path version = Exports.of(Kind.FUSION, folder.resolve("model"));
    bundle = SavedModelBundle.load(version.toString(), "serve");
  }

  @AfterAll
  static void close() {
    bundle.close();
  }

  @Test
  void thePolicyWithoutNoiseIsEncoderPosteriorMeanAndActor() {
    Call policy = call("serving_default");
    Map<String, byte[]> acted = run(policy);
    byte[] embed = run(call("encode"), policy.inputs()).get("embed");
    Map<String, byte[]> observed = run(call("observe").with("embed", embed), policy.inputs());
    near(acted.get("sample"), observed.get("mean"));
    near(acted.get("belief"), observed.get("belief"));
    near(acted.get("action"), run(call("actor"), acted).get("action"));
  }

  @Test
  void aSampledStateIsMeanPlusDeviationTimesNoise() {
    Call observe = call("observe_with_noise");
    Map<String, byte[]> observed = run(observe);
    float[] mean = Floats.of(observed.get("mean"));
    float[] stddev = Floats.of(observed.get("stddev"));
    float[] noise = Floats.of(observe.inputs().get("noise_sample"));
    float[] expected = new float[N * S];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = mean[i] + stddev[i] * noise[i];
    }
    near(Floats.toBytes(expected), observed.get("sample"));
  }

  @Test
  void aRowThatStartsAnewForgetsItsState() {
    Call policy = call("serving_default");
    Map<String, byte[]> kept = run(policy.with("reset", new byte[] {0, 0}));
    Map<String, byte[]> reset = run(policy.with("reset", new byte[] {1, 0}));
    Call fresh = policy.with("reset", new byte[] {0, 0});
    for (String name : new String[] {"sample", "belief", "action"}) {
      byte[] zeroed = policy.inputs().get(name).clone();
      Arrays.fill(zeroed, 0, zeroed.length / N, (byte) 0);
      fresh = fresh.with(name, zeroed);
    }
    Map<String, byte[]> expected = run(fresh);
    expected.forEach((name, bytes) -> assertArrayEquals(bytes, reset.get(name), name));
    assertFalse(Arrays.equals(kept.get("belief"), reset.get("belief")), "the state matters");
  }

  @Test
  void aStateThatIsNoNumberDoesNotOutliveAReset() {
    Call policy = call("serving_default").with("reset", new byte[] {1, 1});
    float[] broken = new float[N * D];
    Arrays.fill(broken, Float.NaN);
    Map<String, byte[]> acted = run(policy.with("belief", Floats.toBytes(broken)));
    assertArrayEquals(run(policy).get("action"), acted.get("action"));
  }

  @Test
  void aRolloutIsRepeatedSteps() {
    Call rollout = call("imagine_actions_with_noise");
    Map<String, byte[]> imagined = run(rollout);
    Map<String, byte[]> state = new HashMap<>(rollout.inputs());
    for (int h = 0; h < H; h++) {
      Call step =
          call("imagine_with_noise")
              .with("action", at(rollout.inputs().get("action"), h, A))
              .with("noise_sample", at(rollout.inputs().get("noise_sample"), h, S));
      state = run(step.with("sample", state.get("sample")).with("belief", state.get("belief")));
      near(state.get("sample"), at(imagined.get("sample"), h, S));
      near(state.get("belief"), at(imagined.get("belief"), h, D));
      for (String head : new String[] {"reward", "pcont", "value"}) {
        near(run(call(head), state).get(head), at(imagined.get(head), h, 1));
      }
    }
  }

  @Test
  void aRolloutUnderTheActorIsOneUnderItsActions() {
    Call rollout = call("imagine_policy_with_noise");
    Map<String, byte[]> imagined = run(rollout);
    Map<String, byte[]> from = new HashMap<>(rollout.inputs());
    from.put("action", imagined.get("action"));
    Map<String, byte[]> given = run(call("imagine_actions_with_noise"), from);
    given.forEach((name, bytes) -> near(bytes, imagined.get(name)));
    assertEquals(N * H * A, Floats.of(imagined.get("action")).length);
  }

  @Test
  void imagesAreShownInWholeLevels() {
    Map<String, byte[]> decoded = run(call("decode"));
    float[] mean = Floats.of(decoded.get("image_mean"));
    byte[] image = decoded.get("image");
    assertEquals(N * 64 * 64 * 3, image.length);
    for (int i = 0; i < image.length; i++) {
      double level = Math.max(0, Math.min(255, Math.floor(256 * (mean[i] + 0.5f))));
      assertEquals((int) level, image[i] & 0xff);
    }
  }

  private static Call call(String signature) {
    SignatureDef definition = bundle.metaGraphDef().getSignatureDefOrThrow(signature);
    return Call.random(definition, N, 11);
  }

  private static Map<String, byte[]> run(Call call) {
    return call.run(bundle.session());
  }

  /** Runs a call with those of some tensors that it takes. */
  private static Map<String, byte[]> run(Call call, Map<String, byte[]> tensors) {
    Call changed = call;
    for (String name : call.inputs().keySet()) {
      if (tensors.containsKey(name)) {
        changed = changed.with(name, tensors.get(name));
      }
    }
    return run(changed);
  }

  /** Step h of sequences [N, H, size]. */
  private static byte[] at(byte[] sequences, int h, int size) {
    byte[] out = new byte[N * size * 4];
    for (int n = 0; n < N; n++) {
      System.arraycopy(sequences, (n * H + h) * size * 4, out, n * size * 4, size * 4);
    }
    return out;
  }

  private static void near(byte[] expected, byte[] actual) {
    float[] floats = Floats.of(expected);
    assertArrayEquals(floats, Floats.of(actual), (float) TOLERANCE);
    for (float value : floats) {
      assertFalse(Float.isNaN(value));
    }
  }
}
