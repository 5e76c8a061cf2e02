package org.dreamer4j.envs.mujoco;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.envs.control.Painter;
import org.dreamer4j.envs.render.Camera;
import org.dreamer4j.envs.render.Geom;
import org.dreamer4j.envs.render.RayCaster;
import org.dreamer4j.envs.render.Scene;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Draws a native simulation with the ray caster: no graphics library is needed. */
final class RayPainter implements Painter {
  private static final int SAMPLES = 2;
  private static final double FAR = 1000;

  /** Below every floor, where it lights nothing. */
  private static final double[] NO_LIGHT = {0, 0, -FAR};

  private final MujocoPhysics physics;
  private final RayCaster caster;
  private final SceneParts geoms;
  private final SceneParts sites;
  private final Tendons tendons;
  private final DoubleBuffer cameraPositions;
  private final DoubleBuffer cameraRotations;
  private final DoubleBuffer lightPositions;
  private final double fovyDegrees;
  private final int camera;
  private final double[] lightDirection;
  private int appearance;

  /**
   * A painter.
   *
   * @param document the model that the physics simulates
   * @param camera number of the camera
   * @param size width and height, pixels
   * @throws IllegalArgumentException if the model has what the ray caster cannot draw
   */
  RayPainter(MujocoPhysics physics, Document document, int camera, int size) {
    this.physics = physics;
    this.camera = camera;
    caster = new RayCaster(size, size, SAMPLES);
    MujocoModel model = physics.open();
    if (model.count(Field.NHFIELDDATA) > 0) {
      throw new IllegalArgumentException(
          "the ray caster draws no terrain: choose renderer egl or osmesa");
    }
    Materials materials = new Materials(document);
    geoms = SceneParts.geoms(model, materials);
    sites = SceneParts.sites(model, materials);
    tendons = new Tendons(document, physics);
    appearance = physics.appearance().changes();
    int cameras = model.count(Field.NCAM);
    cameraPositions = model.view(Field.CAM_XPOS, 3 * cameras);
    cameraRotations = model.view(Field.CAM_XMAT, 9 * cameras);
    fovyDegrees = model.view(Field.CAM_FOVY, cameras).get(camera);
    lightPositions = model.view(Field.LIGHT_XPOS, 3 * model.count(Field.NLIGHT));
    lightDirection = lightDirection(document);
  }

  @Override
  public void paint(byte[] out) {
    physics.open();
    if (appearance != physics.appearance().changes()) {
      appearance = physics.appearance().changes();
      geoms.build();
      sites.build();
    }
    geoms.follow();
    sites.follow();
    List<Geom> solids = new ArrayList<>(geoms.solids());
    solids.addAll(sites.solids());
    tendons.addTo(solids);
    caster.render(new Scene(solids, view(), light()), out);
  }

  /** MuJoCo's cameras look along their negative z axis, x to the right and y upwards. */
  private Camera view() {
    double[] position = new double[3];
    double[] rotation = new double[9];
    cameraPositions.get(3 * camera, position);
    cameraRotations.get(9 * camera, rotation);
    return new Camera(
        position,
        new double[] {rotation[0], rotation[3], rotation[6]},
        new double[] {rotation[1], rotation[4], rotation[7]},
        fovyDegrees);
  }

  private double[] light() {
    if (lightPositions.capacity() == 0) {
      return NO_LIGHT;
    }
    double[] position = new double[3];
    lightPositions.get(0, position);
    for (int i = 0; i < 3; i++) {
      position[i] -= lightDirection[i];
    }
    return position;
  }

  /** How far along its rays the first light stands: far if they are parallel, else not at all. */
  private static double[] lightDirection(Document document) {
    double[] direction = new double[3];
    for (Element light : ModelXml.elements(document, "light")) {
      if (light.getAttribute("directional").equals("true")) {
        double[] rays = ModelXml.numbers(light, "dir", 0, 0, -1);
        double norm = Math.hypot(Math.hypot(rays[0], rays[1]), rays[2]);
        for (int i = 0; i < 3 && norm > 0; i++) {
          direction[i] = FAR * rays[i] / norm;
        }
      }
      break;
    }
    return direction;
  }
}
