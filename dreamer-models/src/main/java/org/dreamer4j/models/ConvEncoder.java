package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.core.config.ModelConfig;
import org.dreamer4j.models.nn.Conv2d;
import org.dreamer4j.models.nn.LayerNames;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Embeds images by four convolutions 4 x 4 of stride 2 with rectifiers: [N, 64, 64, C] over [31,
 * 31, d], [14, 14, 2 d], [6, 6, 4 d] and [2, 2, 8 d] to [N, 32 d]. Source: google-research/dreamer
 * {@code networks/conv.py}.
 */
final class ConvEncoder {
  private static final int KERNEL = 4;
  private final Net net;
  private final int channels;
  private final List<Conv2d> layers = new ArrayList<>();
  private final long embedSize;

  ConvEncoder(Net net, ModelConfig config, int channels) {
    this.net = net;
    LayerNames names = new LayerNames("graph/encoder");
    this.channels = channels;
    long in = channels;
    for (int i = 0; i < 4; i++) {
      long out = (long) config.convDepth() << i;
      layers.add(new Conv2d(net, names.next("conv2d"), KERNEL, in, out, config.convs()));
      in = out;
    }
    embedSize = 4 * in;
  }

  /**
   * Embeds preprocessed images.
   *
   * @param image [N, 64, 64, C], about -0.5 to 0.5
   * @return [N, {@link #embedSize}]
   * @throws IllegalArgumentException if the image is not 64 x 64 x C
   */
  Operand<TFloat32> embed(Operand<TFloat32> image) {
    Shapes.check("image", image, -1, 64, 64, channels);
    Operand<TFloat32> hidden = image;
    for (Conv2d layer : layers) {
      hidden = layer.applyRectifiedForEven(hidden);
    }
    return net.reshape(hidden, -1, embedSize);
  }

  /** E, size of the embedding. */
  long embedSize() {
    return embedSize;
  }
}
