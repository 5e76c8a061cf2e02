package org.dreamer4j.envs.mujoco;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What a model's XML says about checkered materials; the rest is in the compiled model. */
final class Materials {
  /** Squares along one edge of MuJoCo's checker texture. */
  private static final double SQUARES = 2;

  /**
   * A checker.
   *
   * @param squareSize edge of a square, m
   * @param rgba of one half of the squares
   * @param other of the other half
   */
  record Checker(double squareSize, double[] rgba, double[] other) {}

  private final Map<String, Checker> checkers = new HashMap<>();

  Materials(Document model) {
    Map<String, Element> textures = new HashMap<>();
    for (Element texture : ModelXml.elements(model, "texture")) {
      textures.put(texture.getAttribute("name"), texture);
    }
    for (Element material : ModelXml.elements(model, "material")) {
      addChecker(material, textures);
    }
  }

  /** The checker of a material, if it has one. */
  Optional<Checker> checker(String material) {
    return Optional.ofNullable(checkers.get(material));
  }

  private void addChecker(Element material, Map<String, Element> textures) {
    Element texture = textures.get(material.getAttribute("texture"));
    if (texture != null && texture.getAttribute("builtin").equals("checker")) {
      double repeat = ModelXml.numbers(material, "texrepeat", 1, 1)[0];
      checkers.put(
          material.getAttribute("name"),
          new Checker(
              2 / (SQUARES * repeat),
              opaque(ModelXml.numbers(texture, "rgb1", .8, .8, .8)),
              opaque(ModelXml.numbers(texture, "rgb2", .5, .5, .5))));
    }
  }

  private static double[] opaque(double[] rgb) {
    return new double[] {rgb[0], rgb[1], rgb[2], 1};
  }
}
