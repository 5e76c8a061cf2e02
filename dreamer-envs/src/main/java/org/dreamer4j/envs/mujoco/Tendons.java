package org.dreamer4j.envs.mujoco;

import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.envs.render.Geom;
import org.dreamer4j.envs.render.Rotation;
import org.dreamer4j.envs.render.Shape;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The spatial tendons of a model, drawn straight from site to site. */
final class Tendons {
  private static final double DEFAULT_WIDTH = 0.003;
  private static final double SHORTEST = 1e-6;

  private record Segment(double[] from, double[] to, double radius, double[] rgba) {}

  private final List<Segment> segments = new ArrayList<>();

  Tendons(Document document, MujocoPhysics physics) {
    for (Element tendon : ModelXml.elements(document, "spatial")) {
      double radius = ModelXml.numbers(tendon, "width", DEFAULT_WIDTH)[0];
      double[] rgba = ModelXml.numbers(tendon, "rgba", .5, .5, .5, 1);
      List<double[]> places = new ArrayList<>();
      for (Node child = tendon.getFirstChild(); child != null; child = child.getNextSibling()) {
        if (child instanceof Element element && element.getTagName().equals("site")) {
          places.add(physics.site(element.getAttribute("site")).position());
        }
      }
      for (int i = 1; i < places.size(); i++) {
        segments.add(new Segment(places.get(i - 1), places.get(i), radius, rgba));
      }
    }
  }

  /** Adds the strings as they hang now. */
  void addTo(List<Geom> solids) {
    for (Segment segment : segments) {
      double[] from = segment.from;
      double[] to = segment.to;
      double[] along = {to[0] - from[0], to[1] - from[1], to[2] - from[2]};
      double half = Math.hypot(Math.hypot(along[0], along[1]), along[2]) / 2;
      if (half > SHORTEST) {
        Geom string = new Geom(Shape.CAPSULE, new double[] {segment.radius, half, 0}, segment.rgba);
        string.at((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, (from[2] + to[2]) / 2);
        solids.add(string.turned(Rotation.zTowards(along[0], along[1], along[2])));
      }
    }
  }
}
