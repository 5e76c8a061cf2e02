package org.dreamer4j.envs.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ModelEditsTest {
  private Document model;

  @BeforeEach
  void parse() throws Exception {
    String xml =
        "<mujoco><worldbody><geom name='a'/><site name='a' size='1'/>"
            + "<body name='b'><geom name='c'/><geom name='c2'/></body></worldbody></mujoco>";
    model =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)));
  }

  private int count(String tag) {
    return model.getElementsByTagName(tag).getLength();
  }

  @Test
  void attributesAreSetByTagAndName() {
    ModelEdits.set(model, "site", "a", "size", "2");
    ModelEdits.set(model, "geom", "c", "rgba", "0 0 0 0");
    assertEquals("2", ((Element) model.getElementsByTagName("site").item(0)).getAttribute("size"));
    Element geom = (Element) model.getElementsByTagName("geom").item(1);
    assertEquals("0 0 0 0", geom.getAttribute("rgba"));
  }

  @Test
  void aMissingElementIsNamed() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> ModelEdits.set(model, "joint", "a", "x", "y"));
    assertTrue(error.getMessage().contains("no joint 'a'"), error.getMessage());
  }

  @Test
  void removingTakesWhatIsWithinAndNothingElse() {
    ModelEdits.remove(model, "geom", "b");
    assertEquals(3, count("geom"));
    ModelEdits.remove(model, "body", "b");
    assertEquals(1, count("geom"));
    assertEquals(1, count("site"));
  }

  @Test
  void removingAllLeavesNone() {
    ModelEdits.removeAll(model, "geom");
    assertEquals(0, count("geom"));
    assertEquals(1, count("body"));
  }

  @Test
  void frameSensorsGoToTheModelsRoot() {
    ModelEdits.addFrameSensor(model, "framepos", "where", "body", "b");
    Element sensor = (Element) model.getElementsByTagName("framepos").item(0);
    assertEquals("where", sensor.getAttribute("name"));
    assertEquals("body", sensor.getAttribute("objtype"));
    assertEquals("b", sensor.getAttribute("objname"));
    assertEquals("sensor", sensor.getParentNode().getNodeName());
    assertEquals(model.getDocumentElement(), sensor.getParentNode().getParentNode());
  }
}
