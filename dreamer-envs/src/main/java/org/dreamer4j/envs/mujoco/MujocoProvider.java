package org.dreamer4j.envs.mujoco;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.SimulatorConfig.Renderer;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.EnvironmentProvider;
import org.dreamer4j.envs.SimulatorOptions;
import org.dreamer4j.envs.SimulatorOptions.MujocoOptions;
import org.dreamer4j.envs.TaskInfo;
import org.dreamer4j.envs.control.ControlEnvironment;
import org.dreamer4j.envs.control.ControlTasks;
import org.dreamer4j.envs.control.Painter;
import org.dreamer4j.envs.control.SuiteTasks;
import org.dreamer4j.envs.wrap.NormalizeActions;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Offers the control suite on libmujoco, by default with every action repeated twice: the tasks
 * with contacts always, those of the embedded engine when the options ask for native physics or for
 * MuJoCo's pictures.
 */
public final class MujocoProvider implements EnvironmentProvider {
  private static final int ACTION_REPEAT = 2;

  /** Looks the same as the suite's 2048 in a small picture, at a third of the time. */
  private static final String SHADOW_MAP = "256";

  private final SearchPlaces places;

  /** For {@link java.util.ServiceLoader}. */
  public MujocoProvider() {
    this(SearchPlaces.here());
  }

  MujocoProvider(SearchPlaces places) {
    this.places = places;
  }

  @Override
  public List<TaskInfo> tasks(SimulatorOptions simulators) {
    MujocoOptions options = simulators.mujoco();
    LibrarySearch.Result library = new LibrarySearch(places).find(options.library());
    ModelSource models = ModelSource.find(places, options.suite());
    List<TaskInfo> infos = new ArrayList<>();
    for (String name : SuiteTasks.names()) {
      String missing =
          models.missing(SuiteTasks.task(name).domain(), !SuiteTasks.hasOwnModel(name));
      infos.add(info(name, SuiteTasks.description(name), library, missing));
    }
    if (options.takesEmbeddedTasks()) {
      for (TaskInfo embedded : ControlTasks.infos()) {
        if (!embedded.name().equals(ControlTasks.QUICKSTART)) {
          String missing = models.missing(NativeTask.of(embedded.name()).domain(), false);
          infos.add(info(embedded.name(), embedded.description(), library, missing));
        }
      }
    }
    return infos;
  }

  private static TaskInfo info(
      String name, String description, LibrarySearch.Result library, String missingModel) {
    return new TaskInfo(
        name, description, library.missing().isEmpty() ? missingModel : library.missing());
  }

  /**
   * Makes an environment with the task's own camera unless another is asked for; where the motors'
   * ranges are not [-1, 1], actions are scaled to it unless the options say otherwise.
   *
   * @throws IllegalArgumentException if the task, the library, the model or an option does not fit
   * @throws IllegalStateException if MuJoCo or the graphics library fails
   */
  @Override
  public Environment make(String task, EnvironmentOptions options) {
    SimulatorOptions simulators = options.simulators();
    SuiteModel model = SuiteModel.of(task);
    Document document = ModelSource.find(places, simulators.mujoco().suite()).read(model.domain());
    model.prepare(document);
    addPictureSettings(document, simulators.renderSize());
    MujocoPhysics physics =
        MujocoPhysics.open(library(simulators.mujoco()), document, model.aliases());
    try {
      int camera = simulators.camera().orElse(model.camera());
      Painter painter = painter(physics, document, simulators, camera);
      int repeat = options.actionRepeat() == 0 ? ACTION_REPEAT : options.actionRepeat();
      Environment environment =
          new ControlEnvironment<>(
              model.task(), physics, painter, options.seed(), repeat, simulators.renderSize());
      return simulators.normalizeActions() && !isNormal(environment.spec().action())
          ? new NormalizeActions(environment)
          : environment;
    } catch (RuntimeException | Error e) {
      physics.close();
      throw e;
    }
  }

  private MujocoLibrary library(MujocoOptions options) {
    LibrarySearch.Result found = new LibrarySearch(places).find(options.library());
    return MujocoLibrary.load(
        Optional.ofNullable(found.file())
            .orElseThrow(() -> new IllegalArgumentException(found.missing())));
  }

  private static Painter painter(
      MujocoPhysics physics, Document document, SimulatorOptions simulators, int camera) {
    int cameras = physics.open().count(Field.NCAM);
    if (camera < 0 || camera >= cameras) {
      throw new IllegalArgumentException(
          "no camera " + camera + ": this model has " + cameras + ", numbered from 0");
    }
    Renderer renderer = simulators.mujoco().renderer();
    int size = simulators.renderSize();
    return renderer == Renderer.RAY_CASTER
        ? new RayPainter(physics, document, camera, size)
        : new GlPainter(physics, renderer, camera, size);
  }

  private static void addPictureSettings(Document model, int size) {
    ModelXml.append(model, "visual", "quality").setAttribute("shadowsize", SHADOW_MAP);
    Element buffer = ModelXml.append(model, "visual", "global");
    buffer.setAttribute("offwidth", Integer.toString(size));
    buffer.setAttribute("offheight", Integer.toString(size));
  }

  private static boolean isNormal(Spec action) {
    return action.equals(Spec.Box.of(action.size(), -1, 1));
  }
}
