package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Latent overshooting: priors that reach several steps ahead of a posterior. Source:
 * google-research/dreamer {@code tools/overshooting.py}.
 *
 * <p>From the posterior before each step the prior is rolled out under the recorded actions; the
 * prior at distance d of step t is compared with the posterior of step t + d. Steps beyond a
 * sequence's end have no posterior: there the reference divides 0 by 0, here they are left out.
 *
 * @param prior by distance 0 .. D, each [B T, ...]
 * @param posterior what the prior is compared with, by distance, each [B T, ...]
 * @param mask 1 where the posterior exists, by distance, each [B T]
 */
record Overshooting(
    List<RssmState> prior, List<RssmState> posterior, List<Operand<TFloat32>> mask) {

  /** One step of the prior. */
  interface Transition {
    /**
     * The next state.
     *
     * @param previous [N, ...]
     * @param action [N, A]
     * @param distance steps since the posterior
     */
    RssmState next(RssmState previous, Operand<TFloat32> action, int distance);
  }

  /**
   * Rolls out from every step.
   *
   * @param posterior [B, T, ...]
   * @param action [B, T, A]
   * @param distance D, the longest prediction after the first
   */
  static Overshooting of(
      Net net, RssmState posterior, Operand<TFloat32> action, int distance, Transition transition) {
    List<RssmState> priors = new ArrayList<>();
    List<RssmState> targets = new ArrayList<>();
    List<Operand<TFloat32>> masks = new ArrayList<>();
    Shift shift = new Shift(net, action.shape().get(0), action.shape().get(1));
    RssmState state = shift.rows(posterior, -1);
    for (int d = 0; d <= distance; d++) {
      state = transition.next(state, shift.rows(action, d), d);
      priors.add(state);
      targets.add(shift.rows(posterior, d));
      masks.add(shift.mask(d));
    }
    return new Overshooting(priors, targets, masks);
  }

  /** Sequences moved in time, zero where they have moved from. */
  private record Shift(Net net, long size, long length) {
    RssmState rows(RssmState sequence, int by) {
      return new RssmState(
          rows(sequence.mean(), by),
          rows(sequence.stddev(), by),
          rows(sequence.sample(), by),
          rows(sequence.belief(), by));
    }

    /** Step t becomes what step t + by was, as rows [B T, width]. */
    Operand<TFloat32> rows(Operand<TFloat32> sequence, int by) {
      var tf = net.tf();
      long width = sequence.shape().get(2);
      int moved = Math.toIntExact(Math.min(Math.abs(by), length));
      int kept = Math.toIntExact(length - moved);
      Operand<TFloat32> rest =
          tf.slice(
              sequence,
              tf.constant(new int[] {0, by > 0 ? moved : 0, 0}),
              tf.constant(new int[] {-1, kept, -1}));
      int[][] padding = {{0, 0}, by > 0 ? new int[] {0, moved} : new int[] {moved, 0}, {0, 0}};
      return net.reshape(tf.pad(rest, tf.constant(padding), net.constant(0)), size * length, width);
    }

    Operand<TFloat32> mask(int by) {
      float[] mask = new float[Math.toIntExact(size * length)];
      for (int i = 0; i < mask.length; i++) {
        mask[i] = i % length + by < length ? 1 : 0;
      }
      return net.tf().dtypes.cast(net.tf().constant(mask), net.type());
    }
  }
}
