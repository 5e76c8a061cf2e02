package org.dreamer4j.examples;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.Spec;
import org.dreamer4j.models.AgentState;
import org.dreamer4j.models.export.DreamerPolicy;

/**
 * Acts with a model that {@code dreamer export} wrote, in a program that needs neither the training
 * nor its environment.
 */
public final class ActWithSavedModel {
  private ActWithSavedModel() {}

  /** Prints an action for each picture: the folder of a model, then 64 x 64 pictures in order. */
  public static void main(String[] args) throws IOException {
    List<Observation> seen = new ArrayList<>();
    for (String file : List.of(args).subList(1, args.length)) {
      seen.add(picture(Path.of(file)));
    }
    act(Path.of(args[0]), seen).forEach(action -> System.out.println(Arrays.toString(action)));
  }

  /** Actions for observations from anywhere, in [-1, 1]; it remembers those before. */
  static List<float[]> act(Path model, Iterable<Observation> observations) throws IOException {
    List<float[]> actions = new ArrayList<>();
    try (DreamerPolicy policy = DreamerPolicy.load(model)) {
      AgentState memory = policy.initialState();
      for (Observation observation : observations) {
        Policy.Decision<AgentState> decision = policy.act(memory, observation);
        memory = decision.state();
        actions.add(decision.action());
      }
    }
    return actions;
  }

  /** A picture as agents see it: RGB bytes, rows first. */
  static Observation picture(Path file) throws IOException {
    BufferedImage picture = ImageIO.read(file.toFile());
    if (picture == null) {
      throw new IOException(file + " is no picture; give PNG files");
    }
    int[] pixels =
        picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    byte[] rgb = new byte[3 * pixels.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (pixels[i / 3] >> (16 - 8 * (i % 3)));
    }
    Spec.Image spec = new Spec.Image(picture.getHeight(), picture.getWidth(), 3);
    return Observation.ofImage(spec, rgb);
  }
}
