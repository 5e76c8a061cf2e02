package org.dreamer4j.envs.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.dreamer4j.core.EnvironmentLostException;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Printable;
import org.dreamer4j.core.Spec;
import org.dreamer4j.envs.remote.protocol.ActionObservationSpecs;
import org.dreamer4j.envs.remote.protocol.DataType;
import org.dreamer4j.envs.remote.protocol.EnvironmentStateType;
import org.dreamer4j.envs.remote.protocol.StepRequest;
import org.dreamer4j.envs.remote.protocol.StepResponse;
import org.dreamer4j.envs.remote.protocol.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What servers of strangers may send: it is refused in one line, or it fits the spec. */
@Timeout(60)
class HostileServerTest {
  private static final int MUTANTS = 4000;
  private static final int RENDER_SIZE = 8;

  private static byte[] mutant(byte[] whole, SplittableRandom random) {
    byte[] mutant = whole.clone();
    for (int left = random.nextInt(1, 4); left > 0; left--) {
      int at = random.nextInt(mutant.length);
      mutant[at] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) random.nextInt(256);
            case 1 -> (byte) (mutant[at] ^ 1 << random.nextInt(8));
            case 2 -> (byte) 0xff;
            default -> 0;
          };
    }
    return mutant;
  }

  private static void assertOneLine(RemoteFailure e) {
    assertTrue(Printable.is(String.valueOf(e.getMessage())), e.getMessage());
    assertTrue(e.getMessage().length() < 1000, e.getMessage());
  }

  @Test
  void damagedSpecsAreRefusedOrUnderstood() {
    byte[] whole = new ToyWorld().specs().toByteArray();
    SplittableRandom random = new SplittableRandom(8);
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      try {
        ActionObservationSpecs specs = ActionObservationSpecs.parseFrom(mutant(whole, random));
        EnvironmentSpec spec = WorldSpec.of(specs, RENDER_SIZE).environment();
        assertTrue(spec.action().size() <= 1 << 20, spec.toString());
        spec.observation().keySet().forEach(key -> assertTrue(Printable.is(key), key));
      } catch (InvalidProtocolBufferException e) {
        refused++;
      } catch (RemoteFailure e) {
        assertOneLine(e);
        refused++;
      }
    }
    assertTrue(refused > MUTANTS / 10, refused + " refused");
  }

  @Test
  void damagedStepsAreRefusedOrFitTheSpec() throws RemoteFailure {
    ToyWorld world = new ToyWorld();
    WorldSpec spec = WorldSpec.of(world.specs(), RENDER_SIZE);
    Map<Long, Tensor> shown = world.show(StepRequest.getDefaultInstance(), 3);
    byte[] whole = Messages.stepped(EnvironmentStateType.RUNNING, shown).getStep().toByteArray();
    SplittableRandom random = new SplittableRandom(9);
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      try {
        StepResponse step = StepResponse.parseFrom(mutant(whole, random));
        assertTrue(Double.isFinite(spec.observations().reward(step)));
        assertFits(spec.environment(), spec.observations().observation(step));
      } catch (InvalidProtocolBufferException e) {
        refused++;
      } catch (RemoteFailure e) {
        assertOneLine(e);
        refused++;
      }
    }
    assertTrue(refused > MUTANTS / 10, refused + " refused");
  }

  private static void assertFits(EnvironmentSpec spec, Observation observation) {
    assertEquals(spec.observation().keySet(), observation.arrays().keySet());
    spec.observation()
        .forEach(
            (key, value) -> {
              assertArrayEquals(value.shape(), observation.get(key).shape(), key);
              if (value instanceof Spec.Box) {
                for (float number : observation.get(key).toFloats()) {
                  assertTrue(Float.isFinite(number), key + " is " + number);
                }
              }
            });
  }

  @Test
  void anAnswerThatDripsInByteByByteEndsWithTheDeadline() throws IOException {
    try (LoopbackServer server = new LoopbackServer(LargeWorld::new);
        DrippingProxy proxy = new DrippingProxy(server.port());
        RemoteEnvironment environment =
            new RemoteEnvironment(
                RemoteAddress.parse("127.0.0.1:" + proxy.port()),
                new Servers(),
                new RemoteEnvironment.Terms(Patience.REAL, Duration.ofSeconds(5), RENDER_SIZE),
                1)) {
      environment.reset();
      proxy.drip();
      EnvironmentLostException loss =
          assertThrows(EnvironmentLostException.class, () -> environment.step(new float[] {0, 0}));
      assertTrue(
          loss.getMessage().endsWith("no answer within 5 s (remote_deadline)"), loss.getMessage());
      assertTrue(proxy.dripped() > 100, "it was on its way");
    }
  }

  /** Shows images of a megabyte. */
  private static final class LargeWorld extends ToyWorld {
    private static final int SIZE = 600;

    LargeWorld() {
      observations.put(IMAGE, Messages.spec("image", DataType.UINT8, SIZE, SIZE, 3));
    }

    @Override
    Map<Long, Tensor> show(StepRequest request, int number) {
      Map<Long, Tensor> shown = super.show(request, number);
      shown.put(IMAGE, Messages.bytes(new byte[SIZE * SIZE * 3], SIZE, SIZE, 3));
      return shown;
    }
  }
}
