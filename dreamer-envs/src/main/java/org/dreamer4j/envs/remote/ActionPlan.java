package org.dreamer4j.envs.remote;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dreamer4j.core.Spec;
import org.dreamer4j.envs.remote.protocol.DataType;
import org.dreamer4j.envs.remote.protocol.Tensor;
import org.dreamer4j.envs.remote.protocol.TensorSpec;

/** How actions are sent to a world. */
sealed interface ActionPlan permits ActionPlan.Continuous, ActionPlan.Choice, LabActions {
  /** Most choices of a discrete action. */
  int MOST_CHOICES = 10_000;

  /** What an agent gives. */
  Spec spec();

  /** What the world gets: a tensor for each of its actions. */
  Map<Long, Tensor> tensors(float[] action);

  /**
   * Float vectors with finite bounds become one vector; a single integer with bounds, a choice; the
   * native actions of DeepMind Lab, the reference's nine.
   *
   * @throws RemoteFailure if the actions are none of these
   */
  static ActionPlan of(Map<Long, TensorSpec> offered) throws RemoteFailure {
    Map<Long, TensorSpec> actions = new TreeMap<>(offered);
    Optional<LabActions> lab = LabActions.of(actions);
    if (lab.isPresent()) {
      return lab.get();
    }
    List<TensorSpec> specs = List.copyOf(actions.values());
    if (!specs.isEmpty() && specs.stream().allMatch(ActionPlan::isFloat)) {
      return Continuous.of(actions);
    }
    if (specs.size() == 1 && Integers.isInteger(specs.get(0).getDtype())) {
      return Choice.of(actions.keySet().iterator().next(), specs.get(0));
    }
    throw RemoteFailure.lasting(
        "the world takes "
            + specs.stream().map(Tensors::describe).toList()
            + ", but only float vectors or one integer can be given");
  }

  private static boolean isFloat(TensorSpec spec) {
    return (spec.getDtype() == DataType.FLOAT || spec.getDtype() == DataType.DOUBLE)
        && spec.getShapeCount() <= 1;
  }

  /**
   * One vector for all float actions, in the order of their numbers.
   *
   * @param low bounds of all elements as the server gave them, wider than floats
   */
  record Continuous(Map<Long, TensorSpec> parts, double[] low, double[] high)
      implements ActionPlan {
    private static Continuous of(Map<Long, TensorSpec> parts) throws RemoteFailure {
      double[] low = new double[0];
      double[] high = new double[0];
      for (TensorSpec part : parts.values()) {
        low = join(low, bounds(part.getMin(), part));
        high = join(high, bounds(part.getMax(), part));
      }
      for (int i = 0; i < low.length; i++) {
        if ((float) low[i] > (float) high[i]) {
          throw RemoteFailure.lasting(
              "action element " + i + " may lie in [" + low[i] + ", " + high[i] + "]: nowhere");
        }
      }
      return new Continuous(parts, low, high);
    }

    private static double[] bounds(TensorSpec.Value value, TensorSpec part) throws RemoteFailure {
      double[] bounds = Tensors.bounds(value, part, Tensors.size(part)).orElse(new double[0]);
      if (bounds.length == 0 || !Arrays.stream(bounds).allMatch(b -> Float.isFinite((float) b))) {
        throw RemoteFailure.lasting(
            Tensors.describe(part) + " has no finite bounds; the server must give min and max");
      }
      return bounds;
    }

    private static double[] join(double[] first, double[] second) {
      double[] joined = Arrays.copyOf(first, first.length + second.length);
      System.arraycopy(second, 0, joined, first.length, second.length);
      return joined;
    }

    @Override
    public Spec spec() {
      float[] lowest = new float[low.length];
      float[] highest = new float[high.length];
      for (int i = 0; i < low.length; i++) {
        lowest[i] = (float) low[i];
        highest[i] = (float) high[i];
      }
      return new Spec.Box(lowest, highest);
    }

    @Override
    public Map<Long, Tensor> tensors(float[] action) {
      Map<Long, Tensor> tensors = new LinkedHashMap<>();
      int at = 0;
      for (Map.Entry<Long, TensorSpec> part : parts.entrySet()) {
        TensorSpec one = part.getValue();
        Tensor.Builder tensor = Tensor.newBuilder().addAllShape(one.getShapeList());
        int size = one.getShapeCount() == 0 ? 1 : one.getShape(0);
        for (int i = 0; i < size; i++, at++) {
          double value = Math.min(Math.max(action[at], low[at]), high[at]);
          if (one.getDtype() == DataType.FLOAT) {
            tensor.getFloatsBuilder().addArray((float) value);
          } else {
            tensor.getDoublesBuilder().addArray(value);
          }
        }
        tensors.put(part.getKey(), tensor.build());
      }
      return tensors;
    }
  }

  /** A choice for one integer; the first one is its smallest value. */
  record Choice(long uid, TensorSpec integer, long first, Spec.Discrete spec)
      implements ActionPlan {
    private static Choice of(long uid, TensorSpec integer) throws RemoteFailure {
      if (Tensors.size(integer) != 1) {
        throw RemoteFailure.lasting(Tensors.describe(integer) + " must be a single integer");
      }
      Optional<double[]> min = Tensors.bounds(integer.getMin(), integer, 1);
      Optional<double[]> max = Tensors.bounds(integer.getMax(), integer, 1);
      if (min.isEmpty() || max.isEmpty()) {
        throw RemoteFailure.lasting(
            Tensors.describe(integer) + " has no bounds; the server must give min and max");
      }
      double choices = max.get()[0] - min.get()[0] + 1;
      if (!(choices >= 1 && choices <= MOST_CHOICES)) {
        throw RemoteFailure.lasting(
            Tensors.describe(integer)
                + " goes from "
                + (long) min.get()[0]
                + " to "
                + (long) max.get()[0]
                + "; there must be 1 to "
                + MOST_CHOICES
                + " choices");
      }
      return new Choice(uid, integer, (long) min.get()[0], new Spec.Discrete((int) choices));
    }

    @Override
    public Map<Long, Tensor> tensors(float[] action) {
      return Map.of(uid, Integers.tensor(first + chosen(action), integer));
    }
  }

  /** Index of the largest element, the first one if there are several. */
  static int chosen(float[] action) {
    int choice = 0;
    for (int i = 1; i < action.length; i++) {
      if (action[i] > action[choice]) {
        choice = i;
      }
    }
    return choice;
  }
}
