package org.dreamer4j.envs.mujoco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class ModelSourceTest {
  @TempDir private Path root;
  private final Map<String, String> environment = new HashMap<>();

  private Path put(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private ModelSource find(Optional<Path> option) {
    return ModelSource.find(new SearchPlaces(environment, root, root.resolve("home")), option);
  }

  private static List<String> names(ModelSource source, String domain) {
    return ModelXml.elements(source.read(domain), "geom").stream()
        .map(geom -> geom.getAttribute("name"))
        .toList();
  }

  private String refusal(String domain) {
    return assertThrows(IllegalArgumentException.class, () -> find(Optional.of(root)).read(domain))
        .getMessage();
  }

  @Test
  void includesAreReplacedByWhatTheyHold() throws IOException {
    put("robot.xml", "<mujoco><include file='./common/a.xml'/><geom name='last'/></mujoco>");
    put("common/a.xml", "<mujoco><geom name='first'/><include file='common/b.xml'/></mujoco>");
    put("common/b.xml", "<mujoco><geom name='second'/></mujoco>");
    assertEquals(List.of("first", "second", "last"), names(find(Optional.of(root)), "robot"));
  }

  @Test
  void includesOfThemselvesOrFromOutsideAreRefused() throws IOException {
    put("circle.xml", "<mujoco><include file='circle.xml'/></mujoco>");
    assertEquals(
        "model circle includes 'circle.xml' twice; each file goes in once", refusal("circle"));
    put("out.xml", "<mujoco><include file='../../etc/passwd'/></mujoco>");
    assertTrue(refusal("out").startsWith("model ../../etc/passwd lies outside of "));
    put("gone.xml", "<mujoco><include file='gone2.xml'/></mujoco>");
    assertTrue(refusal("gone").startsWith("model gone2.xml cannot be read: "));
    put("bad.xml", "<mujoco>");
    assertTrue(refusal("bad").startsWith("model bad.xml is no XML, line 1"));
  }

  @Test
  void folderIsFoundByOptionVariableAndAmongPythonsPackages() throws IOException {
    put("usr/lib/python3/dist-packages/dm_control/suite/walker.xml", walker("python's"));
    put("variable/walker.xml", walker("variable's"));
    Path option = put("option/walker.xml", walker("option's")).getParent();
    assertEquals(List.of("python's"), names(find(Optional.empty()), "walker"));
    environment.put("DM_CONTROL_SUITE", root.resolve("variable").toString());
    assertEquals(List.of("variable's"), names(find(Optional.empty()), "walker"));
    assertEquals(List.of("option's"), names(find(Optional.of(option)), "walker"));
  }

  private static String walker(String geom) {
    return "<mujoco><geom name=\"" + geom + "\"/></mujoco>";
  }

  @Test
  void ownModelsServeWhereNoneIsInstalled() throws IOException {
    ModelSource none = find(Optional.empty());
    assertEquals("", none.missing("pendulum", false));
    assertEquals(List.of("floor", "pin", "rod", "bob"), names(none, "pendulum"));
    assertTrue(none.missing("humanoid", true).startsWith("needs dm_control's models: pip install"));
    put("usr/lib/python3/dist-packages/dm_control/suite/humanoid.xml", "<mujoco/>");
    ModelSource partial = find(Optional.empty());
    assertEquals("", partial.missing("humanoid", true));
    assertEquals(List.of("floor", "pin", "rod", "bob"), names(partial, "pendulum"));
  }

  @Test
  void folderThatWasAskedForHasToHaveTheModel() {
    ModelSource asked = find(Optional.of(root));
    String line = "no pendulum.xml in " + root + ", which is to be dm_control's folder suite";
    assertEquals(line, asked.missing("pendulum", false));
    assertTrue(refusal("pendulum").startsWith("model pendulum.xml cannot be read: "));
  }

  @Test
  void reachersTargetGetsTheTasksSize() {
    for (String[] task : new String[][] {{"reacher_easy", ".05"}, {"reacher_hard", ".015"}}) {
      var model = ModelSource.own().read("reacher");
      NativeTask.of(task[0]).prepare(model);
      String size =
          ModelXml.elements(model, "geom").stream()
              .filter(geom -> geom.getAttribute("name").equals("target"))
              .map((Element geom) -> geom.getAttribute("size"))
              .findFirst()
              .orElseThrow();
      assertEquals(task[1], size);
    }
  }
}
