package org.dreamer4j.envs.remote;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.envs.remote.protocol.DataType;
import org.dreamer4j.envs.remote.protocol.StepResponse;
import org.dreamer4j.envs.remote.protocol.Tensor;
import org.dreamer4j.envs.remote.protocol.TensorSpec;
import org.dreamer4j.envs.render.ImageScaler;

/**
 * Which of a world's observations are asked for, and what becomes of them: one image, the float
 * vectors and scalars, the reward and, if there is one, the discount.
 */
final class ObservationPlan {
  private static final String DISCOUNT = "discount";
  private static final int CHANNELS = 3;
  private static final int LONGEST_SIDE = 8192;

  /** What images are called, the best name first: ours, the lab's, dm_control's. */
  private static final List<String> IMAGE_NAMES =
      List.of(Observation.IMAGE, "RGB_INTERLEAVED", "pixels");

  /** Keys that episodes have already. */
  private static final Set<String> TAKEN =
      Set.of(Observation.IMAGE, Episode.ACTION, Episode.PCONT, Episode.RETURN, Episode.REWARD_MASK);

  /** Names are parts joined by slashes; no part leads elsewhere, and none spoils a line. */
  private static final Pattern KEY =
      Pattern.compile(
          "(?=.{1,100}$)[^\\p{C}\\p{Zl}\\p{Zp}/\\\\]+(/[^\\p{C}\\p{Zl}\\p{Zp}/\\\\]+)*");

  private static final Pattern UPWARDS = Pattern.compile("(.*/)?\\.{1,2}(/.*)?");

  private record Source(long uid, TensorSpec spec) {}

  private final Map<String, Spec> specs = new LinkedHashMap<>();
  private final Map<String, Source> vectors = new LinkedHashMap<>();
  private final List<String> dropped = new ArrayList<>();
  private final Source image;
  private final Spec.Image imageTo;
  private final Optional<ImageScaler> scaler;
  private final Source reward;
  private final Optional<Source> discount;

  /**
   * Chooses.
   *
   * @param renderSize width and height of the image that is made of the world's
   * @throws RemoteFailure if there is no image or no reward, or one of them has no fixed size
   */
  ObservationPlan(Map<Long, TensorSpec> offered, int renderSize) throws RemoteFailure {
    Map<String, Source> byName = new LinkedHashMap<>();
    for (Map.Entry<Long, TensorSpec> one : new TreeMap<>(offered).entrySet()) {
      byName.put(one.getValue().getName(), new Source(one.getKey(), one.getValue()));
    }
    reward = scalar(byName, Episode.REWARD).orElseThrow(() -> missing(byName, "the reward"));
    discount = scalar(byName, DISCOUNT);
    image = image(byName);
    imageTo = new Spec.Image(renderSize, renderSize, CHANNELS);
    scaler = scaler(image.spec, renderSize);
    byName.values().removeAll(List.of(image, reward));
    discount.ifPresent(byName.values()::remove);
    for (Source source : byName.values()) {
      addVector(source);
    }
    specs.put(Observation.IMAGE, imageTo);
  }

  private static Optional<ImageScaler> scaler(TensorSpec from, int size) throws RemoteFailure {
    Tensors.size(from);
    int height = from.getShape(0);
    int width = from.getShape(1);
    if (Math.max(height, width) > LONGEST_SIDE) {
      throw RemoteFailure.lasting(
          Tensors.describe(from)
              + " is too large, "
              + LONGEST_SIDE
              + " pixels a side are the most");
    }
    return height == size && width == size
        ? Optional.empty()
        : Optional.of(new ImageScaler(height, width, CHANNELS, size));
  }

  private void addVector(Source source) throws RemoteFailure {
    String name = source.spec.getName();
    if (isFloat(source.spec) && source.spec.getShapeCount() <= 1 && isKey(name)) {
      specs.put(name, Spec.Box.unbounded(Tensors.size(source.spec)));
      vectors.put(name, source);
    } else {
      dropped.add(Tensors.describe(source.spec));
    }
  }

  private static boolean isKey(String name) {
    return !TAKEN.contains(name) && KEY.matcher(name).matches() && !UPWARDS.matcher(name).matches();
  }

  private static boolean isFloat(TensorSpec spec) {
    return spec.getDtype() == DataType.FLOAT || spec.getDtype() == DataType.DOUBLE;
  }

  private static Optional<Source> scalar(Map<String, Source> byName, String name)
      throws RemoteFailure {
    Optional<Source> found = Optional.ofNullable(byName.get(name));
    if (found.isPresent()) {
      TensorSpec spec = found.get().spec;
      if (!isFloat(spec) || Tensors.size(spec) != 1) {
        throw RemoteFailure.lasting(Tensors.describe(spec) + " must be one float");
      }
    }
    return found;
  }

  private static Source image(Map<String, Source> byName) throws RemoteFailure {
    List<Source> images = byName.values().stream().filter(source -> isImage(source.spec)).toList();
    if (images.size() == 1) {
      return images.get(0);
    }
    for (String name : IMAGE_NAMES) {
      for (Source source : images) {
        if (source.spec.getName().equals(name)) {
          return source;
        }
      }
    }
    throw missing(byName, "one image (UINT8 [height, width, 3], several need one named 'image')");
  }

  private static boolean isImage(TensorSpec spec) {
    return spec.getDtype() == DataType.UINT8
        && spec.getShapeCount() == 3
        && spec.getShape(2) == CHANNELS
        && spec.getShape(0) != 0
        && spec.getShape(1) != 0;
  }

  private static RemoteFailure missing(Map<String, Source> byName, String what) {
    return RemoteFailure.lasting(
        "the world's observations lack "
            + what
            + ": "
            + byName.values().stream().map(source -> Tensors.describe(source.spec)).toList());
  }

  /** Specs of the observations that are made, vectors in the order of their numbers, then image. */
  Map<String, Spec> specs() {
    return specs;
  }

  /** Observations of the world that nothing is made of, for a message. */
  List<String> dropped() {
    return dropped;
  }

  /** Numbers of the observations to ask for. */
  List<Long> requested(boolean withReward) {
    List<Long> uids = new ArrayList<>(vectors.values().stream().map(Source::uid).toList());
    uids.add(image.uid);
    if (withReward) {
      uids.add(reward.uid);
      discount.ifPresent(source -> uids.add(source.uid));
    }
    return uids;
  }

  /**
   * What the world shows.
   *
   * @throws RemoteFailure if something is missing or does not fit
   */
  Observation observation(StepResponse response) throws RemoteFailure {
    Map<String, Array> arrays = new LinkedHashMap<>();
    for (Map.Entry<String, Source> vector : vectors.entrySet()) {
      float[] values = floats(response, vector.getValue());
      arrays.put(vector.getKey(), new Array.Float32(new int[] {values.length}, values));
    }
    byte[] pixels = Tensors.bytes(tensor(response, image), image.spec);
    byte[] scaled = scaler.isPresent() ? scaler.get().scale(pixels) : pixels;
    arrays.put(Observation.IMAGE, new Array.Uint8(imageTo.shape(), scaled));
    return new Observation(arrays);
  }

  /** The reward of a step. */
  double reward(StepResponse response) throws RemoteFailure {
    return floats(response, reward)[0];
  }

  /** The discount of a step, if the world has one. */
  Optional<Float> discount(StepResponse response) throws RemoteFailure {
    return discount.isPresent()
        ? Optional.of(floats(response, discount.get())[0])
        : Optional.empty();
  }

  private static float[] floats(StepResponse response, Source source) throws RemoteFailure {
    return Tensors.floats(tensor(response, source), source.spec);
  }

  private static Tensor tensor(StepResponse response, Source source) throws RemoteFailure {
    Tensor tensor = response.getObservationsMap().get(source.uid);
    if (tensor == null) {
      throw RemoteFailure.passing(Tensors.describe(source.spec) + " did not come");
    }
    return tensor;
  }
}
